"""`plumbline config`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli.config import command
from config.example import example
from config.json_schema import policy_schema


def config(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(command, arguments, input=stdin, standalone_mode=False)


@pytest.fixture
def policy_file(tmp_path: Path) -> Path:
    file = tmp_path / ".github" / "plumbline.yml"
    file.parent.mkdir()
    return file


def test_a_valid_file_is_summed_up(policy_file: Path) -> None:
    policy_file.write_text(
        "checks: {debt_label: {mode: enforce}}\nrituals: {refactor_sprint: {}}\n"
    )
    done = config("validate", str(policy_file))
    assert done.return_value == 0
    assert "is valid" in done.output
    assert "debt_label enforce" in done.output
    assert "refactor_sprint" in done.output


def test_a_folder_means_the_policy_file_in_it(policy_file: Path) -> None:
    policy_file.write_text("version: 2")
    done = config("validate", str(policy_file.parents[1]))
    assert done.return_value == 2
    assert f"{policy_file}:1:10" in done.output.replace("\n", "")


def test_every_problem_is_shown_with_its_line_a_pointer_and_a_remedy() -> None:
    text = b"version: 1\nchecks:\n  adr_lnk: {}\n  debt_label:\n    mode: enforced\n"
    done = config("validate", "-", stdin=text)
    assert done.return_value == 2
    lines = done.output.splitlines()
    assert "standard input:3:3: `adr_lnk` is not a known key of `checks`." in lines
    assert "     3 │   adr_lnk: {}" in lines
    assert "       │   ^" in lines
    assert any("Did you mean `adr_link`?" in line for line in lines)
    assert "       │           ^" in lines
    assert lines[-1] == "standard input has 2 problems."


def test_one_bad_file_among_good_ones_is_enough(policy_file: Path) -> None:
    policy_file.write_text("")
    other = policy_file.with_name("other.yml")
    other.write_text("checks: []")
    assert config("validate", str(policy_file), str(other)).return_value == 2
    assert config("validate", str(policy_file), str(policy_file)).return_value == 0


def test_foreign_text_cannot_steer_the_terminal(policy_file: Path) -> None:
    policy_file.write_text("comment: never # \u202e\x85\nx: [\n")
    done = config("validate", str(policy_file))
    assert done.return_value == 2
    assert "\u202e" not in done.output


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: \xe4\n"])
def test_a_file_that_is_not_utf_8_is_a_mistake(policy_file: Path, content: bytes) -> None:
    policy_file.write_bytes(content)
    done = config("validate", str(policy_file))
    assert done.exception is not None
    assert "not UTF-8 text (line 1)" in str(done.exception)


def test_a_missing_file_is_a_mistake_with_a_remedy(tmp_path: Path) -> None:
    done = config("validate", str(tmp_path))
    assert "cannot be read" in str(done.exception)


def test_the_schema_and_the_example_are_printed_as_they_are_kept() -> None:
    assert json.loads(config("schema").output) == policy_schema()
    assert config("example").output == example()

"""The generated files are current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from checks.engine.registry import all_checks
from cli.docs import command, pages
from github_app.settings import Settings
from rituals.engine.registry import all_rituals

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", pages())
def test_a_generated_file_is_current(name: str) -> None:
    current = (ROOT / name).read_text(encoding="utf-8") == pages()[name]
    assert current, f"{name} is out of date; run `make docs`"


def test_writing_and_then_checking_finds_nothing_stale(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    arguments = ["--root", str(tmp_path)]
    runner = CliRunner()
    before = runner.invoke(command, [*arguments, "--check"], standalone_mode=False)
    assert before.return_value == 1
    assert "docs/handbook/checks.md is out of date" in before.output
    runner.invoke(command, arguments, standalone_mode=False)
    again = runner.invoke(command, arguments, standalone_mode=False)
    assert again.output == "The handbook and the schema are up to date.\n"
    after = runner.invoke(command, [*arguments, "--check"], standalone_mode=False)
    assert (after.return_value, after.output) == (0, "")


def test_outside_a_source_tree_it_says_so(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["--root", str(tmp_path)], standalone_mode=False)
    assert "no source tree" in str(done.exception)


def test_the_handbook_has_a_chapter_for_everything() -> None:
    made = pages()
    for check in all_checks():
        assert f"\n## {check.name}\n" in made["docs/handbook/checks.md"]
    for ritual in all_rituals():
        assert f"\n## {ritual.name}\n" in made["docs/handbook/rituals.md"]
    for name in ("check", "config validate [PATH]...", "docs", "sandbox", "worker"):
        assert f"\n## `plumbline {name}`\n" in made["docs/handbook/command-line.md"]
    for field in Settings.model_fields.values():
        assert f"| `{field.alias}` |" in made["docs/handbook/settings.md"]


def test_every_link_in_the_handbook_leads_somewhere() -> None:
    for name, text in pages().items():
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", text) if name.endswith(".md") else ():
            assert ((ROOT / name).parent / link).exists(), f"{name} -> {link}"

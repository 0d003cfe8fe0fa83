"""`plumbline check` in real repositories."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from checks.engine.declare import CheckSettings
from checks.engine.registry import all_checks
from checks.engine.verdict import Verdict
from cli.check import command
from config.policy import POLICY_PATH
from snapshot.facts import Snapshot
from tests.cli.clones import Clone

ROOT = Path(__file__).parents[2]
ENFORCED = "checks: {adr_link: {mode: enforce}, debt_label: {mode: enforce}}\n"
QUEUE = {"queue/wire.py": "LINES = 1\n"}
DECIDED = """\
# 1. Use git

## Status

Accepted

## Decision

Everything that is written by people is kept in git, so that it can be compared and taken back.
"""


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """`main` holds one decision; `change` wires a new service without citing it."""
    made = Clone(tmp_path / "shop")
    made.commit("main", {"README.md": "# Shop\n", "docs/adr/0001-use-git.md": DECIDED})
    made.commit("change", QUEUE, "Wire a queue", onto="main")
    made.switch("change")
    return made


def check(clone: Clone, *arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(
        command, ["--repo", str(clone.folder), *arguments], input=stdin, standalone_mode=False
    )


def told(done: Result) -> dict[str, Any]:
    assert done.exception is None, done.exception
    answer = json.loads(done.output)
    assert isinstance(answer, dict)
    return answer


def verdicts(done: Result) -> dict[str, str]:
    return {one["name"]: one["conclusion"] for one in told(done)["checks"]}


def test_without_a_policy_everything_advises_and_nothing_blocks(clone: Clone) -> None:
    done = check(clone, "--base", "main", "--format", "json")
    assert done.return_value == 0
    assert verdicts(done)["adr_link"] == "neutral"
    assert verdicts(done)["review_coverage"] == "skipped"
    assert told(done)["policy"] == f"the defaults, as main has no {POLICY_PATH}"


def test_the_default_branch_is_the_base_when_none_is_named(clone: Clone) -> None:
    answer = told(check(clone, "--format", "json"))
    assert (answer["base"]["name"], answer["head"]["name"]) == ("main", "change")


def test_an_enforced_miss_blocks(clone: Clone) -> None:
    clone.commit("main", {POLICY_PATH: ENFORCED})
    done = check(clone, "--base", "main")
    assert done.return_value == 1
    assert "adr_link (enforced)" in done.output
    assert f"Rules: {POLICY_PATH} on main (" in done.output


def test_the_rules_are_those_of_the_base_and_not_of_the_branch(clone: Clone) -> None:
    clone.commit("main", {POLICY_PATH: ENFORCED})
    clone.commit("lenient", {**QUEUE, POLICY_PATH: "checks: {adr_link: {mode: off}}"}, onto="main")
    done = check(clone, "--base", "main", "--head", "lenient", "--format", "json")
    assert verdicts(done)["adr_link"] == "failure"
    assert told(done)["edited_policy"] == []
    assert done.return_value == 1


def test_a_branch_that_breaks_the_policy_is_told_where(clone: Clone) -> None:
    clone.commit("broken", {POLICY_PATH: "version: 1\nchekcs: {}\n"}, onto="main")
    done = check(clone, "--base", "main", "--head", "broken", "--format", "github")
    assert done.return_value == 1
    assert f"::error file={POLICY_PATH},line=2,col=1,title=plumbline/policy::" in done.output
    assert "Did you mean `checks`?" in done.output
    human = check(clone, "--base", "main", "--head", "broken")
    assert f"{POLICY_PATH}:2:1" in human.output


def test_another_policy_can_be_tried(clone: Clone, tmp_path: Path) -> None:
    trial = tmp_path / "trial.yml"
    trial.write_text(ENFORCED)
    done = check(clone, "--base", "main", "--config", str(trial), "--format", "json")
    assert done.return_value == 1
    assert told(done)["policy"] == str(trial)


def test_decision_folders_of_the_policy_are_read(clone: Clone) -> None:
    policy = "records: {adr: {folders: [choices]}}\n" + ENFORCED
    clone.commit("main", {POLICY_PATH: policy, "choices/0007-queue.md": DECIDED})
    cited = ["--base", "main", "--title", "Wire a queue (ADR-7)"]
    assert check(clone, *cited).return_value == 0
    assert check(clone, "--base", "main").return_value == 1


def test_the_description_counts_from_a_file_or_from_standard_input(
    clone: Clone, tmp_path: Path
) -> None:
    clone.commit("main", {POLICY_PATH: ENFORCED})
    body = tmp_path / "body.md"
    body.write_text("This follows ADR-1.")
    assert check(clone, "--base", "main", "--body-file", str(body)).return_value == 0
    piped = check(clone, "--base", "main", "--body-file", "-", stdin="See docs/adr/0001-use-git.md")
    assert piped.return_value == 0


def test_a_broken_policy_on_the_base_is_a_mistake_that_names_each_problem(clone: Clone) -> None:
    clone.commit("main", {POLICY_PATH: "version: 7\ncomment: maybe\n"})
    done = check(clone, "--base", "main")
    assert "line 1, column 10: `version` cannot be `7`." in str(done.exception)
    assert "line 2, column 10" in str(done.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--base", "nowhere"),
        ("--head", "nowhere"),
        ("--config", "/nowhere.yml"),
        ("--body-file", "/nowhere.md"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_code_2(
    clone: Clone, arguments: tuple[str, ...]
) -> None:
    program = "from cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--repo", str(clone.folder), *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("plumbline: ")
    assert "nowhere" in done.stderr


def test_a_folder_without_a_repository_is_a_mistake(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, ["--repo", str(tmp_path)], standalone_mode=False)
    assert done.exception is not None
    assert str(tmp_path) in str(done.exception)


def test_markers_are_found_at_their_lines(clone: Clone) -> None:
    clone.commit("debt", {"shop.py": "x = 1\n# TODO mend this\n"}, onto="main")
    done = check(clone, "--base", "main", "--head", "debt", "--format", "github")
    assert "::warning file=shop.py,line=2,endLine=2,title=plumbline/debt_label" in done.output


def test_output_into_a_pipe_has_no_colours_or_trailing_blanks(clone: Clone) -> None:
    text = check(clone, "--base", "main").output
    assert "\x1b" not in text
    assert all(line == line.rstrip() for line in text.splitlines())


def test_a_check_that_breaks_is_our_fault_and_the_others_still_report(
    clone: Clone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Snapshot, __: CheckSettings) -> Verdict:
        raise KeyError("gone")

    checks = tuple(
        replace(check, judge=broken) if check.name == "adr_link" else check
        for check in all_checks()
    )
    monkeypatch.setattr("cli.clone.all_checks", lambda: checks)
    monkeypatch.delenv("PLUMBLINE_DEBUG", raising=False)
    done = check(clone, "--base", "main")
    assert done.return_value == 3
    assert "KeyError: 'gone'" in done.output
    assert "debt_label" in done.output
    assert "Traceback" not in done.output
    monkeypatch.setenv("PLUMBLINE_DEBUG", "1")
    assert "Traceback" in check(clone, "--base", "main").output


def test_a_branch_without_changes_says_so(clone: Clone) -> None:
    done = check(clone, "--base", "change", "--head", "change")
    assert done.return_value == 0
    assert "change into change, no changes\n" in done.output

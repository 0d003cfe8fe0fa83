"""What `plumbline/policy` says."""

from __future__ import annotations

from config.loader import load
from config.policy import POLICY_PATH, Policy, Problem
from config.policy_report import broken_base_report, edited_report


def problems_of(text: str) -> tuple[Problem, ...]:
    found = load(text)
    assert not isinstance(found, Policy)
    return found


def test_a_valid_edit_succeeds_and_says_when_it_applies() -> None:
    report = edited_report(())
    assert (report.name, report.conclusion) == ("plumbline/policy", "success")
    assert "once it is merged" in report.summary
    assert not report.annotations
    assert not report.actions


def test_an_invalid_edit_fails_with_an_annotation_for_each_problem() -> None:
    report = edited_report(problems_of("version: 2\nchecks:\n  adr_lnk: {}\n"), "Evaluated now.")
    assert report.conclusion == "failure"
    assert report.title == "The edited policy has 2 problems"
    assert [(a.path, a.start_line, a.level) for a in report.annotations] == [
        (POLICY_PATH, 1, "failure"),
        (POLICY_PATH, 3, "failure"),
    ]
    assert "Did you mean adr_link?" in report.annotations[1].message
    assert report.occasion == "Evaluated now."


def test_a_broken_base_blocks_nobody_and_names_the_branch_and_every_problem() -> None:
    report = broken_base_report(problems_of("version: 2\n'a|b': 1\n"), "main")
    assert report.conclusion == "neutral"
    assert "`.github/plumbline.yml` on `main` cannot be read" in report.summary
    assert "| 2 | 1 | `a\\|b` is not a known key" in report.summary
    assert not report.annotations


def test_the_longest_list_of_problems_fits_a_check_run() -> None:
    report = edited_report(problems_of("\n".join(f"{'k' * 300}{n}: 1" for n in range(200))))
    assert len(report.summary) < 65_535

"""What is kept of an evaluation is what was judged."""

from __future__ import annotations

from checks.engine.registry import all_checks
from checks.engine.render import render
from checks.engine.report import Occasion, Report
from checks.engine.runner import run
from checks.parts.review_coverage.closers.closing import closing_of
from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.coverage_map import Share
from checks.parts.review_coverage.review_map import ReviewMap
from checks.parts.review_coverage.rules import CoverageRules
from checks.review_coverage import Settings
from reviews.page import REVIEW_COVERAGE, evaluation_of, said_before
from reviews.page.evaluation import CheckSaid
from snapshot.facts import Snapshot
from tests.builders import HEAD, NOW, a_file, a_pull_request, a_review, a_snapshot

OWNERS = "/src/ @grace @linus\n"


def a_change(*reviews: str) -> Snapshot:
    changed = (a_file("src/new.py", was="src/old.py", lines=4), a_file("README.md", lines=6))
    given = [a_review(login) for login in reviews]
    return a_snapshot(a_pull_request(*changed, reviews=given), codeowners=OWNERS)


def report_on(snapshot: Snapshot) -> Report:
    (check,) = (one for one in all_checks() if one.name == "review_coverage")
    (outcome,) = run((check,), {check.name: Settings()}, snapshot)
    return render(outcome, snapshot, Occasion("pull_request_review.submitted", "the policy"))


def test_parts_needs_approvals_and_reasons_are_those_of_the_map() -> None:
    snapshot = a_change("zoe", "ada")
    coverage = coverage_of(snapshot, CoverageRules())
    closing = closing_of(coverage, snapshot)
    kept = evaluation_of(
        snapshot, [], "pull_request.opened", ReviewMap(coverage, closing, is_enough=False)
    )
    assert kept.map
    assert kept.share == Share(1, 2, 6, 10)
    missing, covered = kept.map.parts
    assert [(file.path, file.was, file.lines) for file in missing.files] == [
        ("src/new.py", "src/old.py", 4)
    ]
    # That anybody approves is not told as a second approval: an owner's is that as well.
    assert [(need.kind, need.names, need.line, need.short) for need in missing.needs] == [
        ("owners", ("@grace", "@linus"), 1, 1)
    ]
    assert (missing.is_covered, covered.is_covered) == (False, True)
    assert covered.approvers == ("zoe",)
    assert [one.login for one in kept.map.approvals] == ["zoe"]
    (ignored,) = kept.map.ignored
    assert ignored.startswith("`ada`")
    assert "opened this pull request" in ignored
    assert len(kept.map.people) == 1
    assert (kept.at, kept.commit) == (NOW, HEAD)


def test_anybodys_approvals_are_told_where_they_are_more_than_the_owners() -> None:
    snapshot = a_change("grace")
    coverage = coverage_of(snapshot, CoverageRules(approvals=2))
    seen = ReviewMap(coverage, closing_of(coverage, snapshot), is_enough=False)
    kept = evaluation_of(snapshot, [], "push", seen)
    assert kept.map
    owned = next(part for part in kept.map.parts if part.files[0].path == "src/new.py")
    assert [(need.kind, need.short) for need in owned.needs] == [("anybody", 1), ("owners", 0)]


def test_without_a_map_the_verdicts_are_kept() -> None:
    kept = evaluation_of(a_change(), [report_on(a_change())], "a sweep")
    assert (kept.map, kept.share) == (None, None)
    assert [one.name for one in kept.checks] == [REVIEW_COVERAGE]


def test_what_the_check_says_tells_the_share_and_the_event_again() -> None:
    report = report_on(a_change("zoe"))
    said = CheckSaid(report.name, report.conclusion, report.title, report.full_summary)
    found = said_before("c" * 40, NOW, [said])
    assert found.share == Share(1, 2, 6, 10)
    assert found.because == "pull_request_review.submitted"


def test_words_of_old_that_tell_nothing_are_no_reason_to_break() -> None:
    found = said_before("c" * 40, NOW, [CheckSaid(REVIEW_COVERAGE, "success", "", "", "")])
    assert (found.share, found.because) == (None, "")
    assert said_before("c" * 40, NOW, []).checks == ()

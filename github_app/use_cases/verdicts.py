"""From a reading to reports: the policy in force, the checks, and what is said about the policy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

import structlog

from checks.engine.registry import all_checks
from checks.engine.render import evaluated, render
from checks.engine.report import Occasion, Report
from checks.engine.runner import Outcome, run
from checks.engine.verdict import Judged
from checks.engine.words import LONGEST_TEXT, code, cut, size
from checks.parts.debt_label.judgement import DebtBalance
from checks.parts.review_coverage.review_map import ReviewMap
from checks.parts.review_coverage.text.map_text import way_to
from config.loader import load
from config.policy import POLICY_PATH, Policy
from config.policy_report import broken_base_report, edited_report, removed_report
from github_app.gateway.pull_requests.pull_request import Reading
from reviews.page import REVIEW_COVERAGE
from snapshot.changed_file import ChangedFile

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reports` has one for each check that is on, and one about the policy file where there is a
    reason. `map` is what the check of review coverage drew, None where it is off, had nothing to
    draw, or broke. `debt` is what the check of debt counted, None where it is off or broke.
    """

    reports: tuple[Report, ...]
    map: ReviewMap | None
    debt: DebtBalance | None = None


def judge(reading: Reading, event: str, details: str = "") -> Judgement:
    """`event` is what made us look, as GitHub names it; `details` the address of the pull request's
    page here, or "".
    """
    snapshot, occasion = reading.snapshot, occasion_of(reading, event)
    outcomes = run(all_checks(), reading.in_force.policy.checks, snapshot)
    for outcome in outcomes:
        _log_bug(outcome)
    rendered = (render(outcome, snapshot, occasion) for outcome in outcomes)
    checked = (_leading_on(report, details) for report in rendered)
    reports = (*checked, *_about_policy(reading, evaluated(snapshot, occasion)))
    bases = [one.verdict.basis for one in outcomes if isinstance(one.verdict, Judged)]
    return Judgement(
        reports,
        map=next((basis for basis in bases if isinstance(basis, ReviewMap)), None),
        debt=next((basis for basis in bases if isinstance(basis, DebtBalance)), None),
    )


def _leading_on(report: Report, details: str) -> Report:
    """The review map may have to be cut; the page has all of it."""
    if not (details and report.text and report.name == REVIEW_COVERAGE):
        return report
    way = way_to(details)
    return replace(report, text=f"{cut(report.text, LONGEST_TEXT - size(way) - 2)}\n\n{way}")


def occasion_of(reading: Reading, event: str) -> Occasion:
    """Why the verdict was reached, and where the rules that led to it can be changed."""
    pull, repository = reading.snapshot.pull_request, reading.snapshot.repository
    path, base = code(POLICY_PATH), code(pull.base_name)
    url = ""
    if repository.url:
        # Without a file, the link opens GitHub's editor for a new one.
        place = "new" if reading.in_force.origin == "defaults" else "blob"
        end = f"?filename={POLICY_PATH}" if place == "new" else f"/{POLICY_PATH}"
        url = f"{repository.url}/{place}/{quote(pull.base_name)}{end}"
    valid = "valid " if reading.in_force.problems else ""
    words = {
        "file": f"{path} on {base}",
        "defaults": f"the defaults, as {base} has no {valid}{path}",
        "last_good": f"the last valid {path} of {base}",
    }
    return Occasion(event, words[reading.in_force.origin], url)


def _about_policy(reading: Reading, occasion: str) -> Iterator[Report]:
    if reading.head_policy is not None:
        found = load(reading.head_policy)
        yield edited_report(() if isinstance(found, Policy) else found, occasion)
    elif any(_removes_policy(file) for file in reading.snapshot.pull_request.files):
        yield removed_report(occasion)
    elif reading.in_force.problems:
        base_name = reading.snapshot.pull_request.base_name
        yield broken_base_report(reading.in_force.problems, base_name, occasion)


def _removes_policy(file: ChangedFile) -> bool:
    return POLICY_PATH in file.paths and (file.kind == "removed" or file.path != POLICY_PATH)


def _log_bug(outcome: Outcome) -> None:
    if outcome.bug:
        log.error("A check broke", check=outcome.check.name, exc_info=outcome.bug)

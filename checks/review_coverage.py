"""Every changed file was reviewed, as it is now, by somebody who may approve it.

When this holds, each changed file has an approval of a person with write access who took no part
in the change, and of an owner where CODEOWNERS names one. An approval of an earlier commit keeps
covering the files whose change is still the one that was seen.

Why: A review only protects what was looked at. A change that was pushed after the approval, or a
file that its owners never saw, reaches everybody unread.

Remedy: Ask an owner of the files that the table marks as not covered for a review. When somebody
asked for changes, answer them; they stop blocking when that person approves or the review is
dismissed. Owners are named in CODEOWNERS on the base branch.

Limits: Authors, co-authors and committers cannot approve their own change, nor can bots; a commit
author whom GitHub maps to no account cannot be compared with the reviewers and is named instead.
With more than one approval asked, one per file must be an owner's and the others may be anybody's
who may approve. A renamed file needs the owners of its old and of its new place. E-mail addresses
and teams that cannot be read match nobody, so files that only they own are never covered. GitHub
lists at most 3,000 files; beyond that the coverage cannot be known and the check does not hold. Nor
does it hold when there are more reviewers, commits or co-authors than can be read. GitHub compares
commits up to 300 files, so what an approval of an earlier commit saw of a larger change is known
only while Plumbline remembers it; otherwise that approval covers nothing. An approval given before
the pull request was pointed at another branch covers only what it was seen to change on the branch
before; that is remembered in Redis and lost when Redis is emptied. GitHub lists no file modes, so a
change of mode alone needs no new approval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import Field

from checks.engine.declare import CheckSettings
from checks.engine.verdict import Finding, Judged, NotApplicable, Verdict
from checks.engine.words import bullets, percent, plural
from checks.parts.coverage import FileCoverage, cover
from checks.parts.coverage_needs import asked_changes, cut_list, needs, unread
from checks.parts.coverage_table import coverage_table, notes
from checks.parts.reviewers import Standing, standing
from snapshot.codeowners import parse
from snapshot.facts import Snapshot


class Settings(CheckSettings):
    """The knobs of review coverage."""

    minimum_coverage: int = Field(
        default=100,
        ge=0,
        le=100,
        description="The percentage of changed files that must be covered. 100 by default, because "
        "the one file nobody looked at is the one that matters.",
    )
    approvals: int = Field(
        default=1,
        ge=1,
        le=10,
        description="How many people must have approved each file. One of them must be an owner "
        "where CODEOWNERS names owners.",
    )
    keep_approvals: bool = Field(
        default=True,
        description="An approval of an earlier commit keeps covering the files that later pushes "
        "did not touch. With `false` only approvals of the latest commit count.",
    )


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """The coverage of every changed file against what `settings` ask for."""
    pull_request = snapshot.pull_request
    if pull_request.reviews is None:
        return NotApplicable("Needs GitHub: reviews.", needs_github=True)
    if not pull_request.changed_files:
        return NotApplicable("The pull request changes no files.")
    codeowners = parse(snapshot.codeowners.text) if snapshot.codeowners else None
    reviews = standing(pull_request)
    if not settings.keep_approvals:
        reviews = _of_this_head(reviews)
    coverage = cover(snapshot, codeowners, reviews, settings.approvals)
    uncovered = [one for one in coverage if not one.covered]
    findings = [*asked_changes(reviews), *cut_list(pull_request), *unread(pull_request)]
    if 100 * len(uncovered) > (100 - settings.minimum_coverage) * len(coverage):
        findings += needs(uncovered, len(coverage), pull_request.requested_reviewers)
    return Judged(
        headline=_headline(coverage, uncovered, reviews, findings),
        findings=tuple(findings),
        facts=_facts(coverage, settings),
        evidence="\n\n".join(
            filter(
                None,
                [coverage_table(coverage), bullets(notes(snapshot, codeowners, coverage, reviews))],
            )
        ),
    )


def _of_this_head(reviews: Standing) -> Standing:
    """The same, with approvals of earlier commits covering nothing."""
    approvals = (
        review if review.unchanged_paths is None else replace(review, unchanged_paths=frozenset())
        for review in reviews.approvals
    )
    return replace(reviews, approvals=tuple(approvals))


def _headline(
    coverage: Sequence[FileCoverage],
    uncovered: Sequence[FileCoverage],
    reviews: Standing,
    findings: Sequence[Finding],
) -> str:
    total = plural(len(coverage), "file")
    if not findings:
        return f"{len(coverage) - len(uncovered):,} of {total} reviewed"
    parts = []
    if reviews.requests:
        parts.append(f"Changes requested by {plural(len(reviews.requests), 'person', 'people')}")
    if uncovered:
        parts.append(f"{len(uncovered):,} of {total} {_lack(uncovered)}")
    return "; ".join(parts) or "Not all that matters could be read"


def _lack(uncovered: Sequence[FileCoverage]) -> str:
    owned = sum(bool(one.lacking) for one in uncovered)
    if owned == len(uncovered):
        return "not reviewed by an owner"
    if any(one.approvers for one in uncovered):
        return "without enough approvals"
    return f"not reviewed, {owned:,} of them owned" if owned else "not reviewed"


def _facts(coverage: Sequence[FileCoverage], settings: Settings) -> str:
    covered = [one.file for one in coverage if one.covered]
    lines = sum(one.file.changed_lines for one in coverage)
    covered_lines = sum(file.changed_lines for file in covered)
    return (
        f"{len(covered):,} of {plural(len(coverage), 'changed file')} "
        f"({percent(len(covered), len(coverage))}) and {covered_lines:,} of "
        f"{plural(lines, 'changed line')} ({percent(covered_lines, lines)}) are covered by "
        f"approvals. Asked for: {settings.minimum_coverage} % of the files, each with "
        f"{plural(settings.approvals, 'approval')}."
    )

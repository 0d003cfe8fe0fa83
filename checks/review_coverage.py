"""Every changed file was reviewed, as it is now, by somebody who may approve it.

When this holds, each changed file has an approval of a person with write access who took no part
in the change, of an owner where CODEOWNERS names one, and of as many people as each of its areas
asks for (`areas:` in the policy). An approval of an earlier commit keeps covering the files whose
change is still the one that was seen.

The check draws the map: every file, who answers for it, whose approval covers it and at which
commit, what is missing, and the fewest people who could give it. The comment `/plumbline why` on
the pull request is answered with it. Below it stands what is worth knowing and is no verdict: 500
changed lines and more that were approved within a minute, one person who approved most of the last
merges of an area, an area that one person or nobody can approve.

Why: A review only protects what was looked at. A change that was pushed after the approval, or a
file that its owners never saw, reaches everybody unread.

Remedy: Ask somebody of those who could close the gap for a review. When somebody asked for changes,
answer them; they stop blocking when that person approves or the review is dismissed. Owners are
named in CODEOWNERS, areas in the policy, both on the base branch.

Limits: Nobody approves a change of his or her own: not who opened the pull request, not authors,
co-authors and committers, nor the people whom the trailers of a bot's commit name
(`Co-authored-by`, `Signed-off-by`, `On-behalf-of`, `Requested-by`). Who only merged the base
branch, and changed nothing in doing so, may approve. Bots do not approve unless `bots` names them.
An author whom GitHub maps to no account cannot be compared with the reviewers, but for a name that
is a reviewer's login: that reviewer is taken for the author. `reviews.identities` says who it is,
and `unknown_authors` what becomes of the others.

With more than one approval asked, one per file must be an owner's and the others may be anybody's
who may approve. A renamed file needs the owners and the areas of its old and of its new place. An
area may ask for a permission; where it cannot be read, the approval does not count for that area.
E-mail addresses that `reviews.identities` does not name and teams that cannot be read match nobody,
so files that only they own are never covered.

A change counts as the one that was seen where git's own merge of the approved content and of what
the base holds now gives what stands there; binary files, files whose diff GitHub does not show and
files that the base renamed are not merged so. Of a change of 300 files and more that Plumbline no
longer remembers, an approval of an earlier commit covers the files that neither side touched since.
An approval given before the pull request was pointed at another branch covers only what it was seen
to change on the branch before; that is remembered in Redis, and covers nothing once it is forgotten
there. GitHub lists no file modes, so a change of mode alone needs no new approval.

GitHub lists at most 3,000 files; beyond that the coverage cannot be known and the check does not
hold. Nor does it hold when there are more reviewers, commits or co-authors than can be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from checks.engine.declare import CheckSettings
from checks.engine.fields import BotName
from checks.engine.verdict import Finding, Judged, NotApplicable, Verdict
from checks.engine.words import listing, percent, plural
from checks.parts.review_coverage.closers.closing import closing_of
from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.coverage_map import Coverage, Group, Share
from checks.parts.review_coverage.findings import (
    asked_changes,
    cut_list,
    needs,
    unknown_authors,
    unread,
)
from checks.parts.review_coverage.remedies import only_waits
from checks.parts.review_coverage.review_map import ReviewMap
from checks.parts.review_coverage.rules import CoverageRules, StaleApprovals
from checks.parts.review_coverage.text.map_text import map_markdown
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
        "where CODEOWNERS names owners; areas ask for approvals of their own.",
    )
    stale_approvals: StaleApprovals = Field(
        default="per_file",
        description="When an approval of an earlier commit ends. `per_file`: it keeps covering the "
        "files whose change is still the one that was seen. `any_push`: with any push, but for "
        "clean merges of the base branch. `never`: it covers whatever is pushed later.",
    )
    bots: tuple[BotName, ...] = Field(
        default=(),
        max_length=20,
        description="Bots whose approval counts like a person's, by their login, with or without "
        "`[bot]`. They need write access as everybody does.",
    )
    one_person_many_roles: bool = Field(
        default=False,
        description="Whether one person's approval may stand for several roles of areas at once.",
    )
    unknown_authors: Literal["report", "refuse"] = Field(
        default="report",
        description="What becomes of commits whose author cannot be matched with an account, and "
        "so could be one of those who approve. `report`: the author is named. `refuse`: the check "
        "does not hold until `reviews.identities` says who it is.",
    )
    missing_reviews: Literal["fail", "wait"] = Field(
        default="fail",
        description="What an enforced check concludes while nothing is missing but approvals. "
        "`fail`: failure, as with any other miss. `wait`: action required, which is not red and "
        "lets nothing through either.",
    )

    def rules(self) -> CoverageRules:
        """What the map rests on."""
        return CoverageRules(
            approvals=self.approvals,
            stale_approvals=self.stale_approvals,
            bots=frozenset(self.bots),
            one_person_many_roles=self.one_person_many_roles,
        )


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """The coverage of every changed file against what `settings` ask for."""
    pull_request = snapshot.pull_request
    if pull_request.reviews is None:
        return NotApplicable("Needs GitHub: reviews.", needs_github=True)
    if not pull_request.changed_files:
        return NotApplicable("The pull request changes no files.")
    coverage = coverage_of(snapshot, settings.rules())
    share = coverage.share
    is_enough = 100 * share.files >= settings.minimum_coverage * share.of_files
    seen = ReviewMap(coverage, closing_of(coverage, snapshot), is_enough)
    findings = _findings(seen, snapshot, settings)
    return Judged(
        headline=_headline(coverage, findings, pull_request.requested_reviewers),
        findings=tuple(findings),
        facts=_facts(share, settings),
        evidence=map_markdown(coverage, seen.closing, snapshot, is_summed_up=True),
        basis=seen,
    )


def _findings(seen: ReviewMap, snapshot: Snapshot, settings: Settings) -> list[Finding]:
    pull_request, coverage = snapshot.pull_request, seen.coverage
    findings = [
        *asked_changes(coverage.reviews),
        *cut_list(pull_request),
        *unread(pull_request),
    ]
    if settings.unknown_authors == "refuse":
        findings += unknown_authors(coverage.reviews.unknown)
    if not seen.is_enough:
        waits = settings.missing_reviews == "wait"
        findings += [replace(need, waits=waits) for need in needs(coverage, snapshot)]
    return findings


def _headline(coverage: Coverage, findings: Sequence[Finding], requested: Sequence[str]) -> str:
    share = coverage.share
    total, uncovered = plural(share.of_files, "file"), share.of_files - share.files
    if not findings:
        return f"{share.files:,} of {total} reviewed"
    parts = []
    if requests := coverage.reviews.requests:
        parts.append(f"Changes requested by {plural(len(requests), 'person', 'people')}")
    if uncovered:
        parts.append(f"{uncovered:,} of {total} {_lack(coverage)}")
        if only_waits(coverage, requested):
            parts.append("all reviews are requested")
    return "; ".join(parts) or "Not all that matters could be read"


def _lack(coverage: Coverage) -> str:
    uncovered = coverage.uncovered
    lacking = [{lack.demand.kind for lack in group.lacks} for group in uncovered]
    if all("owners" in kinds for kinds in lacking):
        return "not reviewed by an owner"
    if all("area" in kinds for kinds in lacking):
        return f"not approved for {_roles(uncovered) or 'all areas'}"
    if any(group.approvers for group in uncovered):
        return "without enough approvals"
    owned = sum(
        len(group.files)
        for group, kinds in zip(uncovered, lacking, strict=True)
        if kinds != {"anybody"}
    )
    return f"not reviewed, {owned:,} of them owned" if owned else "not reviewed"


def _roles(uncovered: Sequence[Group]) -> str:
    """The roles that nobody stands for yet, "" where files wait for others than those too."""
    lacks = [lack for group in uncovered for lack in group.lacks if lack.demand.kind == "area"]
    roles = sorted({lack.demand.role for lack in lacks})
    return "" if "" in roles else listing(roles, 3)


def _facts(share: Share, settings: Settings) -> str:
    return (
        f"{share.files:,} of {plural(share.of_files, 'changed file')} "
        f"({percent(share.files, share.of_files)}) and {share.lines:,} of "
        f"{plural(share.of_lines, 'changed line')} ({percent(share.lines, share.of_lines)}) are "
        f"covered by approvals. Asked for: {settings.minimum_coverage} % of the files, each with "
        f"{plural(settings.approvals, 'approval')}."
    )

"""From what was judged to what is kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.report import Report
from checks.engine.words import code
from checks.parts.review_coverage.closers.closing import Absentee, Closer, Closing
from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group
from checks.parts.review_coverage.people.reviewers import login_of
from checks.parts.review_coverage.review_map import ReviewMap
from checks.parts.review_coverage.signals import signals_of
from checks.parts.review_coverage.text.notes import ignored, stale, unmatched
from reviews.page.evaluation import CheckSaid, Evaluation
from reviews.page.map_seen import Approval, Away, FileSeen, MapSeen, Need, Part, Person
from snapshot.changed_file import ChangedFile
from snapshot.facts import Snapshot
from snapshot.pull_request import Review


def evaluation_of(
    snapshot: Snapshot,
    reports: Sequence[Report],
    because: str,
    seen: ReviewMap | None = None,
) -> Evaluation:
    """What is worth keeping of one evaluation. `because` is the event that led to it; without
    `seen` nothing is known of the map.
    """
    return Evaluation(
        at=snapshot.now,
        commit=snapshot.pull_request.head_oid,
        because=because,
        checks=tuple(CheckSaid(r.name, r.conclusion, r.title, r.summary, r.text) for r in reports),
        share=seen.coverage.share if seen else None,
        map=_map(seen.coverage, seen.closing, snapshot) if seen else None,
    )


def _map(coverage: Coverage, closing: Closing, snapshot: Snapshot) -> MapSeen:
    return MapSeen(
        parts=tuple(map(_part, coverage.groups)),
        approvals=tuple(_approval(review, coverage) for review in coverage.reviews.approvals),
        ignored=tuple(ignored(coverage, snapshot)),
        stale=tuple(stale(coverage, snapshot)),
        unmatched=tuple(unmatched(coverage, snapshot)),
        people=tuple(map(_person, closing.people)),
        left_open=closing.left_open,
        is_least=closing.is_least,
        noticed=signals_of(coverage, snapshot),
        signed=tuple((who, role) for role, some in coverage.signed.items() for who in some),
        away=tuple(map(_away, closing.absent)),
    )


def _part(group: Group) -> Part:
    return Part(
        files=tuple(map(_file, group.files)),
        needs=tuple(_needs(group)),
        approvers=group.approvers,
        outdated=group.outdated,
    )


def _file(file: ChangedFile) -> FileSeen:
    was = file.previous_path if len(file.paths) > 1 else ""
    return FileSeen(file.path, file.changed_lines, was or "")


def _needs(group: Group) -> Iterator[Need]:
    """In the order of the demands; what lacks without being one of them comes last. What others
    need as well is not told of anybody: one approval is both.
    """
    short = {id(lack.demand): lack.short_by for lack in group.lacks}
    demands = dict.fromkeys((*group.demands, *(lack.demand for lack in group.lacks)))
    needs = [_need(demand, short.get(id(demand), 0)) for demand in demands]
    for need in needs:
        if need.kind != "anybody" or not any(_implies(other, need) for other in needs):
            yield need


def _implies(other: Need, anybodys: Need) -> bool:
    """Whether who gives the one gives the other."""
    can_push = other.kind == "owners" or other.permission not in ("read", "triage")
    is_as_much = other.needed >= anybodys.needed and other.short >= anybodys.short
    return other.kind != "anybody" and can_push and is_as_much


def _need(demand: Demand, short: int) -> Need:
    remarks = (*sorted(demand.unmatched.items()), *sorted(demand.refused.items()))
    return Need(
        kind=demand.kind,
        names=demand.names,
        name=demand.name,
        line=demand.line or 0,
        role=demand.role,
        permission=demand.permission,
        needed=demand.needed,
        short=short,
        remarks=tuple(f"{code(name)} {reason}." for name, reason in remarks),
    )


def _approval(review: Review, coverage: Coverage) -> Approval:
    at = review.submitted_at.isoformat() if review.submitted_at else ""
    outdated = sum(not review.still_covers(file.path) for file in coverage.files)
    return Approval(login_of(review), review.commit_oid, at, outdated)


def _person(closer: Closer) -> Person:
    who = closer.colleague
    load = -1 if who.open_reviews is None else who.open_reviews
    return Person(who.login, closer.files, closer.role, closer.is_asked, who.is_busy, load)


def _away(absentee: Absentee) -> Away:
    last = absentee.last.isoformat() if absentee.last else ""
    return Away(absentee.login, absentee.files, last, absentee.is_busy)

"""A team and its pull requests, for the tests of asking and reminding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from checks.parts.review_coverage.closers.closing import closing_of
from checks.parts.review_coverage.coverage import coverage_of
from checks.parts.review_coverage.rules import CoverageRules
from reviews.asking import Requests, missing_requests
from reviews.story import without_the_unwilling
from reviews.wishes import Asking
from snapshot.area import Area
from snapshot.facts import Snapshot
from snapshot.people import Colleague
from snapshot.pull_request import PullRequest, Review, ReviewRequest
from snapshot.review_customs import Absence, ReviewCustoms
from tests.builders import NOW, a_pull_request, a_snapshot, a_team, files

HOUR = timedelta(hours=1)
TEAM = ("bob", "carol", "dave")
OWNERS = "src/ @acme/makers\n"


def colleagues(*logins: str, **loads: int) -> tuple[Colleague, ...]:
    everybody = dict.fromkeys(logins, 0) | loads
    return tuple(Colleague(who, "write", open_reviews=load) for who, load in everybody.items())


def pull(*paths: str, **more: Any) -> PullRequest:
    """Ada's pull request; `more` are fields of `PullRequest`."""
    return replace(a_pull_request(*files(*(paths or ("src/till.py",)))), **more)


def scene(
    pull_request: PullRequest | None = None,
    *,
    owners: str | None = OWNERS,
    areas: Sequence[Area] = (),
    away: Sequence[str] = (),
    people: Sequence[Colleague] | None = None,
    teams: Sequence[Any] = (),
    now: datetime = NOW,
) -> Snapshot:
    """acme/shop, where the team `makers` (bob, carol, dave) owns `src/`."""
    snapshot = a_snapshot(
        pull_request or pull(), codeowners=owners, teams=(a_team("acme/makers", *TEAM), *teams)
    )
    return replace(
        snapshot,
        now=now,
        colleagues=tuple(people) if people is not None else colleagues(*TEAM),
        customs=ReviewCustoms(tuple(areas), tuple(Absence(login) for login in away)),
    )


def asked(
    snapshot: Snapshot, *, most: int = 3, mentoring: bool = False, approvals: int = 1
) -> Requests:
    coverage = coverage_of(snapshot, CoverageRules(approvals=approvals))
    closing = closing_of(coverage, without_the_unwilling(snapshot))
    return missing_requests(coverage, closing, snapshot, Asking(most, mentoring))


def story(*told: str) -> tuple[ReviewRequest, ...]:
    """`story("bob", "-bob")`: bob was asked, then no longer; an hour apart, long ago."""
    begun = NOW - 50 * HOUR
    return tuple(
        ReviewRequest(who.lstrip("-"), begun + n * HOUR, withdrawn=who.startswith("-"))
        for n, who in enumerate(told)
    )


def earlier(review: Review) -> Review:
    """The same on an earlier head, of which nothing is left."""
    return replace(review, commit_oid="c" * 40, unchanged_paths=frozenset())

"""Asks for the reviews that are missing, and reminds of those that do not come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog

from checks.parts.review_coverage.closers.closing import Closing, closing_of
from checks.parts.review_coverage.review_map import ReviewMap
from github_app.desk import Desk
from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.account_ids import account_ids
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.pull_requests.sources import Sources
from github_app.inbox import Turn
from github_app.moments import Moments
from github_app.publisher.nudges import NO_REMINDERS, ReminderWrites, plan_reminders
from github_app.remembered.said_reminders import said_before
from reviews.asking import missing_requests
from reviews.overdue import Said, overdue
from reviews.story import not_to_be_asked, without_the_unwilling
from reviews.wishes import Asking, Nudging
from snapshot.facts import Snapshot

log = structlog.stdlib.get_logger(__name__)
_AFTER_TROUBLE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ReviewCare:
    """What is to be written: `asked` are node ids of people by login. `look_again` (UTC) is when
    something is to be done though nothing happens, None for never. `said` is the reminder in
    `reminders`, None where there is none.
    """

    asked: Mapping[str, str] = field(default_factory=dict)
    reminders: ReminderWrites = NO_REMINDERS
    said: Said | None = None
    look_again: datetime | None = None


def look_after_reviews(sources: Sources, reading: Reading, seen: ReviewMap | None) -> ReviewCare:
    """What `seen`, the map as it was judged, calls for; nothing without one. No request, but one
    where somebody is to be asked whom nobody asked before.
    """
    if seen is None:
        return ReviewCare()
    try:
        return _care(sources, reading, seen)
    except Exception as bug:
        # The verdicts are ready, and people wait for them.
        log.error("Looking after reviews failed; verdicts go out without it", exc_info=bug)
        return ReviewCare()


def _care(sources: Sources, reading: Reading, seen: ReviewMap) -> ReviewCare:
    wishes = reading.in_force.policy.review_wishes
    asked, is_known = _ask(sources, reading, seen, wishes.ask) if wishes.ask else ({}, True)
    care = _remind(sources, reading, seen, wishes.nudge) if wishes.nudge else ReviewCare()
    look_again = care.look_again
    if not is_known:
        soon = reading.snapshot.now + _AFTER_TROUBLE
        look_again = min(look_again, soon) if look_again else soon
    return replace(care, asked=asked, look_again=look_again)


def expect_next(turn: Turn, desk: Desk, look_again: datetime | None) -> None:
    """Has the clock come back to this pull request."""
    Moments(desk.redis).expect(turn.subject, turn.prompt.repository, look_again)


def _ask(
    sources: Sources, reading: Reading, seen: ReviewMap, wish: Asking
) -> tuple[dict[str, str], bool]:
    """Whom to ask, and whether that could be found out; no verdict fails because it could not."""
    if seen.is_enough:
        return {}, True
    if not _is_story_known(reading):
        return {}, False
    closing = _proposed(seen, reading.snapshot)
    wanted = missing_requests(seen.coverage, closing, reading.snapshot, wish).everybody
    if not wanted:
        return {}, True
    # Those who may be asked next as well, so that it costs a later event no request.
    next_ones = (closer.colleague.login for closer in closing.people)
    try:
        ids = account_ids(sources.github, sources.recall, tuple({*wanted, *next_ones}))
    except (WorldFailure, NotPermitted) as trouble:
        log.warning("People to ask could not be looked up", why=str(trouble))
        return {}, False
    return {login: ids[login] for login in wanted if login in ids}, True


def _proposed(seen: ReviewMap, snapshot: Snapshot) -> Closing:
    """Who could close the gap, without those who took back a request or let it pass."""
    if not not_to_be_asked(snapshot.pull_request):
        return seen.closing
    return closing_of(seen.coverage, without_the_unwilling(snapshot))


def _is_story_known(reading: Reading) -> bool:
    """Without it, somebody could be asked again who is asked, or who was let off."""
    pull = reading.source.draft.pull
    return all(isinstance(pull.get(part), dict) for part in ("reviewRequests", "optionalRequests"))


def _remind(sources: Sources, reading: Reading, seen: ReviewMap, wish: Nudging) -> ReviewCare:
    standing, snapshot = reading.standing.reminders, reading.snapshot
    # Where not every comment could be read, a reminder may stand among the others.
    if standing is None or reading.standing.is_locked:
        return ReviewCare()
    said = said_before(sources.recall, reading.standing.number, (each.said for each in standing))
    found = overdue(seen.coverage, snapshot, said, wish, is_enough=seen.is_enough)
    due = found.reminder
    return ReviewCare(
        reminders=plan_reminders(found, standing, wish),
        said=Said(due.kind, due.round, snapshot.now) if due else None,
        look_again=found.look_again,
    )

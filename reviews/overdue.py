"""When a pull request has waited too long for somebody to look at it, and who is told.

Once those whose review is requested, once those who answer for its files, then nobody. What was
said is found again on the pull request, so however often this is asked, nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from checks.parts.review_coverage.coverage_map import Coverage
from reviews.addressees import answerable, asked_people
from reviews.story import last_requests, requested
from reviews.wishes import Nudging
from snapshot.facts import Snapshot
from snapshot.pull_request import PullRequest

_UNTIL_IT_IS_KNOWN = timedelta(hours=1)

NudgeKind = Literal["nudge", "escalation"]


@dataclass(frozen=True, slots=True)
class Said:
    """A reminder of ours that stands: in the waiting period that began at `round` (UTC, whole
    seconds), written at `at` (UTC).
    """

    kind: NudgeKind
    round: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to write: `names` are logins and teams to mention, without @, never empty."""

    kind: NudgeKind
    round: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """`reminder` is to be written now; `look_again` (UTC) is when the next may be due. `is_over`:
    nobody waits any more, so what was said is settled.
    """

    reminder: Reminder | None = None
    look_again: datetime | None = None
    is_over: bool = False


def overdue(
    coverage: Coverage,
    snapshot: Snapshot,
    said: Sequence[Said],
    wish: Nudging,
    *,
    is_enough: bool = False,
) -> Overdue:
    """What is due about a pull request whose files `coverage` shows; nothing where what is covered
    `is_enough` for the policy.
    """
    pull_request = snapshot.pull_request
    began = _round(pull_request)
    if pull_request.is_draft or is_enough or not coverage.uncovered:
        return Overdue(is_over=True)
    if began is None:
        return Overdue(look_again=snapshot.now + _UNTIL_IT_IS_KNOWN)
    if _is_reviewed(pull_request, began):
        return Overdue(is_over=True)
    of_round = {each.kind: each.at for each in said if each.round == began}
    if "escalation" in of_round:
        return Overdue()
    if "nudge" in of_round:
        due = wish.working_time.after(of_round["nudge"], wish.escalate_after)
        return _escalation(coverage, snapshot, began, due)
    first = wish.working_time.after(_waits_since(pull_request, began), wish.after)
    if first > snapshot.now:
        return Overdue(look_again=first)
    people = asked_people(snapshot)
    if people:
        again = wish.working_time.after(snapshot.now, wish.escalate_after)
        return Overdue(Reminder("nudge", began, people), again)
    due = wish.working_time.after(first, wish.escalate_after)
    return _escalation(coverage, snapshot, began, due)


def _escalation(coverage: Coverage, snapshot: Snapshot, began: datetime, due: datetime) -> Overdue:
    if due > snapshot.now:
        return Overdue(look_again=due)
    owners = answerable(coverage, snapshot)
    return Overdue(Reminder("escalation", began, owners) if owners else None)


def _round(pull_request: PullRequest) -> datetime | None:
    """When this pull request last became ready; None where that is not known: by any other time
    what was said already would not be found again.
    """
    began = pull_request.ready_at
    return began.replace(microsecond=0) if began else None


def _waits_since(pull_request: PullRequest, began: datetime) -> datetime:
    """Nobody is late who was asked later: counted from the first request that stands."""
    story, standing = last_requests(pull_request), requested(pull_request)
    asked = [story[name].at for name in standing if name in story]
    return max(began, min(asked)) if asked else began


def _is_reviewed(pull_request: PullRequest, began: datetime) -> bool:
    """Whether somebody but the author has said anything since then; a bot is nobody."""
    own = pull_request.author.login if pull_request.author else None
    return any(
        review.submitted_at is not None
        and review.submitted_at >= began
        and not (review.author and review.author.is_bot)
        and not (review.author and own and _same(review.author.login, own))
        for review in pull_request.reviews or ()
    )


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()

"""While the world keeps us from a verdict, says so where it is missed: on the pull request.

Every turn stands for an event that may change the verdict. So a notice takes the place of whatever
was said on this head before: an approval may have been taken back meanwhile, and nothing must stay
green that may not be. It never writes where GitHub does not want to be written to.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import structlog

from github_app.desk import Desk
from github_app.failures import LimitReached, TooEarly, WorldFailure
from github_app.gateway.client import GitHub
from github_app.gateway.recall import DAY, Recall
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.publisher.waiting import NoticePlace, find_by_rest, say_by_graphql, say_by_rest
from github_app.publisher.waiting_text import WaitingText, waiting_text
from github_app.time_limit import TURN_SECONDS, OutOfTime
from github_app.use_cases.find_again import by_current_name
from github_app.use_cases.own_writes import LAG_SECONDS, is_unsure
from github_app.use_cases.waiting_notice import (
    Notice,
    forget_notice,
    remember_notice,
    remembered,
)
from github_app.use_cases.waiting_place import waiting_place

SAID_AFTER_SECONDS = 15.0
"""What passes sooner is not worth a word."""
_TIME_TO_SAY_SECONDS = 12.0
_SHOWS_AFTER_SECONDS = 15.0
# Others may go first.
_IN_LINE_SECONDS = 30.0
log = structlog.stdlib.get_logger(__name__)


def say_waiting(turn: Turn, desk: Desk, failure: WorldFailure, seconds: float, took: float) -> None:
    """To be called while `turn` is still held, before it is deferred for `seconds` because of
    `failure`; the turn lasted `took` seconds so far. Trouble with it is logged only.

    One request, seldom two, when the waiting is longer than 15 s in all (a minute where the answer
    to a write was lost) and the time that was announced before has passed. As each notice announces
    as long again as was waited before, even a long outage brings few. Where GraphQL's hourly budget
    is spent, REST may take two requests and one for each check.
    """
    is_missed = turn.subject.kind == "pull_request" and not turn.prompt.background
    if not is_missed or isinstance(failure, TooEarly):
        return
    recall = Recall(desk.redis, turn.subject.repository_id)
    now = time.time()
    notice = remembered(recall, turn) or Notice(since=_came_in(turn, now))
    due = now + max(seconds, now - notice.since) + _IN_LINE_SECONDS
    try:
        place = waiting_place(turn, recall, desk.settings.app_id)
        is_told = now < notice.until and notice.head_oid == place.head_oid
        # What was said though the answer was lost has to show first, or it would be said twice.
        is_told = is_told or now < notice.tried_at + _SHOWS_AFTER_SECONDS
        if failure.verdict_stands:
            notice = replace(notice, judged=_event(turn))
        is_told = is_told or notice.judged == _event(turn)
        # Verdicts may stand already, and no other runs are to be put in their place.
        patience = LAG_SECONDS if is_unsure(recall, place.number) else SAID_AFTER_SECONDS
        is_long = now + seconds - notice.since >= patience
        has_time = took + _TIME_TO_SAY_SECONDS < TURN_SECONDS
        if place.head_oid and is_long and not is_told and has_time and may_write(failure):
            text = waiting_text(failure, _moment(notice.since), _moment(due))
            notice = notice.tried(place.head_oid, now)
            remember_notice(recall, turn, notice)
            runs = _say(turn, desk, place, text, notice, failure)
            notice = replace(notice, until=due, runs=runs, tries=0)
    except (Exception, OutOfTime) as trouble:
        log.warning("The waiting could not be told on the pull request", why=str(trouble))
    remember_notice(recall, turn, notice)


def forget_waiting(turn: Turn, desk: Desk) -> None:
    """The waiting is over, if there was any; no round trip where there was none."""
    if turn.excused and turn.subject.kind == "pull_request":
        forget_notice(Recall(desk.redis, turn.subject.repository_id), turn)


def may_write(failure: WorldFailure) -> bool:
    """Not while GitHub wants to hear nothing at all."""
    if isinstance(failure, LimitReached):
        return failure.resource in ("core", "graphql")
    return not failure.for_all


def _say(
    turn: Turn,
    desk: Desk,
    place: NoticePlace,
    text: WaitingText,
    notice: Notice,
    failure: WorldFailure,
) -> dict[str, str]:
    subject = turn.subject
    name = by_current_name(turn, desk).prompt.repository
    github = desk.github.installation(subject.installation_id, subject.repository_id, name)
    with expecting("a check run"):
        if place.repository_node and _prefers_graphql(notice, failure):
            return say_by_graphql(github, place, text, _standing(github, place, notice, failure))
        # Runs that may stand already are looked for, as REST knows them by other ids.
        is_first = notice.tries <= 1 and not notice.runs
        return say_by_rest(github, place, text, look_first=not is_first)


def _standing(
    github: GitHub, place: NoticePlace, notice: Notice, failure: WorldFailure
) -> Mapping[str, str]:
    """The runs to go on with: where an earlier answer was lost, they have to be looked for."""
    if notice.runs or notice.tries <= 1 or not _is_open(failure, "core"):
        return notice.runs
    return find_by_rest(github, place)


def _prefers_graphql(notice: Notice, failure: WorldFailure) -> bool:
    """It takes one request only; but where it has just failed, REST may be well."""
    return _is_open(failure, "graphql") and (notice.tries % 2 == 1 or not _is_open(failure, "core"))


def _is_open(failure: WorldFailure, resource: str) -> bool:
    return not isinstance(failure, LimitReached) or failure.resource != resource


def _event(turn: Turn) -> str:
    """Another one once something else happened; some of our own have no delivery."""
    return f"{turn.prompt.event} {turn.prompt.delivery}"


def _came_in(turn: Turn, now: float) -> float:
    """When the oldest event did that waits: behind others that failed, it may be long ago."""
    received = turn.prompt.received
    return received if now - DAY < received < now else now


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

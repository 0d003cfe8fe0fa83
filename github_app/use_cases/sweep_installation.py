"""A brief look at the repositories of an installation: what is due by the calendar, and which open
pull requests have verdicts that are missing or old.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import structlog
from redis.client import Pipeline
from redis.exceptions import RedisError

from github_app.desk import Desk
from github_app.gateway.listed_repositories import ListedRepositories
from github_app.gateway.rituals.installations import (
    AT_ONCE,
    RepositorySeen,
    read_repositories,
    repositories,
)
from github_app.gateway.sweeping.documents import PAGE
from github_app.gateway.sweeping.open_now import Latest
from github_app.inbox import Turn
from github_app.judged_rows import JudgedRows, Looked, Rows, rows_among
from github_app.looks import LOOK, Looks
from github_app.subjects import NEW_REPOSITORIES, Prompt, Subject
from github_app.sweep_list import CLOSE_LOOK, SweepList, Wanted
from github_app.use_cases.look_for_rituals import Looked as LookedForRituals
from github_app.use_cases.look_for_rituals import look_for_rituals
from github_app.use_cases.sweep_compare import DAY, Base, Compared, compare, seconds_of, was_asked
from github_app.use_cases.sweep_costs import budget_of
from github_app.use_cases.sweep_wants import want_pulls
from github_app.use_cases.take_up import see_to_the_rest

# GitHub's list may lag behind what it tells otherwise.
_MARGIN_SECONDS = 120.0
_HOUR = 3_600.0
_AT_ONCE_IN_TROUBLE = 20

log = structlog.stdlib.get_logger(__name__)


def sweep_installation(turn: Turn, desk: Desk) -> None:
    """Marks what is due in up to five hundred repositories; the next ones get a turn of their own.

    One request for each hundred repositories, and once a day as many to list them. Raises
    `github_app.failures`.
    """
    installation_id, detail = turn.subject.installation_id, turn.subject.detail
    if detail == NEW_REPOSITORIES:
        ListedRepositories(desk.redis, installation_id).forget()
    part = int(detail) if detail.isdecimal() else 0
    github = desk.github.installation(installation_id, 0)
    places, is_last = repositories(desk, github, installation_id, part)
    looked = LookedForRituals()
    # What GitHub could not answer in time before, it may answer in smaller pieces.
    size = AT_ONCE if turn.attempt == 1 else _AT_ONCE_IN_TROUBLE
    for batch in read_repositories(desk, github, places, size):
        _compare_all(desk, installation_id, batch)
        for seen in batch:
            looked = looked.and_then(_look_for_rituals(desk, seen))
    budget_of(desk, installation_id).note(github.ledger.total)
    desk.tally.count("plumbline_sweep_requests_total", github.ledger.total)
    desk.tally.set("plumbline_sweep_last_run_timestamp_seconds", time.time())
    if not is_last:
        subject = Subject("sweep", installation_id, 0, str(part + 1))
        desk.inbox.mark(subject, Prompt(LOOK, "", background=True))
    Looks(desk.redis).look_sooner(installation_id, looked.again_in)
    log.info(
        "Looked at repositories",
        installation=installation_id,
        repositories=len(places),
        repositories_marked=looked.marked,
        requests=github.ledger.as_dict(),
    )
    see_to_the_rest(desk, installation_id)


def _look_for_rituals(desk: Desk, seen: RepositorySeen) -> LookedForRituals:
    """A repository that we cannot cope with must not hide the others."""
    try:
        return look_for_rituals(desk, seen)
    except RedisError:
        raise
    except Exception as bug:
        name = seen.repository.full_name
        log.error("A repository could not be looked at", repository=name, exc_info=bug)
        return LookedForRituals()


def _compare_all(desk: Desk, installation_id: int, batch: Sequence[RepositorySeen]) -> None:
    """Puts on the sweep's list what differs; three round trips to Redis."""
    shown = [(seen, seen.latest) for seen in batch if seen.latest and seen.latest.total]
    if not shown:
        return
    with desk.redis.pipeline(transaction=False) as pipe:
        for seen, latest in shown:
            numbers = [CLOSE_LOOK, *(pull.number for pull in latest.pulls)]
            JudgedRows(desk.redis, seen.repository.repository_id).ask_for(numbers, pipe)
        answers: list[list[bytes | None]] = pipe.execute()
    known = [
        rows_among([CLOSE_LOOK, *(pull.number for pull in latest.pulls)], answer)
        for (_, latest), answer in zip(shown, answers, strict=True)
    ]
    wanted = SweepList(desk.redis, installation_id)
    with desk.redis.pipeline(transaction=False) as pipe:
        for (seen, latest), rows in zip(shown, known, strict=True):
            place = seen.repository
            base = Base(latest.default_branch)
            compared = compare(rows, latest.pulls, base, latest.at)
            want_pulls(wanted, place.repository_id, place.full_name, compared, latest.at, pipe)
            _want_close_look(wanted, seen, latest, rows, compared, pipe)
            looked = Looked(latest.at, rows.looked.closely)
            JudgedRows(desk.redis, place.repository_id).note_looked(looked, pipe)
        wanted.trim(pipe)
        pipe.execute()


def _want_close_look(
    wanted: SweepList,
    seen: RepositorySeen,
    latest: Latest,
    rows: Rows,
    compared: Compared,
    pipe: Pipeline,
) -> None:
    """Has a repository looked at closely where a brief look cannot tell all."""
    if not (compared.base_moved or _hides_some(latest, rows.looked)):
        return
    tree = next((p.base_tree for p in latest.pulls if p.base_name == latest.default_branch), "")
    newest = latest.pulls[0].updated_at if latest.pulls else ""
    token = f"{tree[:12]}:{newest}:{rows.looked.closely:.0f}"
    if was_asked(rows.asked, CLOSE_LOOK, token, latest.at, _HOUR):
        return
    place = seen.repository
    look = Wanted(
        repository_id=place.repository_id,
        full_name=place.full_name,
        number=CLOSE_LOOK,
        requests=1 + latest.total // PAGE,
        reason="stale" if compared.base_moved else "unknown",
        seen=token,
        at=latest.at,
    )
    wanted.add(look, seconds_of(newest), pipe)


def _hides_some(latest: Latest, before: Looked) -> bool:
    """Whether there are more than is shown, and more of them may have changed since the last look,
    or nobody looked at those for a day.
    """
    if latest.total <= len(latest.pulls):
        return False
    oldest = seconds_of(latest.pulls[-1].updated_at) if latest.pulls else 0.0
    changed_before = oldest < before.briefly - _MARGIN_SECONDS
    return not changed_before or latest.at - before.closely > DAY

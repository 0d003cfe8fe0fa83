"""Compares the ten pull requests of each repository that changed last with what was judged."""

from __future__ import annotations

from collections.abc import Sequence

from redis.client import Pipeline

from github_app.catching_up.judged_rows import JudgedRows, Looked, Rows, rows_among
from github_app.catching_up.sweep_list import CLOSE_LOOK, SweepList, Wanted
from github_app.desk import Desk
from github_app.gateway.sweeping.brief_look import RepositorySeen
from github_app.gateway.sweeping.documents import PAGE
from github_app.gateway.sweeping.open_now import Latest
from github_app.github_time import seconds_of
from github_app.use_cases.sweep_compare import DAY, Base, Compared, compare, was_asked
from github_app.use_cases.sweep_wants import want_pulls

# GitHub's list may lag behind what it tells otherwise.
_MARGIN_SECONDS = 120.0
_HOUR = 3_600.0


def compare_latest(desk: Desk, installation_id: int, batch: Sequence[RepositorySeen]) -> None:
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

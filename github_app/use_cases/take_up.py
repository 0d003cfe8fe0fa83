"""Has pull requests judged and repositories looked at that the sweep found, as far as the budget of
the hour goes.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import structlog

from github_app.catching_up.judged_rows import JudgedRows, rows_in
from github_app.catching_up.sweep_budget import BudgetSpent, seconds_to_the_next_hour
from github_app.catching_up.sweep_list import CLOSE_LOOK, SweepList, Wanted
from github_app.desk import Desk
from github_app.inbox.keys import keys_of
from github_app.subjects import LEFT_OVER, Prompt, Subject
from github_app.use_cases.sweep_costs import budget_of

SWEPT = "a look at open pull requests"
"""What makes a pull request be judged again, said where an event's name stands otherwise."""

_AT_ONCE = 50
# What was set aside and not needed is given back within minutes.
_SOON_SECONDS = 60.0

log = structlog.stdlib.get_logger(__name__)


def take_up(desk: Desk, installation_id: int) -> int:
    """Marks what is wanted, newest first; how much of it has to wait."""
    wanted, marked = SweepList(desk.redis, installation_id), 0
    # Where little is left of GitHub's own limits, the list keeps the order better than the inbox.
    may_ask = not desk.allowance.is_scarce(installation_id)
    while may_ask and (batch := wanted.first(_AT_ONCE)):
        fresh = _still_wanted(desk, installation_id, batch)
        taken = _mark(desk, installation_id, fresh)
        wanted.remove([one for one in batch if one in taken or one not in fresh])
        marked += len(taken)
        if len(taken) < len(fresh):
            break
    left = wanted.length()
    desk.tally.set("plumbline_sweep_waiting", left, installation=installation_id)
    if marked or left:
        log.info("Sweep", installation=installation_id, marked=marked, left_for_later=left)
    return left


def take_up_or_wait(desk: Desk, installation_id: int) -> None:
    """The same as a turn of its own. Raises `BudgetSpent` where something is left."""
    if left := take_up(desk, installation_id):
        raise BudgetSpent(min(_SOON_SECONDS, seconds_to_the_next_hour() + 1), left)


def see_to_the_rest(desk: Desk, installation_id: int) -> None:
    """Takes up what fits, and has somebody come back for the rest."""
    if take_up(desk, installation_id):
        subject = Subject("sweep", installation_id, 0, LEFT_OVER)
        desk.inbox.mark(subject, Prompt(SWEPT, "", background=True))


def _still_wanted(desk: Desk, installation_id: int, batch: Sequence[Wanted]) -> tuple[Wanted, ...]:
    """Without those that were judged meanwhile, or will be as somebody touched them."""
    with desk.redis.pipeline(transaction=False) as pipe:
        for one in batch:
            events, turn, *_ = keys_of(_subject(installation_id, one))
            pipe.hget(JudgedRows(desk.redis, one.repository_id).key, str(one.number))
            pipe.exists(events)
            pipe.hexists(turn, "token")
        found: list[Any] = pipe.execute()
    answers = zip(batch, found[::3], found[1::3], found[2::3], strict=True)
    return tuple(
        one
        for one, row, waits, is_begun in answers
        if not (_was_judged_after(one, row) or (waits and not is_begun))
    )


def _was_judged_after(wanted: Wanted, row: bytes | None) -> bool:
    rows = rows_in({str(wanted.number).encode(): row}).of if row else {}
    return wanted.number in rows and rows[wanted.number].at > wanted.at


def _mark(desk: Desk, installation_id: int, batch: Sequence[Wanted]) -> list[Wanted]:
    """As many as may be asked for now, from the first on."""
    budget, taken = budget_of(desk, installation_id), list[Wanted]()
    for one in batch:
        # Told apart, as the inbox takes what it answered before for a duplicate.
        reserved = budget.reserve(one.requests, secrets.token_hex(6))
        if reserved is None:
            break
        subject = _subject(installation_id, one)
        desk.inbox.mark(subject, _prompt(one, reserved.text))
        log.info(
            "Marked by the sweep",
            installation=installation_id,
            repository=one.full_name,
            subject=subject.key,
            delivery=reserved.text,
            why=one.reason,
        )
        if one.number != CLOSE_LOOK:
            desk.tally.count("plumbline_sweep_marked_total", reason=one.reason)
        taken.append(one)
    _note_asked(desk, taken)
    return taken


def _note_asked(desk: Desk, taken: Sequence[Wanted]) -> None:
    with desk.redis.pipeline(transaction=False) as pipe:
        for one in taken:
            rows = JudgedRows(desk.redis, one.repository_id)
            rows.note_asked(one.number, one.seen, one.at, pipe)
        pipe.execute()


def _subject(installation_id: int, wanted: Wanted) -> Subject:
    if wanted.number == CLOSE_LOOK:
        return Subject("sweep", installation_id, wanted.repository_id, "")
    return Subject("pull_request", installation_id, wanted.repository_id, str(wanted.number))


def _prompt(wanted: Wanted, delivery: str) -> Prompt:
    return Prompt(
        event=SWEPT,
        repository=wanted.full_name,
        delivery=delivery,
        base_name=wanted.base_name,
        head_oid=wanted.head_oid,
        changed_files=wanted.changed_files,
        background=True,
    )

"""Keeps the table of a repository's hotspots, for the pull requests that touch one.

It is counted where somebody asked for it: an evaluation that found none, or one of yesterday. So a
repository in which nothing happens costs nothing.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import structlog

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.debt.change_memory import ChangeMemory
from github_app.gateway.debt.hotspot_table import (
    HotspotTable,
    forget_table,
    read_table,
    remember_table,
)
from github_app.gateway.debt.hotspots_read import MOST_REQUESTS, read_hotspots
from github_app.gateway.debt.reading import DebtSeen
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.subjects import Prompt, Subject
from github_app.use_cases.sweep_costs import budget_of

WANTED = "hotspots that are wanted"
"""What makes a repository's debt be looked at, said where an event's name stands otherwise."""

_ASKED = "hotspots:asked"
_ASKED_SECONDS = 3_600
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)

log = structlog.stdlib.get_logger(__name__)


def want_hotspots(turn: Turn, desk: Desk, reading: Reading) -> None:
    """Has them counted in the background where they are not known or older than a day; at most once
    an hour, and not where the sweep has no requests left for them.

    Where nobody touched the pull request, only those older than a week are counted anew: a sweep
    after a wiped Redis comes by everywhere at once, and asks for none.
    """
    policy, subject = reading.in_force.policy, turn.subject
    is_read = policy.checks["hotspots"].mode != "off" or bool(policy.rituals)
    is_wished = is_read and policy.debt.hotspots is not None
    table, good_for = reading.source.known.hotspots, _WEEK if turn.prompt.background else _DAY
    is_missed = table is not None or not turn.prompt.background
    if not is_wished or not is_missed or _is_good(table, reading.snapshot.now, good_for):
        return
    recall = Recall(desk.redis, subject.repository_id)
    if recall.get(_ASKED) is not None:
        return
    if budget_of(desk, subject.installation_id).left() >= MOST_REQUESTS:
        recall.put({_ASKED: True}, _ASKED_SECONDS)
        prompt = Prompt(WANTED, turn.prompt.repository, background=True)
        desk.inbox.mark(Subject("debt", subject.installation_id, subject.repository_id, ""), prompt)


def keep_hotspots(turn: Turn, desk: Desk, github: GitHub, recall: Recall, seen: DebtSeen) -> bool:
    """Counts them if somebody asked, within the sweep's budget; whether another turn has to go on
    with it.
    """
    wishes, base = seen.keeping.wishes.hotspots, seen.repository.default_branch
    if wishes is None:
        forget_table(recall)
        return False
    if not base or recall.get(_ASKED) is None or _is_good(read_table(recall), seen.now, _DAY):
        return False
    budget = budget_of(desk, turn.subject.installation_id)
    reserved = budget.reserve(MOST_REQUESTS, secrets.token_hex(6))
    if reserved is None:
        return False
    # Where debt is counted for nothing else, all that the turn asked for was for them.
    before = github.ledger.total if seen.keeping.counts else 0
    try:
        with expecting("merged pull requests"):
            memory = ChangeMemory(recall, base, wishes.months)
            found = read_hotspots(github, memory, base, wishes, seen.now)
    finally:
        budget.settle(reserved, github.ledger.total - before)
    if found is None:
        return True
    remember_table(recall, HotspotTable(seen.now, found))
    log.info("Hotspots counted", files=len(found), requests=github.ledger.total - before)
    return False


def _is_good(table: HotspotTable | None, now: datetime, good_for: timedelta) -> bool:
    return table is not None and now - table.at < good_for

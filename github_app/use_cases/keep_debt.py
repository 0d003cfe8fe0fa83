"""Keeps account of the debt of one repository: its ledger, what is open where, its hotspots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import structlog

from debt.compose import compose_ledger
from debt.issue_text import ledger_text
from debt.ledger import Ledger
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.debt.kept import (
    Kept,
    forget_standing,
    next_date_of,
    note_told,
    read_kept,
    remember_kept,
    remember_standing,
)
from github_app.gateway.debt.piece_memory import PieceMemory, has_pieces
from github_app.gateway.debt.pieces import Pieces, read_pieces
from github_app.gateway.debt.reading import DebtSeen, read_debt
from github_app.gateway.jobs_at_github import KEEPING
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.remembered.watched_labels import WatchedLabels
from github_app.use_cases.debt_ledger import keep_ledger
from github_app.use_cases.keep_hotspots import keep_hotspots
from github_app.use_cases.over_budget import wake_over_budget
from github_app.use_cases.sole_claim import SoleClaim, sole_claim
from snapshot.debt_areas import DebtAreas

READING_ON = "reading on"
"""What makes the next turn go on where there was too much to read in one."""

log = structlog.stdlib.get_logger(__name__)


def keep_debt(turn: Turn, desk: Desk) -> None:
    """Brings the ledger's issue up to date, then the table of hotspots.

    One request when nothing has changed; done again, it writes nothing. Where not all could be read
    yet, another turn goes on with it, and the ledger stays as it is until then.
    """
    subject, prompt = turn.subject, turn.prompt
    recall = Recall(desk.redis, subject.repository_id)
    github = desk.github.installation(
        subject.installation_id, subject.repository_id, prompt.repository, KEEPING
    )
    with sole_claim(desk.redis, f"debt:{subject.repository_id}") as claim:
        kept = read_kept(recall)
        number = kept.ledger if kept else 0
        with expecting("debt"):
            seen = read_debt(github, desk, recall, number, is_warm=has_pieces(recall))
        memory = PieceMemory(recall, seen.keeping.label, seen.now.date(), _good_since(kept, seen))
        reads_on = _keep_account(turn, github, desk, recall, claim, seen, memory)
    goes_on = keep_hotspots(turn, desk, github, recall, seen)
    labels = (seen.keeping.label,) if seen.keeping.counts else ()
    WatchedLabels(desk.redis, subject.repository_id).keep("debt", labels)
    if goes_on or reads_on:
        desk.inbox.mark(subject, replace(prompt, delivery="", event=READING_ON))
    log.info("Debt kept", reads_on=reads_on, requests=github.ledger.as_dict())


def _good_since(kept: Kept | None, seen: DebtSeen) -> date | None:
    """What was begun to be read before that day is read anew; None where all of it is good. While
    no ledger can be written, once a week will do, though a turn comes by every day.
    """
    since = kept.dated(seen.now.date()) if kept else None
    if since and not seen.takes_issues:
        since -= timedelta(days=since.weekday())
    return since


def _keep_account(
    turn: Turn,
    github: GitHub,
    desk: Desk,
    recall: Recall,
    claim: SoleClaim,
    seen: DebtSeen,
    memory: PieceMemory,
) -> bool:
    """Whether another turn has to go on reading issues about debt."""
    keeping = seen.keeping
    if not keeping.counts:
        forget_standing(recall)
        remember_kept(recall, Kept(keeping.digest))
        return False
    with expecting("issues about debt"):
        found = read_pieces(github, memory, seen.pieces, keeping.label, seen.repository.url)
    ledger = _compose(seen, found)
    number = seen.ledger.number if seen.ledger else 0
    if found.is_complete:
        if remember_standing(recall, ledger):
            wake_over_budget(turn, desk)
            note_told(recall)
        if keeping.wishes.ledger and seen.takes_issues:
            text = ledger_text(ledger, DebtAreas(keeping.wishes.areas, seen.owners))
            number = keep_ledger(github, desk, claim, seen, text)
    next_date = next_date_of(ledger)
    if keeping.wishes.ledger and not seen.takes_issues:
        log.info("A debt ledger is to be kept, but the repository takes no issues")
        next_date = ledger.today + timedelta(days=1)
    remember_kept(recall, Kept(keeping.digest, number, next_date))
    if not found.is_kept:
        log.warning("There is too much about debt to be remembered", issues=len(found.pieces))
    return found.is_kept and not found.is_complete


def _compose(seen: DebtSeen, found: Pieces) -> Ledger:
    return compose_ledger(
        seen.repository,
        seen.keeping.label,
        found.pieces,
        seen.keeping.wishes,
        seen.owners,
        seen.now.date(),
    )

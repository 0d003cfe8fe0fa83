"""Keeps the decision log of one repository, and reminds of the dates that its records set."""

from __future__ import annotations

from dataclasses import replace

import structlog

from decisions.compose import decision_log
from decisions.log import DecisionLog
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.citing import Citing
from github_app.gateway.decisions.kept import Kept, read_kept, remember_kept
from github_app.gateway.decisions.merged import History, read_history
from github_app.gateway.decisions.merged_memory import MergedMemory, has_past
from github_app.gateway.decisions.reading import DecisionsSeen, read_decisions
from github_app.gateway.decisions.record_texts import read_records
from github_app.gateway.jobs_at_github import KEEPING
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.use_cases.decision_issues import DecisionIssues
from github_app.use_cases.sole_claim import sole_claim

log = structlog.stdlib.get_logger(__name__)


def keep_decisions(turn: Turn, desk: Desk) -> None:
    """Brings the log issues up to date, and opens the reminders that are missing.

    One request when nothing has changed; done again, it writes nothing. Where the past has not been
    read to its end, another turn goes on with it.
    """
    subject, prompt = turn.subject, turn.prompt
    recall = Recall(desk.redis, subject.repository_id)
    kept = read_kept(recall)
    github = desk.github.installation(
        subject.installation_id, subject.repository_id, prompt.repository, KEEPING
    )
    with sole_claim(desk.redis, f"decisions:{subject.repository_id}") as claim:
        numbers = kept.logs if kept else {}
        with expecting("decisions"):
            seen = read_decisions(github, desk, recall, numbers, is_warm=has_past(recall))
        if seen.wishes.is_empty:
            remember_kept(recall, Kept(seen.wishes.digest, is_unwished=True))
            return
        if not seen.takes_issues:
            log.info("Decisions are to be kept, but the repository takes no issues")
            remember_kept(recall, Kept(seen.wishes.digest, logs=numbers).waiting_a_day(seen.now))
            return
        found, history = _compose(github, recall, seen)
        issues = DecisionIssues(desk, github, recall, claim, seen, kept)
        issues.keep_logs(found, history)
        next_date = issues.remind(found)
        remember_kept(recall, issues.kept(next_date))
    if history.searched_to:
        desk.inbox.mark(subject, replace(prompt, delivery="", event="reading on"))
    log.info("Decisions kept", records=len(found.entries), requests=github.ledger.as_dict())


def _compose(github: GitHub, recall: Recall, seen: DecisionsSeen) -> tuple[DecisionLog, History]:
    """The log of all families; no merged pull requests unless somebody wants to see them."""
    families = seen.policy.families
    with expecting("records"):
        files = read_records(github, recall, seen.files, families)
    history = History(())
    if seen.wishes.logs:
        citing = Citing.of((file.path for file in files), seen.repository, families)
        memory = MergedMemory(recall, citing.key)
        with expecting("merged pull requests"):
            history = read_history(github, memory, seen.merged, citing.may_cite)
    branch = seen.repository.default_branch
    found = decision_log(seen.repository, branch, seen.head_oid, files, families, history.merged)
    return found, history

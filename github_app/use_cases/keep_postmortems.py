"""Keeps the postmortems of one repository: those that are due, their actions, the index."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import structlog

from github_app.desk import Desk
from github_app.gateway.jobs_at_github import KEEPING
from github_app.gateway.postmortems.kept import Kept, read_kept, remember_kept
from github_app.gateway.postmortems.reading import PostmortemsSeen, read_postmortems
from github_app.gateway.postmortems.texts import Documents, read_documents
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.inbox import Turn
from github_app.remembered.watched_labels import WatchedLabels
from github_app.use_cases.postmortem_issues import PostmortemIssues
from github_app.use_cases.sole_claim import sole_claim
from postmortems.action_steps import history_ends
from postmortems.facts import PostmortemFacts
from postmortems.wishes import PostmortemWishes

READING_ON = "reading on"
log = structlog.stdlib.get_logger(__name__)


def keep_postmortems(turn: Turn, desk: Desk) -> None:
    """Opens what is due, says what is to be said, and brings the index up to date.

    One request when nothing has changed, three when something is due; done again, it writes
    nothing. Where there is more to open than in one turn, another one goes on.
    """
    subject, prompt = turn.subject, turn.prompt
    recall = Recall(desk.redis, subject.repository_id)
    github = desk.github.installation(
        subject.installation_id, subject.repository_id, prompt.repository, KEEPING
    )
    watched = WatchedLabels(desk.redis, subject.repository_id)
    with sole_claim(desk.redis, f"postmortems:{subject.repository_id}") as claim:
        kept = read_kept(recall)
        with expecting("postmortems"):
            seen = read_postmortems(github, desk, recall, kept)
        wishes = seen.wishes
        if wishes is None:
            remember_kept(recall, Kept(seen.digest, is_unwished=True))
            watched.keep("postmortems", ())
            return
        watched.keep("postmortems", _labels(wishes))
        if not seen.takes_issues:
            log.info("Postmortems are to be kept, but the repository takes no issues")
            idle = replace(kept or Kept(""), wishes=seen.digest, is_unwished=False)
            remember_kept(recall, idle.waiting_a_day(seen.now))
            return
        issues = PostmortemIssues(desk, github, recall, claim, seen, kept)
        since = issues.since(wishes)
        with expecting("postmortem documents"):
            then = history_ends(since)
            documents = read_documents(github, recall, seen.files, seen.head_oid, then)
        facts = _facts(seen, documents, since, issues.former_names())
        issues.keep(facts, wishes, documents.people)
    if issues.has_more:
        desk.inbox.mark(subject, replace(prompt, delivery="", event=READING_ON))
    log.info("Postmortems kept", documents=len(facts.documents), requests=github.ledger.as_dict())


def _labels(wishes: PostmortemWishes) -> tuple[str, ...]:
    own = (wishes.label, wishes.action_label, wishes.waiver_label)
    return (*wishes.incident_labels, *own)


def _facts(
    seen: PostmortemsSeen, documents: Documents, since: date, former_names: tuple[str, ...]
) -> PostmortemFacts:
    customs = seen.policy.postmortem_customs
    return PostmortemFacts(
        repository=seen.repository,
        head_oid=seen.head_oid,
        now=seen.now,
        since=since,
        documents=tuple(each for each in documents.read if not each.is_template),
        changed=documents.changed,
        long_there=documents.long_there,
        unread=documents.unread,
        incidents=seen.incidents,
        own=seen.own.issues,
        own_goes_on=seen.own.goes_on,
        template=seen.template,
        required_sections=customs.required_sections,
        folder=_folder(seen, customs.folders),
        former_names=former_names,
    )


def _folder(seen: PostmortemsSeen, folders: tuple[str, ...]) -> str:
    """Where a new postmortem goes: the folder that holds most of them, else the first one."""
    counts = dict.fromkeys(folders, 0)
    for file in seen.files:
        for folder in folders:
            counts[folder] += file.path.startswith(f"{folder}/")
    return max(folders, key=lambda folder: counts[folder])

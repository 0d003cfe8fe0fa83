"""Reads a pull request: one big query beside the pages of files, and more only where needed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from config.policy import POLICY_PATH
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests import documents, gaps, named_issues, work_labels
from github_app.gateway.pull_requests.approvals.comparing import listed_changes
from github_app.gateway.pull_requests.approvals.left_bases import left_bases
from github_app.gateway.pull_requests.asked import may_be_asked
from github_app.gateway.pull_requests.base import BaseSeen
from github_app.gateway.pull_requests.base_reading import read_base
from github_app.gateway.pull_requests.completing import complete
from github_app.gateway.pull_requests.files import MOST_FILES, FilePages, Files, Pages, files_key_of
from github_app.gateway.pull_requests.guess import Guess, guess, tip_of
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people import people_gaps
from github_app.gateway.pull_requests.policy_at_base import (
    PolicyInForce,
    defaults_for,
    policy_from_history,
    policy_in_force,
)
from github_app.gateway.pull_requests.question import OPTIONAL
from github_app.gateway.pull_requests.records.record_files import record_folders
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.refusals import brief_failure
from github_app.subjects import Prompt

# A connection each: more of them, and the one query costs another point.
_MOST_STALE = 20
_MOST_APPROVERS = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A complete reading, still in GitHub's shape; `answer` is that of the big query,
    `known` what was remembered before it.
    """

    draft: PartialReading
    answer: Answer
    known: Guess
    group: Any


@dataclass(frozen=True, slots=True)
class NotOpen:
    """Closed or merged; `updated_at` is GitHub's text of when it changed last."""

    updated_at: str


def read(sources: Sources, number: int, prompt: Prompt, group_oid: str = "") -> Read | NotOpen:
    """All facts about one open pull request.

    With `group_oid`, our check runs on that commit of a merge queue are read as well. Raises
    `github_app.failures`; a part that could not be read is never taken for one that is not there.
    """
    began, known = time.time(), guess(sources.recall, number, prompt)
    people = _people(sources, known, prompt)
    pages = FilePages(sources.github, number)
    asked = pages.ask(range(1, known.pages + 1))
    answer = _ask(sources, number, known, people, group_oid)
    repository = answer.found("repository") or {}
    pull = answer.found("repository", "pullRequest") if repository else None
    if not pull or repository.get("databaseId") not in (None, sources.repository_id):
        # Another repository may have taken the name over.
        raise Gone(f"pull request {number} of {sources.github.full_name} cannot be seen")
    if pull["state"] != "OPEN":
        return NotOpen(str(pull.get("updatedAt") or ""))
    current = f"{repository['owner']['login']}/{repository['name']}"
    if current.casefold() != sources.github.full_name.casefold():
        # Renamed since the event: REST forwards requests to the new name, but not their pages.
        sources.github.full_name, asked = current, {}
    files = _files(pages, asked, pull, known)
    draft = _begin(sources, known, repository, files)
    draft.began = began
    people_gaps.take_guessed(draft, answer, people)
    named_issues.take_guessed(draft, answer, known.issues)
    work_labels.take_labellings(draft, pull.get("optionalLabellings"))
    complete(sources, number, draft, known, prompt)
    return Read(draft, answer, known, repository.get("group"))


def _people(sources: Sources, known: Guess, prompt: Prompt) -> tuple[str, ...]:
    """About whom the big query asks: a review event needs to know nobody but those who approve."""
    stale = () if prompt.is_about_review else sources.colleagues.stale(_MOST_STALE)
    return tuple(dict.fromkeys((*known.approvers[:_MOST_APPROVERS], *stale)))


def _ask(
    sources: Sources, number: int, known: Guess, people: tuple[str, ...], group_oid: str
) -> Answer:
    owner, name = sources.github.full_name.split("/", 1)
    variables: dict[str, Any] = {
        **documents.base_variables(known.revision, POLICY_PATH, known.folders),
        **{f"label{n}": label for n, label in enumerate(known.labels)},
        **{f"person{n}": login for n, login in enumerate(people)},
        **{f"issue{n}": issue for n, issue in enumerate(known.issues)},
        "owner": owner,
        "name": name,
        "number": number,
        "app": sources.app_id,
        "cold": known.cold,
        "headPolicy": f"{known.head_oid}:{POLICY_PATH}",
        "withHeadPolicy": bool(known.head_oid),
        "group": group_oid or None,
        "inGroup": bool(group_oid),
        "withLabellings": known.wants_labellings,
    }
    counts = len(known.folders), len(known.labels), len(people), len(known.issues)
    answer = _send(sources.github, documents.pull_request_read(*counts), variables)
    if answer.lost_more_than((OPTIONAL,)):
        document = documents.pull_request_read(*counts, story=False)
        answer = _send(sources.github, document, variables)
    return answer


def _send(github: GitHub, document: str, variables: dict[str, Any]) -> Answer:
    answer = github.graphql(document, variables)
    # Which teams were asked for a review may be hidden from us; no verdict rests on it.
    answer.insist(hidden=("reviewRequests",), spared=(OPTIONAL,))
    return answer


def _files(pages: FilePages, asked: Pages, pull: dict[str, Any], known: Guess) -> Files:
    head, changed = pull["headRefOid"], int(pull["changedFiles"])
    is_known = known.files_key == files_key_of(pull["baseRefOid"], head)
    entries = sum(file.entries for file in known.files)
    if is_known and min(changed, MOST_FILES) in (len(known.files), entries):
        return Files(known.files)
    files = pages.read(asked, changed, head)
    return files if files.is_certain else _by_commit(pages.github, pull, files)


def _by_commit(github: GitHub, pull: dict[str, Any], files: Files) -> Files:
    """The files of this very head: those of an earlier one may have been approved. `files` where
    there are more than GitHub compares.
    """
    try:
        found = listed_changes(github, pull["baseRefOid"], pull["headRefOid"])
    except Gone:
        raise brief_failure("GitHub does not show the newest commit yet") from None
    return files if found is None else Files(found)


def _begin(
    sources: Sources, known: Guess, repository: dict[str, Any], files: Files
) -> PartialReading:
    base, revision = read_base(sources.github, known, repository)
    pull = repository["pullRequest"]
    draft = PartialReading(
        repository=repository,
        pull=pull,
        base=base,
        revision=revision,
        in_force=_in_force(sources.github, known, base, revision, tip_of(pull)),
        files=files.listed,
        labels={
            label: str((repository.get(f"label{n}") or {}).get("id") or "")
            for n, label in enumerate(known.labels)
        },
        files_certain=files.is_certain,
        retargets=left_bases(pull, sources.retargets.of(int(pull["number"]))),
    )
    policy = draft.in_force.policy
    # The answer to a command about records needs them, whether a check does or not.
    draft.folders = (
        policy.record_folders if may_be_asked(draft.comments, "adr") else record_folders(policy)
    )
    head_policy = repository.get("headPolicy")
    if head_policy and draft.policy_file and draft.policy_file.blob_oid == head_policy.get("oid"):
        gaps.take_head_policy(draft, head_policy)
    return draft


def _in_force(
    github: GitHub, known: Guess, base: BaseSeen, revision: str, tip: str
) -> PolicyInForce:
    found = policy_in_force(base.policy, "")
    if isinstance(found, PolicyInForce):
        return found
    # What was good when somebody looked last need not be what was good last, even where the very
    # same text is broken again: it may have been mended in between.
    if tip and tip == known.broken_at:
        remembered = policy_in_force(base.policy, known.last_good)
        return remembered if isinstance(remembered, PolicyInForce) else defaults_for(found)
    return policy_from_history(github, revision, base.policy, found)

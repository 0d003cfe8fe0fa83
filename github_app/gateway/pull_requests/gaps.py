"""What the big read left open about base, head and long lists, put as questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from config.policy import POLICY_PATH
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import Blob, blob
from github_app.gateway.pull_requests.guess import Guess
from github_app.gateway.pull_requests.partial_reading import FROM_THE_BEGINNING, PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.pull_requests.whole_blob import read_whole_blob
from snapshot.codeowners import LARGEST_FILE

_OWNERS, _WHOLE_OWNERS, _HEAD_POLICY = "owners", "whole owners", "head policy"
_NO_TEXT = "\0"
_BLOB_BY_ID = "object(oid: {oid})"
_PAGES = {
    "reviews": ("latestOpinionatedReviews(first: 100", "after", "hasNextPage endCursor"),
    "commits": ("commits(first: 100", "after", "hasNextPage endCursor"),
    "comments": ("comments(last: 100", "before", "hasPreviousPage startCursor"),
}
_NODES = {
    "reviews": documents.REVIEW,
    "commits": documents.COMMIT,
    "comments": documents.COMMENT,
}


def fill_from_memory(draft: PartialReading, known: Guess) -> None:
    """Contents that an earlier reading of the same objects left behind."""
    draft.base.trees.update(known.trees)
    owners = draft.base.owners
    if owners and owners.text is None and owners.oid in known.texts:
        draft.base.owners = _with_text(owners, known.texts[owners.oid])


def ask_folders(draft: PartialReading, question: Question) -> None:
    """Record folders to be read that nobody asked for, or whose files are not known."""
    base = draft.base
    for folder in draft.folders:
        oid = base.folders.get(folder)
        take = partial(base.take_folder, folder)
        if folder not in base.folders:
            expression = f"{draft.revision}:{folder}"
            question.ask_repository(
                "object(expression: {expression})", documents.FOLDER, take, expression=expression
            )
        elif oid and oid not in base.trees:
            question.ask_repository(_BLOB_BY_ID, documents.FOLDER, take, oid=oid)


def ask_owners(draft: PartialReading, question: Question) -> None:
    """The text of CODEOWNERS, where only its blob's id was asked for."""
    owners = draft.base.owners
    if owners is None or owners.text is not None or owners.is_binary or owners.is_cut:
        return
    if _OWNERS in draft.settled:
        return

    def take(node: Any) -> None:
        draft.settled.add(_OWNERS)
        draft.base.owners = blob(node, owners.path) or owners

    question.ask_repository(_BLOB_BY_ID, documents.BLOB, take, oid=owners.oid)


def fetch_long_owners(draft: PartialReading, github: GitHub) -> None:
    """A CODEOWNERS whose text GraphQL does not tell, by REST: one that is too long for it, or of an
    encoding that GitHub cannot determine; not one that GitHub ignores as well.
    """
    owners = draft.base.owners
    if owners is None or owners.text is not None or _WHOLE_OWNERS in draft.settled:
        return
    was_asked = owners.is_cut or _OWNERS in draft.settled
    if not was_asked or owners.size > LARGEST_FILE or owners.is_binary:
        return
    draft.settled.add(_WHOLE_OWNERS)
    content = read_whole_blob(github, owners.oid)
    if b"\0" not in content:
        draft.base.owners = _with_text(owners, content.decode("utf-8", "replace"))


def ask_labels(draft: PartialReading, question: Question) -> None:
    """Whether the labels that the policy wishes for exist in the repository."""

    def taker(label: str) -> Callable[[Any], None]:
        return lambda node: draft.labels.__setitem__(label, str((node or {}).get("id") or ""))

    for label in draft.in_force.policy.labels:
        if label not in draft.labels:
            question.ask_repository("label(name: {label})", "id name", taker(label), label=label)


def ask_head_policy(draft: PartialReading, question: Question) -> None:
    """The policy file at the head, when the pull request edits it."""
    file = draft.policy_file
    if file and file.blob_oid and _HEAD_POLICY not in draft.settled:
        take = partial(take_head_policy, draft)
        question.ask_repository(_BLOB_BY_ID, documents.BLOB, take, oid=file.blob_oid)


def take_head_policy(draft: PartialReading, node: Any) -> None:
    """A file that is no text stands as a character no policy may hold: an empty one were valid."""
    draft.settled.add(_HEAD_POLICY)
    found = blob(node, POLICY_PATH)
    if found:
        draft.head_policy = _NO_TEXT if found.text is None else found.text


def ask_pages(draft: PartialReading, question: Question) -> None:
    """One page more of each list that is longer than what was read."""
    for name, cursor in draft.more.items():
        call, beyond, page_info = _PAGES[name]
        selection = f"pageInfo {{ {page_info} }} nodes {{ {_NODES[name]} }}"
        take = partial(draft.take_page, name)
        if cursor == FROM_THE_BEGINNING:
            question.ask_pull_request(f"{call})", selection, take)
        else:
            field = f"{call}, {beyond}: {{cursor}})"
            question.ask_pull_request(field, selection, take, cursor=cursor)


def _with_text(found: Blob, text: str) -> Blob:
    return replace(found, text=text)

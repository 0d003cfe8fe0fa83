"""The texts of postmortems that a pull request adds or edits, as they are at the head.

That of a new file stands in its diff, and costs nothing; an edited one is remembered by its blob,
or else asked for together with whatever else is missing. Nothing is asked where none is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.recall import Recall
from snapshot.changed_file import ChangedFile
from snapshot.diff import added_lines
from snapshot.facts import TextFile

MOST_TEXTS = 20
LONGEST_TEXT = 300_000
"""Bytes; a longer postmortem is not read."""

_LINK_MODE = 0o120000
_NO_TEXT = ""
_TEXTS = "postmortem texts"


def find_texts(draft: PartialReading, recall: Recall) -> None:
    """Takes what diffs show and what is remembered; one round trip where a file was edited."""
    if _TEXTS in draft.settled:
        return
    edited = []
    for file in _touched(draft):
        shown = _shown(file)
        if shown is None:
            edited.append(file)
        else:
            draft.texts[file.path] = shown
    remembered = recall.get_many([_key(file) for file in edited])
    for file, text in zip(edited, remembered, strict=True):
        if text is not None:
            draft.texts[file.path] = text


def ask_texts(draft: PartialReading, question: Question) -> None:
    """Those that are not known yet."""
    if _TEXTS in draft.settled:
        return
    draft.settled.add(_TEXTS)
    for file in _touched(draft):
        if file.path not in draft.texts:
            # By its path at the head, as only a tree tells a link from a text.
            question.ask_repository(
                "object(oid: {oid})",
                documents.FILE_AT,
                _taker(draft, file),
                oid=draft.head_oid,
                path=file.path,
            )


def texts_of(draft: PartialReading) -> tuple[TextFile, ...]:
    """What was read, by path; links, binary files and what is too long are left out."""
    oids = {file.path: file.blob_oid or "" for file in draft.files}
    texts = sorted(draft.texts.items())
    return tuple(TextFile(path, text, oids[path]) for path, text in texts if text != _NO_TEXT)


def keep_texts(draft: PartialReading, recall: Recall) -> None:
    """Leaves behind what was asked for; a round trip where there was something."""
    if draft.new_texts:
        recall.put(draft.new_texts)


def _touched(draft: PartialReading) -> Iterator[ChangedFile]:
    policy = draft.in_force.policy
    on = (settings for settings in policy.checks.values() if settings.mode != "off")
    if not any(settings.reads().postmortems for settings in on):
        return
    holds = policy.postmortem_customs.holds
    found = [
        file
        for file in draft.files
        if file.kind not in ("removed", "unchanged") and file.blob_oid and holds(file.path)
    ]
    yield from found[:MOST_TEXTS]


def _shown(file: ChangedFile) -> str | None:
    """The whole text of a new file by its diff; None where that does not show it."""
    if file.kind != "added" or not file.patch:
        return None
    lines = added_lines(file)
    if len(lines) != file.additions:
        return None
    text = "".join(f"{line.text}\n" for line in lines)
    # A new link looks like a text of one line.
    return text if len(lines) > 1 and len(text) <= LONGEST_TEXT else None


def _taker(draft: PartialReading, file: ChangedFile) -> Callable[[Any], None]:
    def take(commit: Any) -> None:
        entry = (commit or {}).get("file") or {}
        found = blob(entry.get("object"), file.path)
        if found is None or found.oid != file.blob_oid:
            # Not kept: a push in between makes it true, and the next reading sees another list.
            draft.texts[file.path] = _NO_TEXT
            return
        is_text = entry.get("mode") != _LINK_MODE and found.size <= LONGEST_TEXT
        text = found.text if is_text and found.text else _NO_TEXT
        draft.texts[file.path] = draft.new_texts[_key(file)] = text

    return take


def _key(file: ChangedFile) -> str:
    return f"postmortem:{file.blob_oid}"

"""Which actions of documents become issues, and which issue stands for which action.

Rows move and are reworded, documents are renamed: an action is known by its document and by its
words, and words that are mostly the same are the same action.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from postmortems.known import Tracked
from snapshot.postmortem import ActionItem, Postmortem

MOST_AT_ONCE = 20
"""Issues that are opened in one turn; the next one goes on."""

_MOST_WORDS = 14
_ALIKE = 0.5
"""Two wordings are the same action when they share this part of all their words."""
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    {"a", "an", "the", "to", "of", "for", "in", "on", "and", "or", "we", "our", "is"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """An action of a document, and the number of the issue that stands for it; None for none."""

    document: Postmortem
    action: ActionItem
    issue: int | None


def key_of(text: str) -> str:
    """`Alert on the length of the queue` as `alert-length-queue`: its words, by which it is known
    again; never empty.
    """
    words = [word for word in _WORD.findall(text.casefold()) if word not in _EMPTY]
    return "-".join(words[:_MOST_WORDS]) or "action"


def matched(documents: Sequence[Postmortem], tracked: Iterable[Tracked]) -> tuple[Found, ...]:
    """All actions with the issues that stand for them, each issue for one action at most.

    Exact words come first, then the most alike. The issues of a document that is no longer there
    belong to one of the same file name.
    """
    paths = {document.path for document in documents}
    left = list(dict.fromkeys(tracked))
    found = []
    for document in documents:
        mine = [one for one in left if _is_of(one, document.path, paths)]
        pairs = dict(_pairs(document.actions, mine))
        taken = {one.issue for one in pairs.values()}
        left = [one for one in left if one.issue not in taken]
        for number, action in enumerate(document.actions):
            one = pairs.get(number)
            found.append(Found(document, action, one.issue if one else None))
    return tuple(found)


def to_be_tracked(found: Iterable[Found], new_paths: frozenset[str]) -> tuple[Found, ...]:
    """Those that need an issue: of the documents at `new_paths`, with an owner, a date or a place
    in a task list or table, neither done nor tracked elsewhere.
    """
    return tuple(
        each
        for each in found
        if each.issue is None and each.document.path in new_paths and _is_trackable(each.action)
    )


def _is_trackable(action: ActionItem) -> bool:
    is_meant = bool(action.is_listed or action.owner or action.due)
    return is_meant and not action.is_done and not (action.issues or action.links)


def _is_of(one: Tracked, path: str, paths: set[str]) -> bool:
    if one.path == path:
        return True
    same_name = one.path.rpartition("/")[2] == path.rpartition("/")[2]
    return same_name and one.path not in paths


def _pairs(
    actions: Sequence[ActionItem], tracked: Sequence[Tracked]
) -> Iterator[tuple[int, Tracked]]:
    """Positions of actions with what stands for them, the most alike first."""
    keys = [key_of(action.text) for action in actions]
    scores = sorted(
        (
            (-_likeness(key, one.key), number, one.issue, one)
            for number, key in enumerate(keys)
            for one in tracked
        ),
        key=lambda score: score[:3],
    )
    used: set[int] = set()
    taken: set[int] = set()
    for score, number, issue, one in scores:
        if -score >= _ALIKE and number not in used and issue not in taken:
            used.add(number)
            taken.add(issue)
            yield number, one


def _likeness(one: str, other: str) -> float:
    first, second = set(one.split("-")), set(other.split("-"))
    return len(first & second) / len(first | second)

"""The status of a decision: from the many words people write to a few that rules can use.

The words were counted in about a thousand public records. What is not in the table is `unknown`:
it is reported with its raw text, never guessed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal

Status = Literal["proposed", "accepted", "rejected", "deprecated", "superseded", "unknown"]

LONGEST_STATUS = 200
"""Characters of a raw status that are kept."""

_WORDS: dict[Status, tuple[str, ...]] = {
    "proposed": (
        *("proposed", "proposal", "draft", "rfc", "pending review", "pending", "in review"),
        *("under review", "review", "in consideration", "under consideration", "provisional"),
        *("tbd", "incomplete", "in discussion", "under discussion"),
    ),
    "accepted": (
        *("accepted", "approved", "active", "adopted", "decided", "implemented"),
        *("implementable", "piloting"),
    ),
    "rejected": ("rejected", "declined"),
    "deprecated": ("deprecated", "depreciated", "reverted", "invalidated"),
    "superseded": ("superseded", "superceded", "replaced"),
}
_NORMAL: dict[str, Status] = {word: name for name, words in _WORDS.items() for word in words}
_KNOWN = "|".join(sorted(map(re.escape, _NORMAL), key=len, reverse=True))
_LEADING = re.compile(rf"(?P<word>{_KNOWN})(?![\w-])")
# "proposed | accepted | rejected" is a template's list of choices, not a status; but "accepted,
# implemented" says one thing twice.
_CHOICE = re.compile(
    rf"\s*(?:\||/|,? or\b|,)\s*(?P<word>{_KNOWN}|…|\.\.\.)(?![\w-])(?=\s*(?:$|[|/,}}\]]))"
)
# "Accepted, superseded by ADR 7": what was added last holds.
_SINCE_THEN = re.compile(
    r"[\s,;.(–—:-]*(?:but |and |now |later |then |since |has been |was |is ){0,3}"
    r"(?:superseded|superceded|replaced)\s+by\b"
)
_STRUCK = re.compile(r"~~[^~\n]*~~")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_RST_ROLE = re.compile(r":[a-z]+:`([^`<]*)(?:<[^`]*)?`_{0,2}")
_SIMPLE = re.compile(r"[\w \t.,;:'\"?!()/+%-]*")
# Emphasis, escapes, emoji and what joins them; arrows and signs are text.
_MARKS = re.compile(
    "[*`\\\\\u200b-\u200f\u2300-\u23ff\u2460-\u27bf\u2b00-\u2bff\ufe00-\ufe0f\ufeff\U0001f000-\U0001faff]"
)
_EMPHASIS = re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_]{1,200}?)(?<=\S)\1(?!\w)")
# In a code span these signs are text; they are put aside as characters nobody writes.
_CODE = re.compile(r"(?<![:`])(`{1,2})([^`]{1,300})\1(?![`_])")
_KEPT_IN_CODE = str.maketrans("<>*_[]\\~", "\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007")
_AS_WRITTEN = str.maketrans("\ue000\ue001\ue002\ue003\ue004\ue005\ue006\ue007", "<>*_[]\\~")
_BEFORE_THE_WORD = re.compile(r"[\W_]+")


def plain(raw: str, longest: int = LONGEST_STATUS) -> str:
    """`raw` on one line without markup: emphasis, links, tags, comments, escapes, entities, emoji;
    at most `longest` characters.
    """
    text = raw[: 20 * longest]
    if "_" in text or not _SIMPLE.fullmatch(text):
        text = _CODE.sub(lambda span: span[2].translate(_KEPT_IN_CODE), text)
        text = _STRUCK.sub(" ", _COMMENT.sub(" ", text))
        text = _RST_ROLE.sub(r"\1", _TAG.sub(" ", _LINK.sub(r"\1", text)))
        text = html.unescape(_MARKS.sub("", _EMPHASIS.sub(r"\2", text))).translate(_AS_WRITTEN)
    return " ".join(text.split())[:longest]


def normal_status(raw: str, statuses: Sequence[tuple[str, Status]] = ()) -> Status | None:
    """The status `raw` begins with; None when it says nothing ("", "TEMPLATE" is `unknown`).

    `statuses` are words of the owner's, in lower case, with what they mean; they come before the
    usual ones, the longest first.
    """
    text = plain(raw).casefold()
    if before := _BEFORE_THE_WORD.match(text):
        text = text[before.end() :]
    if not text:
        return None
    for word, status in sorted(statuses, key=lambda pair: -len(pair[0])):
        if word and text.startswith(word) and not text[len(word) : len(word) + 1].isalnum():
            return status
    match = _LEADING.match(text)
    if match is None or _is_choice(text, match):
        return "unknown"
    status = _NORMAL[match["word"]]
    if status in ("accepted", "proposed") and _SINCE_THEN.match(text, match.end()):
        return "superseded"
    return status


def _is_choice(text: str, first: re.Match[str]) -> bool:
    """True when words of another meaning follow `first` as equals."""
    following = _CHOICE.match(text, first.end())
    return following is not None and _NORMAL.get(following["word"]) != _NORMAL[first["word"]]

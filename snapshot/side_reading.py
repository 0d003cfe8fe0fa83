"""The lines of one side of a change, each told apart into comments and code.

Limits: a hunk in the middle of a comment or string is recognised by its end (see
`snapshot.hunk_start`); where it shows neither beginning nor end, it is read as code. Of a line, the
lexer reads the first 500 characters, gaps left out; what follows is a comment when the comment
before it goes on, or from a comment mark on. Reading has a price, and when the `Allowance` is used
up, a line that begins like a comment is one, whatever the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Literal, Protocol

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.comment_reading import read_comments
from snapshot.diff import hunks
from snapshot.hunk_start import openers_before
from snapshot.lexers import Language, has_no_comments
from snapshot.reading_allowance import Allowance

Side = Literal["added", "removed"]
LONGEST_LINE = 500
LINES_BELOW = 3
"""How many lines below one that is wanted are read as well."""

_BEGINS_LIKE_A_COMMENT = re.compile(r"\s*(?:#|//|--|;|/\*|<!--)")
_COMMENT_MARK = re.compile(r"\s(?:#|//|--|/\*|<!--)")
_GAP = re.compile(r"\s{2,}")


class Wanted(Protocol):
    """What is looked for: a compiled pattern, or something that searches like one."""

    def search(self, text: str, /) -> object: ...


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line of one side of a change: its `text`, what it says in comments, and the rest of it as
    `code`, with underscores for what stands in strings. `number` counts from 1 in the file of that
    side; `is_changed` is False for context. `is_read` is False where the lexer did not read it, for
    want of a language or of an allowance: then `comment` holds a line that begins like one, and
    `code` any other.
    """

    number: int
    text: str
    comment: str
    code: str
    is_changed: bool
    is_read: bool


def read_side(
    file: ChangedFile, side: Side, wanted: Wanted, allowance: Allowance
) -> Iterator[tuple[ReadLine, ...]]:
    """The lines of each hunk as they stand in the new file, or with `removed` in the old one.

    Only hunks with a changed line in which `wanted` is found are read, up to LINES_BELOW after the
    last such line. Numbers of context lines are those of the new file. Never raises.
    """
    if has_no_comments(file.path) or not file.patch:
        return
    for hunk in hunks(file.patch):
        lines = [line for line in hunk.lines if line.kind in (side, "context")]
        if end := _end_of_reading(lines, side, wanted):
            language = allowance.language(file.path)
            yield tuple(_read(lines, side, end, language, allowance))


def _end_of_reading(lines: Sequence[PatchLine], side: str, wanted: Wanted) -> int:
    """How many of `lines` are to be read, 0 when nothing is wanted of them."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].kind == side and wanted.search(lines[at].text):
            return min(len(lines), at + 1 + LINES_BELOW)
    return 0


def _read(
    lines: Sequence[PatchLine],
    side: str,
    end: int,
    language: Language | None,
    allowance: Allowance,
) -> Iterator[ReadLine]:
    """The first `end` of `lines`, which are one side of a hunk."""
    starts = [_start(line.text) for line in lines]
    by_lexer: Iterator[tuple[str, str] | None] = repeat(None)
    if language is not None:
        is_changed = [line.kind == side for line in lines]
        first = next(_portions(starts, language))
        openers = openers_before(first, is_changed, language) if lines[0].number > 1 else ("",)
        by_lexer = _by_lexer(starts[:end], openers, language, allowance)
    for line, start, told in zip(lines[:end], starts[:end], by_lexer, strict=False):
        comment = _whole_line(line.text)
        code = "" if comment else line.text
        if told is not None:
            comment, code = told[0] + _rest(line.text, start, told[0]), told[1]
        changed = line.kind == side
        yield ReadLine(line.number, line.text, comment, code, changed, told is not None)


def _by_lexer(
    texts: Sequence[str], openers: tuple[str, ...], language: Language, allowance: Allowance
) -> Iterator[tuple[str, str] | None]:
    """What each of `texts` says in comments by any of `openers`, and as code by the first; None for
    what is not read.
    """
    for portion in _portions(texts, language):
        size = sum(len(text) + 1 for text in portion)
        if not all(allowance.pays(size, language) for _ in openers):
            yield from [None] * len(portion)
            continue
        readings = [read_comments(portion, opener, language) for opener in openers]
        openers = tuple(dict.fromkeys(reading.open_at_end for reading in readings))
        said = zip(*(reading.lines for reading in readings), strict=True)
        yield from zip((max(each, key=len) for each in said), readings[0].code, strict=True)


def _portions(texts: Sequence[str], language: Language) -> Iterator[Sequence[str]]:
    """`texts` in portions of at most as many characters as the lexer should read at once."""
    start, size = 0, 0
    for at, text in enumerate(texts):
        size += len(text) + 1
        if size > language.longest_reading and at > start:
            yield texts[start:at]
            start, size = at, len(text) + 1
    if texts:
        yield texts[start:]


def _whole_line(text: str) -> str:
    """The line, if it begins like a comment."""
    return text.strip() if _BEGINS_LIKE_A_COMMENT.match(text) else ""


def _start(text: str) -> str:
    """What the lexer reads of a line."""
    return text if len(text) <= LONGEST_LINE else _GAP.sub(" ", text)[:LONGEST_LINE]


def _rest(text: str, start: str, said: str) -> str:
    """What the line says in comments beyond its `start`, whose comments are `said`."""
    if len(text) <= LONGEST_LINE:
        return ""
    beyond = _GAP.sub(" ", text)[len(start) :]
    if said and start.rstrip().endswith(said):
        return beyond
    mark = _COMMENT_MARK.search(beyond)
    return beyond[mark.start() :] if mark else ""

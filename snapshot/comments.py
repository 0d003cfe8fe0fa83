"""Comments in the lines a change adds; what stands in strings is no comment.

Pygments reads each hunk as it stands in the new file, by the lexer of the file's name, and what it
calls a comment on an added line is reported; documentation comments (`///`, `/** … */`) too, the
docstrings of Python not. Prose and data (Markdown, plain text, notebooks) have no comments. In a
file of a language Pygments does not know, a line that begins like a comment is one.

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

from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.comment_reading import read_comments
from snapshot.diff import hunks
from snapshot.hunk_start import openers_before
from snapshot.lexers import Language, has_no_comments
from snapshot.reading_allowance import Allowance

LONGEST_LINE = 500
LINES_BELOW = 3
"""How many lines below one that is wanted are read as well."""

_BEGINS_LIKE_A_COMMENT = re.compile(r"\s*(?:#|//|--|;|/\*|<!--)")
_COMMENT_MARK = re.compile(r"\s(?:#|//|--|/\*|<!--)")
_GAP = re.compile(r"\s{2,}")
_ANYTHING = re.compile("")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """What an added line says in comments, comment marks included; `line` counts from 1 in the new
    file, `text` is never empty.
    """

    line: int
    text: str


def added_comments(
    file: ChangedFile, wanted: re.Pattern[str] = _ANYTHING, allowance: Allowance | None = None
) -> tuple[CommentLine, ...]:
    """The comments on the lines `file` adds, in order, at most one per line. Never raises.

    Only hunks with an added line in which `wanted` is found are read, up to LINES_BELOW after the
    last such line. `allowance` is shared by the files of one change.
    """
    if has_no_comments(file.path) or not file.patch:
        return ()
    allowance = allowance or Allowance()
    found = []
    for hunk in hunks(file.patch):
        lines = [line for line in hunk.lines if line.kind != "removed"]
        if end := _end_of_reading(lines, wanted):
            said = _said(lines, end, allowance.language(file.path), allowance)
            for line, text in zip(lines[:end], said, strict=True):
                if text and line.kind == "added":
                    found.append(CommentLine(line.number, text))
    return tuple(found)


def _end_of_reading(lines: Sequence[PatchLine], wanted: re.Pattern[str]) -> int:
    """How many of `lines` are to be read, 0 when nothing is wanted of them."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].kind == "added" and wanted.search(lines[at].text):
            return min(len(lines), at + 1 + LINES_BELOW)
    return 0


def _said(
    lines: Sequence[PatchLine], end: int, language: Language | None, allowance: Allowance
) -> Iterator[str]:
    """What each of the first `end` of `lines`, the new side of a hunk, says in comments."""
    if language is None:
        yield from (_whole_line(line.text) for line in lines[:end])
        return
    starts = [_start(line.text) for line in lines]
    is_added = [line.kind == "added" for line in lines]
    first = next(_portions(starts, language))
    openers = openers_before(first, is_added, language) if lines[0].number > 1 else ("",)
    by_lexer = _by_lexer(starts[:end], openers, language, allowance)
    for line, start, said in zip(lines[:end], starts[:end], by_lexer, strict=True):
        yield _whole_line(line.text) if said is None else said + _rest(line.text, start, said)


def _by_lexer(
    texts: Sequence[str], openers: tuple[str, ...], language: Language, allowance: Allowance
) -> Iterator[str | None]:
    """What each of `texts` says in comments by any of `openers`; None for what is not read."""
    for portion in _portions(texts, language):
        size = sum(len(text) + 1 for text in portion)
        if not all(allowance.pays(size, language) for _ in openers):
            yield from [None] * len(portion)
            continue
        readings = [read_comments(portion, opener, language) for opener in openers]
        openers = tuple(dict.fromkeys(reading.open_at_end for reading in readings))
        for said in zip(*(reading.lines for reading in readings), strict=True):
            yield max(said, key=len)


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

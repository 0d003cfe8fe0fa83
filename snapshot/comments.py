"""Comments in the lines a change adds; what stands in strings is no comment.

Pygments reads each hunk as it stands in the new file, by the lexer of the file's name, and what it
calls a comment on an added line is reported; documentation comments (`///`, `/** … */`) too, the
docstrings of Python not. Prose and data (Markdown, plain text, notebooks) have no comments. In a
file of a language Pygments does not know, a line that begins like a comment is one.

Limits: a hunk in the middle of a comment or string is recognised by its end (see
`snapshot.hunk_start`); where it shows neither beginning nor end, it is read as code. Of a line,
the first 500 characters are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.comment_reading import read_comments
from snapshot.diff import hunks
from snapshot.hunk_start import opened_before
from snapshot.lexers import Language, has_no_comments, language_of

LONGEST_LINE = 500
LONGEST_READING = 2_000
"""Characters given to a lexer at once. Some lexers take cubic time on hostile text: a reading of
this size costs them less than some hundredths of a second.
"""

_BEGINS_LIKE_A_COMMENT = re.compile(r"\s*(?:#|//|--|;|/\*|<!--)")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """What an added line says in comments, comment marks included; `line` counts from 1 in the new
    file, `text` is never empty.
    """

    line: int
    text: str


def added_comments(file: ChangedFile) -> tuple[CommentLine, ...]:
    """The comments on the lines `file` adds, in order, at most one per line. Never raises."""
    if has_no_comments(file.path) or not file.patch:
        return ()
    language = language_of(file.path)
    found = []
    for hunk in hunks(file.patch):
        lines = [line for line in hunk.lines if line.kind != "removed"]
        texts = [line.text[:LONGEST_LINE] for line in lines]
        first = lines[0].number if lines else 1
        said = _by_lexer(texts, first, language) if language else map(_whole_line, texts)
        for line, text in zip(lines, said, strict=True):
            if text and line.kind == "added":
                found.append(CommentLine(line.number, text))
    return tuple(found)


def _whole_line(text: str) -> str:
    """The line, if it begins like a comment."""
    return text.strip() if _BEGINS_LIKE_A_COMMENT.match(text) else ""


def _by_lexer(texts: Sequence[str], first: int, language: Language) -> Iterator[str]:
    """What each line of the new side of a hunk says in comments, "" for nothing; `first` is the
    number of the first line.
    """
    opener = ""
    for place, portion in enumerate(_readings(texts)):
        if place == 0 and first > 1:
            opener = opened_before(portion, language)
        reading = read_comments(portion, opener, language)
        opener = reading.open_at_end
        yield from reading.lines


def _readings(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """`texts` in portions of at most LONGEST_READING characters."""
    start, size = 0, 0
    for at, text in enumerate(texts):
        size += len(text) + 1
        if size > LONGEST_READING:
            yield texts[start:at]
            start, size = at, len(text) + 1
    if texts:
        yield texts[start:]

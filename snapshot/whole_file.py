"""Comments and code of a whole file, told apart by the lexer of its language.

Unlike the hunks of a change (`snapshot.side_reading`), it is read from its beginning, so the
lexer knows at each line whether it stands in a comment or a string. Ordinary text takes a second
for a megabyte; what text made to be slow takes is for the caller to limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from snapshot.comment_reading import read_comments
from snapshot.lexers import has_no_comments, language_of
from snapshot.side_reading import LINES_BELOW, LONGEST_LINE, ReadLine, Wanted

_BEGINS_LIKE_A_COMMENT: Final = re.compile(r"\s*(?:#|//|--|;|/\*|\*|<!--)")
_GAP: Final = re.compile(r"\s{2,}")


def read_whole(path: str, text: str, wanted: Wanted) -> tuple[ReadLine, ...]:
    """The lines of the file up to LINES_BELOW after the last one in which `wanted` is found; none
    of prose and data. The lexer reads the first LONGEST_LINE characters of a line.
    """
    lines = _as_far_as_wanted(path, text, wanted)
    language = language_of(path) if lines else None
    if language is None:
        return tuple(_by_beginnings(lines))
    reading = read_comments([_start(line) for line in lines], "", language)
    return tuple(
        ReadLine(number, line, comment, code, is_changed=True, is_read=True)
        for number, (line, comment, code) in enumerate(
            zip(lines, reading.lines, reading.code, strict=True), start=1
        )
    )


def read_roughly(path: str, text: str, wanted: Wanted) -> tuple[ReadLine, ...]:
    """The same without a lexer: a line that begins like a comment is one."""
    return tuple(_by_beginnings(_as_far_as_wanted(path, text, wanted)))


def _as_far_as_wanted(path: str, text: str, wanted: Wanted) -> Sequence[str]:
    if has_no_comments(path):
        return ()
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    last = next((n for n in range(len(lines) - 1, -1, -1) if wanted.search(lines[n])), None)
    return () if last is None else lines[: last + 1 + LINES_BELOW]


def _by_beginnings(lines: Sequence[str]) -> Iterator[ReadLine]:
    for number, line in enumerate(lines, start=1):
        is_comment = bool(_BEGINS_LIKE_A_COMMENT.match(line))
        comment, code = (line.strip(), "") if is_comment else ("", line)
        yield ReadLine(number, line, comment, code, is_changed=True, is_read=False)


def _start(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else _GAP.sub(" ", line)[:LONGEST_LINE]

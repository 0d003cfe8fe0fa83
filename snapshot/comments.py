"""Comments in the lines a change adds; what stands in strings is no comment.

Pygments reads each hunk as it stands in the new file, by the lexer of the file's name, and what it
calls a comment on an added line is reported; documentation comments (`///`, `/** … */`) too, the
docstrings of Python not. Prose and data (Markdown, plain text, notebooks) have no comments. In a
file of a language Pygments does not know, a line that begins like a comment is one. How lines are
read, and how much of them, is said in `snapshot.side_reading`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.reading_allowance import Allowance
from snapshot.side_reading import Wanted, read_side

_ANYTHING = re.compile("")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """What an added line says in comments, comment marks included; `line` counts from 1 in the new
    file, `text` is never empty.
    """

    line: int
    text: str


def added_comments(
    file: ChangedFile, wanted: Wanted = _ANYTHING, allowance: Allowance | None = None
) -> tuple[CommentLine, ...]:
    """The comments on the lines `file` adds, in order, at most one per line. Never raises.

    Only hunks with an added line in which `wanted` is found are read, up to LINES_BELOW after the
    last such line. `allowance` is shared by the files of one change.
    """
    return tuple(
        CommentLine(line.number, line.comment)
        for lines in read_side(file, "added", wanted, allowance or Allowance())
        for line in lines
        if line.comment and line.is_changed
    )

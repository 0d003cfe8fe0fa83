"""The pieces of debt in the files of a commit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.pieces import Piece, Vocabulary
from checks.parts.debt_label.signs import signs_in
from cli.debt.patience import TookTooLongError, at_most
from cli.debt.vocabulary import LineSearch
from cli.progress import Steps
from snapshot.generated import text_says_generated
from snapshot.git.work_files import LeftOut, WorkFiles
from snapshot.whole_file import read_roughly, read_whole

SECONDS_OF_A_FILE: Final = 5.0
_LONGEST_TEXT: Final = 500
_CLOSES: Final = re.compile(r"\s*(?:\*+/|--+>|--\]\]|\*\)|-\}|#>)\s*\}?\s*$")


@dataclass(frozen=True, slots=True)
class Met:
    """A piece and what stands there: a marker with what is said behind it, else the line."""

    piece: Piece
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """`met` by path and line. `files` is how many were searched; `rough` are the paths of those
    that took too long to be read by their language.
    """

    met: tuple[Met, ...]
    files: int
    rough: tuple[str, ...]
    left_out: LeftOut


def search_files(
    files: WorkFiles,
    is_asked: Callable[[str], bool],
    vocabulary: Vocabulary,
    names: IssueNames,
    steps: Steps,
) -> Found:
    """Search those of `files` whose path `is_asked`. Raises CheckoutError."""
    wanted = WorkFiles(files.git, tuple(f for f in files.files if is_asked(f[0])), files.left_out)
    met: list[Met] = []
    rough: list[str] = []
    count = 0
    contents = steps.each("Reading files", wanted.contents(), len(wanted.files))
    for path, content in contents:
        if content is None:
            continue
        text = content.decode("utf-8", "replace")
        if text_says_generated(text):
            files.left_out.generated += 1
            continue
        count += 1
        # A pattern may be about the beginning of a line.
        if vocabulary.patterns or vocabulary.search(text):
            met += _in_file(path, text, vocabulary, names, rough)
    return Found(tuple(met), count, tuple(rough), files.left_out)


def _in_file(
    path: str, text: str, vocabulary: Vocabulary, names: IssueNames, rough: list[str]
) -> Iterator[Met]:
    wanted = LineSearch(vocabulary, path)
    try:
        with at_most(SECONDS_OF_A_FILE):
            lines = read_whole(path, text, wanted)
    except TookTooLongError:
        rough.append(path)
        lines = read_roughly(path, text, wanted)
    for piece in signs_in(lines, path, vocabulary, names):
        yield Met(piece, _text(piece, lines[piece.line - 1].text))


def _text(piece: Piece, line: str) -> str:
    said = line[:_LONGEST_TEXT].strip()
    if piece.kind == "marker":
        said = said[max(said.find(piece.word), 0) :]
    return _CLOSES.sub("", said)

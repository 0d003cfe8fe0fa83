"""The pieces of debt in some files of a commit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.pieces import Piece, Vocabulary
from checks.parts.debt_label.signs import signs_in
from cli.debt.patience import TookTooLongError, at_most
from cli.debt.vocabulary import LineSearch
from snapshot.generated import text_says_generated
from snapshot.git.work_files import LeftOut, WorkFiles
from snapshot.skipped_tests import may_hold_tests
from snapshot.whole_file import read_roughly, read_whole

SECONDS_OF_A_FILE: Final = 5.0
_LONGEST_TEXT: Final = 500
_CLOSES: Final = re.compile(r"\s*(?:\*+/|--+>|--\]\]|\*\)|-\}|#>)\s*\}?\s*$")


@dataclass(frozen=True, slots=True)
class Met:
    """A piece and what stands there: a marker with what is said behind it, else the line."""

    piece: Piece
    text: str


@dataclass(slots=True)
class Found:
    """`met` by path and line. `files` is how many were searched; `rough` are the paths of those
    that took too long to be read by their language.
    """

    met: list[Met] = field(default_factory=list)
    files: int = 0
    rough: list[str] = field(default_factory=list)
    left_out: LeftOut = field(default_factory=LeftOut)

    def take(self, other: Found) -> None:
        """Add what was found in other files."""
        self.met += other.met
        self.files += other.files
        self.rough += other.rough
        self.left_out.take(other.left_out)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for."""

    vocabulary: Vocabulary
    names: IssueNames

    def through(self, files: WorkFiles) -> Iterator[Found]:
        """What each of the files holds. Raises CheckoutError where a partial clone lacks one."""
        for path, content in files.contents():
            found = Found()
            if content is not None:
                self._read(path, content.decode("utf-8", "replace"), found)
            yield found

    def _read(self, path: str, text: str, found: Found) -> None:
        if text_says_generated(text):
            found.left_out.generated += 1
            return
        found.files += 1
        words = self.vocabulary
        if words.skipped_tests and not may_hold_tests(path):
            words = replace(words, skipped_tests=False)
        # A pattern may be about the beginning of a line.
        if words.patterns or words.search(text):
            found.met += _in_file(path, text, words, self.names, found.rough)


def merged(parts: Iterable[Found], files: WorkFiles) -> Found:
    """All parts as one, by path, with what was left out of `files`."""
    whole = Found()
    for part in parts:
        whole.take(part)
    whole.left_out.take(files.left_out)
    whole.met.sort(key=lambda each: (each.piece.path, each.piece.line))
    return whole


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
    said = " ".join(line[:_LONGEST_TEXT].split())
    if piece.kind == "marker":
        said = said[max(said.find(piece.word), 0) :]
    return _CLOSES.sub("", said)

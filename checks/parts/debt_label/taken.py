"""Debt label: the pieces of debt that a change brings, and those it repays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.parts.debt_label.first_look import worth_reading
from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.known_before import KnownBefore
from checks.parts.debt_label.pieces import Piece, Vocabulary
from checks.parts.debt_label.signs import marker_keys, signs_in
from snapshot.changed_file import ChangedFile
from snapshot.diff import hunks
from snapshot.reading_allowance import Allowance
from snapshot.side_reading import ReadLine, Side, read_side


@dataclass(frozen=True, slots=True)
class Search:
    """`taken` and `repaid` count as debt, `mentioned` does not. `unread` are the paths of files
    with lines that may bring debt and were too much to be read by language; `is_thorough` is False
    when there was more to read than can be.
    """

    taken: tuple[Piece, ...] = ()
    repaid: tuple[Piece, ...] = ()
    mentioned: tuple[Piece, ...] = ()
    unread: tuple[str, ...] = ()
    is_thorough: bool = True


def search(
    files: Sequence[ChangedFile],
    counted: Vocabulary,
    mentioned: Vocabulary,
    names: IssueNames,
) -> Search:
    """Pieces are in the order of the files and by line.

    A piece that the same change removes elsewhere, with the same words after it, only moved or
    stands on a line whose code changed; with more words after it, it was explained. It is not new.
    """
    allowance = Allowance()
    unread: dict[str, None] = {}
    candidates = tuple(worth_reading(files, counted))
    added = tuple(_on_side(candidates, "added", counted, names, allowance, unread))
    is_thorough = not allowance.ran_out
    removed = tuple(_on_side(candidates, "removed", counted, names, allowance, {}))
    elsewhere = _elsewhere(candidates, counted, removed)
    known = KnownBefore((*(piece.key for piece in removed), *elsewhere))
    taken = tuple(piece for piece in added if not known.takes(piece.key))
    repaid = tuple(piece for piece in removed if known.is_left(piece.key))
    return Search(
        taken=taken,
        repaid=repaid,
        mentioned=_mentioned(files, mentioned, names, allowance),
        unread=tuple(unread),
        is_thorough=is_thorough,
    )


def _on_side(
    candidates: Sequence[ChangedFile],
    side: Side,
    vocabulary: Vocabulary,
    names: IssueNames,
    allowance: Allowance,
    unread: dict[str, None],
) -> Iterator[Piece]:
    for file in candidates:
        path = file.previous_path or file.path if side == "removed" else file.path
        for lines in read_side(file, side, vocabulary, allowance):
            yield from signs_in(lines, path, vocabulary, names)
            if allowance.ran_out and any(_is_missed(line, vocabulary) for line in lines):
                unread[path] = None


def _is_missed(line: ReadLine, vocabulary: Vocabulary) -> bool:
    """Whether only a lexer could tell if the line brings debt, and none read it."""
    is_told = line.is_read or bool(line.comment)
    return line.is_changed and not is_told and vocabulary.search(line.text)


def _elsewhere(
    candidates: Sequence[ChangedFile], vocabulary: Vocabulary, removed: Sequence[Piece]
) -> Iterator[str]:
    """The keys of markers on removed lines where no comment was seen: in prose, in strings, or
    because there was too much to read.
    """
    seen = {(piece.path, piece.line) for piece in removed}
    for file in candidates:
        path = file.previous_path or file.path
        lines = (line for hunk in hunks(file.patch) for line in hunk.lines)
        for line in lines:
            if line.kind == "removed" and (path, line.number) not in seen:
                yield from marker_keys(line.text, vocabulary.marker)


def _mentioned(
    files: Sequence[ChangedFile], vocabulary: Vocabulary, names: IssueNames, allowance: Allowance
) -> tuple[Piece, ...]:
    """What is new of that which does not count; it has what the rest left of the allowance."""
    if vocabulary == Vocabulary():
        return ()
    candidates = tuple(worth_reading(files, vocabulary))
    added = tuple(_on_side(candidates, "added", vocabulary, names, allowance, {}))
    removed = _on_side(candidates, "removed", vocabulary, names, allowance, {}) if added else ()
    known = KnownBefore(piece.key for piece in removed)
    return tuple(piece for piece in added if not known.takes(piece.key))

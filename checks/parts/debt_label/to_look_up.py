"""Debt label: which issues of the repository have to be looked up, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.parts.debt_label.first_look import worth_reading
from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.pieces import Vocabulary
from snapshot.changed_file import ChangedFile, PatchLine
from snapshot.diff import hunks
from snapshot.generated import is_generated
from snapshot.lexers import has_no_comments
from snapshot.side_reading import LINES_BELOW

MOST_ISSUES = 30


def issues_to_look_up(
    files: Sequence[ChangedFile],
    texts: Sequence[str],
    vocabulary: Vocabulary,
    names: IssueNames,
) -> tuple[int, ...]:
    """The numbers that the added lines may name for their debt, or `texts` (description and
    declarations); at most MOST_ISSUES, sorted.

    No lexer tells comments apart here, so that some of them are named by nothing that is debt.
    """
    found = {number for text in texts for number in names.read(text, "").own}
    for file in worth_reading(files, vocabulary):
        if not _is_left_out(file.path):
            for note in _notes(file, vocabulary):
                found.update(names.read(note, file.path).own)
        if len(found) >= MOST_ISSUES:
            break
    return tuple(sorted(found)[:MOST_ISSUES])


def _is_left_out(path: str) -> bool:
    return has_no_comments(path) or is_generated(path)


def _notes(file: ChangedFile, vocabulary: Vocabulary) -> Iterator[str]:
    """What stands on and around each line that may bring debt."""
    for hunk in hunks(file.patch):
        lines: list[PatchLine] = [line for line in hunk.lines if line.kind != "removed"]
        for at, line in enumerate(lines):
            if line.kind == "added" and vocabulary.search(line.text):
                around = lines[max(at - 1, 0) : at + 1 + LINES_BELOW]
                yield "\n".join(each.text for each in around)

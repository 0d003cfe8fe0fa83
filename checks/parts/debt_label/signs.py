"""Debt label: the signs of debt in the lines of a hunk that were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.known_before import key_of
from checks.parts.debt_label.pieces import Kind, Piece, Vocabulary
from snapshot.side_reading import LINES_BELOW, ReadLine
from snapshot.skipped_tests import is_on_demand, skipped_tests
from snapshot.suppressions import suppressions

_LONGEST_WORD = 60
_LONGEST_LINE = 2_000
"""Of a line, where suppressions and skipped tests are looked for."""


def signs_in(
    lines: Sequence[ReadLine], path: str, vocabulary: Vocabulary, names: IssueNames
) -> Iterator[Piece]:
    """The pieces on the changed ones among `lines`, in order; those of one hunk's side."""
    for at, line in enumerate(lines):
        if line.is_changed and vocabulary.search(line.text):
            for kind, word, note, key in _on_line(lines, at, path, vocabulary):
                named = names.read(note, path)
                shown = note if kind == "marker" else line.text
                yield Piece(kind, word[:_LONGEST_WORD], path, line.number, shown, key, named)


def marker_keys(text: str, marker: re.Pattern[str]) -> Iterator[str]:
    """The key of each marker in a line, wherever in it they stand."""
    for match, _, end in _apart(text, marker):
        yield key_of(text[match.start() : end], len(match[0]))


def _on_line(
    lines: Sequence[ReadLine], at: int, path: str, vocabulary: Vocabulary
) -> Iterator[tuple[Kind, str, str, str]]:
    """Kind, word, note and key of each piece."""
    line = lines[at]
    below = _below(lines, at, vocabulary)
    for match, start, end in _apart(line.comment, vocabulary.marker):
        note = line.comment[start:end] + (f"\n{below}" if end == len(line.comment) else "")
        yield "marker", match[0], note, key_of(line.comment[match.start() : end], len(match[0]))
    for pattern in vocabulary.patterns:
        found = pattern.search(line.comment) or pattern.search(line.code)
        if found:
            key = " ".join((found[0], *line.text.split()))
            yield "pattern", found[0], f"{line.text}\n{below}", key
    above = _above(lines, at)[:_LONGEST_LINE]
    text, comment = line.text[:_LONGEST_LINE], line.comment[:_LONGEST_LINE]
    code, beside = line.code[:_LONGEST_LINE], f"{above}\n{text}\n{below}"
    if vocabulary.suppressions:
        next_lines = lines[at + 1 : at + 1 + LINES_BELOW]
        code_below = "\n".join(each.code[:_LONGEST_LINE] for each in next_lines)
        for each in suppressions(comment, code, path, above, code_below):
            if not (each.has_reason and vocabulary.reasons_suffice):
                yield "suppression", each.word, beside, " ".join(each.word.split())
    if vocabulary.skipped_tests and not is_on_demand(text):
        for word in skipped_tests(code, path, _enclosing(lines, at)):
            yield "skipped test", word, beside, " ".join(word.split())


def _apart(text: str, marker: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
    """Each marker, and from where to where the text is about it."""
    found = list(marker.finditer(text))
    starts = [0, *(match.start() for match in found[1:])]
    yield from zip(found, starts, [*starts[1:], len(text)], strict=False)


def _below(lines: Sequence[ReadLine], at: int, vocabulary: Vocabulary) -> str:
    """The changed comment lines right below, up to the next marker or gap."""
    texts = []
    for line in lines[at + 1 : at + 1 + LINES_BELOW]:
        if not line.comment or not line.is_changed or vocabulary.marker.search(line.comment):
            break
        texts.append(line.comment)
    return "\n".join(texts)


def _above(lines: Sequence[ReadLine], at: int) -> str:
    """The comment that has the line above to itself."""
    line = lines[at - 1] if at else None
    return line.comment if line and line.comment and not line.code.strip() else ""


def _enclosing(lines: Sequence[ReadLine], at: int) -> str:
    """The next line of code above that is indented less; "" where the hunk shows none."""
    depth = _indent(lines[at].text)
    above = (line for line in reversed(lines[:at]) if line.code.strip())
    return next((line.code for line in above if _indent(line.text) < depth), "")


def _indent(text: str) -> int:
    expanded = text.expandtabs(4)
    return len(expanded) - len(expanded.lstrip())

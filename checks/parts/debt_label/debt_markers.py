"""Debt label: the debt markers in added comments, and whether they name an issue."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from snapshot.changed_file import ChangedFile
from snapshot.comments import CommentLine, added_comments
from snapshot.diff import added_lines
from snapshot.marker_words import marker_pattern
from snapshot.patterns import compile_regex
from snapshot.reading_allowance import Allowance
from snapshot.side_reading import LINES_BELOW

_LONGEST_WORDS = 500
"""Characters of a line, from its marker on, that are compared with those of removed lines."""

_NUMBER = r"(?:^|[^\w&#/])(?:[\w.-]+/[\w.-]+)?#[1-9]\d{0,6}\b|\bGH-[1-9]\d{0,6}\b"
_SHOWS_COLOURS = (".css", ".scss", ".sass", ".less", ".styl", ".html", ".vue", ".svelte")
_COLOUR = re.compile(r"(?<![\w(/])#\d{6}\b")
_LINK = (
    r"https?://\S*(?:"
    r"/(?:issues?|pull|pulls|merge_requests|discussions|work_items|tickets?|bugs?|browse|tasks?)"
    r"/[\w.-]*\d"
    r"|[\w./-]*(?:bug|issue|ticket)[\w./-]*\?(?:\S*&)?(?:id|issue)=\d"
    r"|/[A-Z][A-Z0-9]+-\d)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A debt marker on an added comment line, and whether the comment names an issue for it."""

    word: str
    path: str
    line: int
    names_issue: bool


@dataclass(frozen=True, slots=True)
class Search:
    """The markers found; `is_thorough` is False when the change was too much to read every line by
    its language.
    """

    markers: tuple[Marker, ...]
    is_thorough: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What counts as a marker, and as naming an issue; compiled once for each judgement."""

    marker: re.Pattern[str]
    names_issue: Callable[[str], object]

    @classmethod
    def of(cls, words: Sequence[str], issue_keys: Sequence[str]) -> Vocabulary:
        """`words` and `issue_keys` are taken literally."""
        keys = rf"|\b(?:{'|'.join(issue_keys)})-[1-9]\d*\b" if issue_keys else ""
        return cls(marker_pattern(words), compile_regex(f"{_NUMBER}|{_LINK}{keys}").search)


def added_markers(files: Sequence[ChangedFile], vocabulary: Vocabulary) -> Search:
    """Every marker the files bring, in their order and by line.

    A marker that the same pull request removes elsewhere, with the same words after it, only moved
    or stands on a line whose code changed; with more words after it, it was explained. It is not
    new.
    """
    # Reading patches and comments costs far more than this first look.
    candidates = [file for file in files if vocabulary.marker.search(file.patch or "")]
    moved = Counter(
        _from_marker(line, vocabulary)
        for file in candidates
        for line in (file.patch or "").split("\n")
        if line.startswith("-")
    )
    moved.pop("", None)
    allowance = Allowance()
    markers = tuple(
        marker for file in candidates for marker in _in_file(file, vocabulary, moved, allowance)
    )
    return Search(markers, not allowance.ran_out)


def _in_file(
    file: ChangedFile, vocabulary: Vocabulary, moved: Counter[str], allowance: Allowance
) -> Iterator[Marker]:
    comments = added_comments(file, vocabulary.marker, allowance)
    marked = {c.line for c in comments if vocabulary.marker.search(c.text)}
    lines = {line.number: line.text for line in added_lines(file) if line.number in marked}
    for place, comment in enumerate(comments):
        if comment.line not in marked:
            continue
        known = _known(_from_marker(lines.get(comment.line, ""), vocabulary), moved)
        if known:
            moved[known] -= 1
            continue
        below = _continuation(comment, comments[place + 1 : place + 1 + LINES_BELOW], marked)
        for word, note in _notes(comment.text, below, vocabulary):
            if file.path.endswith(_SHOWS_COLOURS):
                note = _COLOUR.sub("", note)
            yield Marker(word, file.path, comment.line, bool(vocabulary.names_issue(note)))


def _from_marker(line: str, vocabulary: Vocabulary) -> str:
    """The line from its first marker on; "" without one."""
    match = vocabulary.marker.search(line)
    return line[match.start() : match.start() + _LONGEST_WORDS].strip() if match else ""


def _known(words: str, moved: Counter[str]) -> str:
    """The removed marker that `words` repeat, or continue after two words or more; "" if none."""
    if moved[words]:
        return words
    ends = [end for end in range(min(len(words), _LONGEST_WORDS)) if not words[end].isalnum()]
    begun = (words[:end] for end in reversed(ends) if moved[words[:end]])
    return next((old for old in begun if " " in old), "")


def _continuation(first: CommentLine, after: Sequence[CommentLine], marked: set[int]) -> str:
    """The comment text right below `first`, up to the next marker or gap."""
    texts = []
    for distance, comment in enumerate(after, start=1):
        if comment.line != first.line + distance or comment.line in marked:
            break
        texts.append(comment.text)
    return "\n".join(texts)


def _notes(text: str, below: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each marker of a comment line with the text that is about it."""
    found = list(vocabulary.marker.finditer(text))
    starts = [0, *(match.start() for match in found[1:])]
    ends = [*starts[1:], len(text)]
    for match, start, end in zip(found, starts, ends, strict=True):
        last = match is found[-1]
        yield match[0], text[start:end] + (f"\n{below}" if last else "")

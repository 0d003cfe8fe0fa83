"""Documents as the rows of the index, each of bounded length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from checks.engine.words import code, size, table
from postmortems.links import Links
from postmortems.tracking import Found
from snapshot.postmortem import Postmortem

Row = tuple[str, ...]
"""The cells of one document as Markdown, "" where it says nothing."""

_PORTION = 50_000
"""Bytes of the rows of one part."""
_MOST_LESSONS = 3
_HEADER = ("Date", "Postmortem", "Severity", "Impact", "Learned", "Actions")


def rows_of(
    documents: Sequence[Postmortem],
    found: Sequence[Found],
    still_open: frozenset[int],
    links: Links,
    label: str,
) -> list[Row]:
    """A row for each document, in their order; see `index.index_text`."""
    by_path = _by_path(found)
    return [
        _row(each, _actions(each, by_path.get(each.path, ()), still_open, links, label), links)
        for each in documents
    ]


def _row(document: Postmortem, actions: str, links: Links) -> Row:
    day = str(document.date.date) if document.date and document.date.date else ""
    lessons = [code(lesson, 140) for lesson in document.lessons[:_MOST_LESSONS]]
    return (
        day,
        links.file(document.path, code(document.title, 90)),
        code(document.severity, 20) if document.severity else "",
        code(document.impact, 160) if document.impact else "",
        "; ".join(lessons),
        actions,
    )


def _actions(
    document: Postmortem,
    actions: Sequence[Found],
    still_open: frozenset[int],
    links: Links,
    label: str,
) -> str:
    """`2 of 5 open`, which leads to their issues."""
    if not actions:
        return ""
    left = [each for each in actions if is_open(each, still_open)]
    if not left:
        return "all done"
    words = f"{len(left)} of {len(actions)} open"
    tracked = any(each.issue in still_open for each in left)
    name = document.path.rpartition("/")[2]
    return links.issues(f'is:open label:"{label}" "{name}"', words) if tracked else words


def is_open(found: Found, still_open: frozenset[int]) -> bool:
    """Whether an action is not done yet, as far as document and issues tell."""
    if found.action.is_done:
        return False
    return found.issue is None or found.issue in still_open


def _by_path(found: Iterable[Found]) -> dict[str, list[Found]]:
    by_path: dict[str, list[Found]] = {}
    for each in found:
        by_path.setdefault(each.document.path, []).append(each)
    return by_path


def portions(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows in their order, in parts that a comment can hold."""
    portion: list[Row] = []
    used = 0
    for row in rows:
        length = sum(size(cell) + 4 for cell in row)
        if portion and used + length > _PORTION:
            yield portion
            portion, used = [], 0
        portion.append(row)
        used += length
    if portion:
        yield portion


def index_table(rows: Sequence[Row]) -> str:
    """With the columns that say something of these rows."""
    used = [n for n in range(len(_HEADER)) if n == 1 or any(row[n] for row in rows)]
    return table([_HEADER[n] for n in used], [[row[n] for n in used] for row in rows])

"""The index of learnings: every postmortem with impact, lessons and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checks.engine.words import code, code_path, cut, listing, plural
from postmortems.facts import PostmortemFacts
from postmortems.index_rows import index_table, is_open, portions, rows_of
from postmortems.links import Links
from postmortems.markers import DueMark, IndexMark
from postmortems.tracking import Found
from snapshot.postmortem import Postmortem

TITLE = "Postmortems and what we learned"
LONGEST_BODY = 60_000
_MOST_UNREAD = 20
_MOST_WAITED = 20
_COMMIT_LINE = "Written anew from commit "


@dataclass(frozen=True, slots=True)
class IndexText:
    """`body` is the issue's text, `parts` those of the comments that go on with it, in order. Each
    begins with its marker.
    """

    title: str
    body: str
    parts: tuple[str, ...] = ()


def index_text(
    facts: PostmortemFacts,
    found: Sequence[Found],
    still_open: frozenset[int],
    label: str,
    waited: Sequence[DueMark] = (),
) -> IndexText:
    """The newest first. `found` are the actions with their issues, `still_open` the numbers of
    those of our issues that are open, `label` the one they carry. `waited` are the postmortems that
    are still to be written.
    """
    links = Links.of(facts.repository)
    ordered = sorted(facts.documents, key=_newest_first)
    first, *rest = list(portions(rows_of(ordered, found, still_open, links, label))) or [[]]
    left = sum(is_open(each, still_open) for each in found)
    head = IndexMark(since=facts.since, formerly=facts.former_names).line
    blocks = [f"{head}\n{_counted(ordered, left)}", *_waited(waited), *_unread(facts.unread)]
    if first:
        blocks.append(index_table(first))
    if rest:
        blocks.append(f"**The index goes on in {plural(len(rest), 'comment')} below.**")
    blocks.append(_about(facts, links))
    parts = tuple(_part(n, len(rest) + 1, part) for n, part in enumerate(rest, start=2))
    return IndexText(TITLE, cut("\n\n".join(blocks), LONGEST_BODY), parts)


def obsolete_part(part: int) -> str:
    """What a comment says that the index has become too short for."""
    return f"{IndexMark(part).line}\nThe index ends before this part now."


def says_the_same(standing: str, wished: str) -> bool:
    """Whether two texts differ in nothing but the commit they were written from."""
    return _without_commit(standing) == _without_commit(wished)


def _newest_first(document: Postmortem) -> tuple[int, str]:
    day = document.date.date if document.date and document.date.date else date.min
    return -day.toordinal(), document.path


def _part(number: int, of: int, rows: Sequence[tuple[str, ...]]) -> str:
    head = f"{IndexMark(number).line}\n**Part {number} of {of}**"
    return cut(f"{head}\n\n{index_table(rows)}", LONGEST_BODY)


def _counted(documents: Sequence[Postmortem], left: int) -> str:
    if not documents:
        return "No postmortems yet. The first one will be listed here, with what was learned."
    open_ones = f"{plural(left, 'action')} still open" if left else "no action is open"
    return f"{plural(len(documents), 'postmortem')}, {open_ones}."


def _waited(waited: Sequence[DueMark]) -> Iterator[str]:
    if waited:
        ordered = sorted(waited, key=lambda mark: (mark.due, mark.incident))
        shown = listing([f"#{mark.incident} by {mark.due}" for mark in ordered], _MOST_WAITED)
        yield f"**Still to be written:** {shown}."


def _unread(paths: Sequence[str]) -> Iterator[str]:
    if paths:
        shown = listing([code_path(path, 60) for path in paths], _MOST_UNREAD)
        yield (
            f"Not read, because {'it is a link, not' if len(paths) == 1 else 'they are links, not'}"
            f" text, or too long: {shown}."
        )


def _about(facts: PostmortemFacts, links: Links) -> str:
    return (
        "---\n\n"
        f"Plumbline keeps this issue up to date with the postmortems on "
        f"{code(facts.repository.default_branch)}; what is changed here by hand is overwritten. "
        "Close the issue to stop that, reopen it to go on.\n\n"
        f"{_COMMIT_LINE}{links.commit(facts.head_oid)}."
    )


def _without_commit(text: str) -> str:
    lines = text.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines if not line.startswith(_COMMIT_LINE))

"""The log as an issue of ours: its title, its text, and comments where one text cannot hold it.

Nothing in it depends on when it is written, except the line that names the commit: that line alone
is no reason to write (`says_the_same`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from checks.engine.words import code, code_path, cut, plural
from decisions.log import DecisionLog, LogEntry
from decisions.portions import portions
from decisions.sections import counted, sections_of
from decisions.tables import Places, log_table

LONGEST_BODY = 60_000
"""Bytes: GitHub's limit is 65,536 characters."""

_UNREAD_SHOWN = 20
_COMMIT_LINE = "Written anew from commit "
_MARKER = re.compile(
    r"<!-- plumbline:decisions (?P<family>[^ ]+)(?: part (?P<part>[0-9]{1,4}))? -->[ \t\r]*(?:\n|$)"
)


@dataclass(frozen=True, slots=True)
class LogText:
    """`body` is the issue's text, `parts` those of the comments that go on with it, in order. Each
    begins with its marker.
    """

    title: str
    body: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """Which family's log a text belongs to; `part` is 1 for the issue, from 2 on for comments."""

    family: str
    part: int = 1


def mark_of(text: str) -> Mark | None:
    """What the marker in the first line of a text says; None for any other text."""
    found = _MARKER.match(text)
    return Mark(found["family"], int(found["part"] or 1)) if found else None


def says_the_same(standing: str, wished: str) -> bool:
    """Whether two texts differ in nothing but the commit they were written from."""
    return _without_commit(standing) == _without_commit(wished)


def title_of(family: str) -> str:
    """What the issue of a family is called when it is opened; people may call it otherwise."""
    return "Decision log" if family == "adr" else f"Decision log: {family}"


def log_text(log: DecisionLog, family: str, searched_to: datetime | None = None) -> LogText:
    """The texts of the log of one family.

    `searched_to` is given while older merged pull requests have not been read yet.
    """
    places = Places.of(log)
    ordered = [entry for section in sections_of(log.entries) for entry in section.entries]
    first, *rest = portions(ordered, places)
    head = f"<!-- plumbline:decisions {family} -->"
    blocks = [f"{head}\n{counted(log.entries)}", *_notes(log, searched_to), *_tables(first, places)]
    if rest:
        more = plural(len(rest), "comment")
        blocks.append(f"**The log goes on in {more} below.**")
    blocks.append(_about(log))
    parts = (
        _part(number, len(rest) + 1, family, entries, places)
        for number, entries in enumerate(rest, start=2)
    )
    return LogText(title_of(family), cut("\n\n".join(blocks), LONGEST_BODY), tuple(parts))


def obsolete_part(family: str, part: int) -> str:
    """What a comment says that the log has become too short for."""
    return f"{_part_marker(family, part)}\nThe log ends before this part now."


def _part(number: int, of: int, family: str, entries: tuple[LogEntry, ...], places: Places) -> str:
    head = f"{_part_marker(family, number)}\n**Part {number} of {of}**"
    return cut("\n\n".join([head, *_tables(entries, places)]), LONGEST_BODY)


def _part_marker(family: str, part: int) -> str:
    return f"<!-- plumbline:decisions {family} part {part} -->"


def _notes(log: DecisionLog, searched_to: datetime | None) -> list[str]:
    notes = []
    if searched_to:
        notes.append(
            f"Pull requests merged before {searched_to:%Y-%m-%d} have not been searched yet; "
            "they are being read and will be added."
        )
    if log.unread:
        shown = ", ".join(code_path(path, 60) for path in log.unread[:_UNREAD_SHOWN])
        more = len(log.unread) - _UNREAD_SHOWN
        notes.append(
            f"Not readable as text: {shown}" + (f" and {more:,} more." if more > 0 else ".")
        )
    return notes


def _tables(entries: tuple[LogEntry, ...], places: Places) -> list[str]:
    blocks = []
    for section in sections_of(entries):
        rows = log_table(section.entries, places)
        if section.is_retired:
            summary = f"<summary><b>{section.title}</b> ({len(section.entries):,})</summary>"
            blocks += [f"<details>\n{summary}\n\n{rows}\n\n</details>"]
        else:
            blocks += [f"### {section.title}", rows]
    return blocks


def _about(log: DecisionLog) -> str:
    url = log.repository.url
    short = log.commit_oid[:10]
    commit = f"[{code(short)}]({url}/commit/{log.commit_oid})" if url else code(short)
    return (
        "---\n\n"
        "A merged pull request counts as carrying a decision out when its title, description, "
        "branch or merge message cites the record, unless it changes records alone.\n\n"
        f"Plumbline keeps this issue up to date with the records on {code(log.branch)}; what is "
        "changed here by hand is overwritten. Close the issue to stop that, reopen it to go on."
        "\n\n"
        f"{_COMMIT_LINE}{commit}."
    )


def _without_commit(text: str) -> str:
    lines = text.replace("\r\n", "\n").strip().split("\n")
    return "\n".join(line.rstrip() for line in lines if not line.startswith(_COMMIT_LINE))

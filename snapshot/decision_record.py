"""A decision record as a value: number, title and status, whatever dialect it is written in.

Markdown, reStructuredText and AsciiDoc, with or without front matter. Never raises: what a record
does not say is None or "", and what is not understood is `unknown` with its raw text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from snapshot.document_lines import is_underline, visible_lines
from snapshot.record import Record
from snapshot.record_names import (
    is_record_path,
    next_file_name,
    next_number,
    number_in,
    record_name,
)
from snapshot.record_status import Status, normal_status, plain
from snapshot.status_notations import status_note

__all__ = [
    "Record",
    "Status",
    "is_record_path",
    "next_file_name",
    "next_number",
    "number_in",
    "read_record",
]

LONGEST_RECORD = 300_000
"""Characters that are read; what follows is ignored."""

_ATX = re.compile(r" {0,3}#[ \t]+(?P<text>.*?)[ \t]*#*")
_ASCIIDOC_TITLE = re.compile(r"=[ \t]+(?P<text>.+)")
_FRONT_TITLE = re.compile(r"title:[ \t]*(?P<text>.+)", re.IGNORECASE)
_FAMILY = r"(?:m?adr|rfc|oep|architectur\w{1,5} decision(?: record)?|decision(?: record)?)s?"
_TITLE_PREFIX = re.compile(
    rf"\[?{_FAMILY}(?:[-_ #]{{0,2}}(?:[A-Za-z]{{1,15}}[-_])?(?:\d{{1,8}}|[nx]{{1,6}}))?\]?\s*"
    r"(?:[:.–—|]|-(?=\s))\s*"
    rf"|\[?{_FAMILY}[-_ #]{{0,2}}(?:\d{{1,8}}|[nx]{{2,6}})\]?\s+"
    r"|\[?\d{1,6}\]?\s*(?:[.:–—)|]|-(?=\s))\s*",
    re.IGNORECASE,
)


def read_record(path: str, text: str) -> Record:
    """Read the record at `path`; any text will do."""
    lines = visible_lines(
        text[:LONGEST_RECORD], asciidoc=path.lower().endswith((".adoc", ".asciidoc"))
    )
    number = number_in(path)
    title = _title(lines, number) or _title_of_file(path)
    note = status_note(lines)
    if note is None:
        return Record(path, number, title, None)
    return Record(
        path, number, title, normal_status(note.raw), plain(note.raw), note.line, note.remarks
    )


def _title(lines: Sequence[str], number: int | None) -> str:
    """The first heading of the highest level, else the title in the front matter; "" without."""
    body = _end_of_front_matter(lines)
    for at in range(body, len(lines)):
        if found := _heading(lines, at):
            return _cleaned(found, number)
    for line in lines[:body]:
        if match := _FRONT_TITLE.fullmatch(line):
            return _cleaned(match["text"].strip(" \"'"), number)
    return ""


def _heading(lines: Sequence[str], at: int) -> str:
    """The text of a first-level heading at `at`: `# …`, `= …`, or underlined; "" if none is."""
    match = _ATX.fullmatch(lines[at]) or _ASCIIDOC_TITLE.fullmatch(lines[at])
    if match:
        return str(match["text"])
    following = lines[at + 1] if at + 1 < len(lines) else ""
    line = lines[at].strip()
    is_text = bool(line) and line[0] not in "-*|>:." and not is_underline(line)
    return line if is_text and is_underline(following) and _first_level(following) else ""


def _first_level(underline: str) -> bool:
    """`-` below a text is a second-level heading in Markdown, and the end of front matter."""
    return underline[0] in "=*#~^"


def _end_of_front_matter(lines: Sequence[str]) -> int:
    """The position after the front matter; 0 when there is none or it does not end."""
    if not lines or lines[0].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:200], start=1):
        if line.rstrip() in ("---", "..."):
            return at + 1
    return 0


def _cleaned(title: str, number: int | None) -> str:
    """`title` without markup and without the record's number in front of it."""
    text = plain(title)
    shorter = _TITLE_PREFIX.sub("", text, count=1) if _TITLE_PREFIX.match(text) else text
    if shorter == text and number is not None:
        shorter = re.sub(rf"^0*{number}\s+", "", text)
    return (shorter or text).strip(" :-–—")


def _title_of_file(path: str) -> str:
    """`docs/adr/0012-use-postgres.md` in words: "use postgres"."""
    name = record_name(path)
    *folders, file_name = path.split("/")
    stem = file_name.rpartition(".")[0] or file_name
    if stem.lower() in ("readme", "index", "_index") and folders:
        stem = folders[-1]
    words = stem.removeprefix(name.prefix).removeprefix(name.date)
    words = words.lstrip("-_").removeprefix(name.digits)
    return " ".join(re.split(r"[-_ ]+", words)).strip() or stem

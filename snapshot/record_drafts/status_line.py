"""Gives a text another status, in the place, notation and spelling of the one it has."""

from __future__ import annotations

import re
from dataclasses import dataclass

from snapshot.document import Document, read_document
from snapshot.record_labels import normal_name
from snapshot.record_status import normal_status, plain
from snapshot.status_notations import StatusNote, status_note

_KEYS = ("status", "adr-status", "decision-status", "state")
_KEY = re.compile(r"(?P<key>\s*[\"']?[\w .-]+[\"']?\s*[:=]\s*).*")
_EMPTY_LABEL = re.compile(
    r"(?P<label>\s*(?:[-*+]\s+)?[*_]{0,3}status[*_]{0,3}\s*:[*_]{0,3})\s*", re.IGNORECASE
)
_LABELLED = re.compile(
    r"\s*(?:[-*+]\s+)?[:*_]{0,3}(?:adr[-_ ])?status[*_]{0,3}\s*:[*_]{0,3}\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_WRAPPED = re.compile(r"(?P<mark>[*_`]{1,3})(?P<text>.+)(?P=mark)")
_DATED = re.compile(r"(?P<status>[*_`]{0,3}[A-Za-z]+[*_`]{0,3})(?P<day>\W+\d{4}-\d\d-\d\d\W*)")
_KEPT = re.compile(r"\W*(?:[A-Za-z][A-Za-z ]{1,30}:|\|)")
_RELATION = re.compile(r"\W*(?:supersede|replace|amend|obsolete)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StatusPlaces:
    """Where a text states its status: `front` is the position of a line of its front matter."""

    front: int | None
    note: StatusNote | None


def status_places(document: Document) -> StatusPlaces:
    entry = next(iter(document.front.below(*_KEYS)), None)
    note = status_note(document.lines, document.front.end)
    return StatusPlaces(entry.line - 1 if entry else None, note)


def restated(
    path: str, text: str, status: str, in_front: str | None = None, *, is_new: bool = True
) -> str:
    """`text` with `status` for its own. `in_front` is what front matter is to say, when that
    differs. A new record loses the lines below the status that told of other records.
    """
    document = read_document(path, text)
    places = status_places(document)
    lines = text.split("\n")
    if places.front is not None:
        _in_front_matter(lines, places.front, status if in_front is None else in_front)
    if places.note is not None:
        _in_line(lines, places.note.line - 1, places.note.raw, status)
        _where_repeated(document, lines, places.note, status)
        for line, said in sorted(places.note.more if is_new else (), reverse=True):
            if _RELATION.match(said) or not _KEPT.match(said):
                del lines[line - 1]
    elif places.front is None:
        _where_none_is(document, lines, status)
    return "\n".join(lines)


def spelled_like(raw: str, status: str) -> str:
    """`status` with the emphasis and the case of `raw`."""
    if dated := _DATED.fullmatch(raw.strip()):
        return spelled_like(dated["status"], status) + dated["day"]
    if wrapped := _WRAPPED.fullmatch(raw.strip()):
        if "`" in status:  # RST nests no markup
            return status
        return f"{wrapped['mark']}{spelled_like(wrapped['text'], status)}{wrapped['mark']}"
    word = re.search(r"[^\W\d_]+", plain(raw))
    is_status = normal_status(raw) not in (None, "unknown")
    if word is None or not is_status:
        return status
    if word[0].islower():
        return status[:1].lower() + status[1:]
    is_loud = word[0].isupper() and len(word[0]) > 1 and "](" not in status
    return status.upper() if is_loud else status


def _in_front_matter(lines: list[str], at: int, status: str) -> None:
    if match := _KEY.fullmatch(lines[at]):
        old = lines[at][match.end("key") :].strip().strip("\"'")
        value = spelled_like(old, status)
        is_plain = re.fullmatch(r"[A-Za-z][\w ./-]*", value)
        lines[at] = match["key"] + (value if is_plain else f'"{value}"')


def _in_line(lines: list[str], at: int, raw: str, status: str) -> None:
    before, found, after = lines[at].rpartition(raw)
    if found:
        value = spelled_like(raw, status)
        if "|" in after:
            value = value.replace("|", "\\|").ljust(len(raw))
            room = len(after) - len(after.lstrip()) - 1
            after = after[max(min(room, len(value) - len(raw)), 0) :]
        lines[at] = before + value + after


def _where_repeated(document: Document, lines: list[str], note: StatusNote, status: str) -> None:
    """AsciiDoc attribute and bullet: both stand above the first section, and say the same."""
    end = document.headings[1].at if len(document.headings) > 1 else len(document.lines)
    for at in range(document.front.end, end):
        match = _LABELLED.fullmatch(document.lines[at])
        if match and at != note.line - 1:
            _in_line(lines, at, match["value"], status)


def _where_none_is(document: Document, lines: list[str], status: str) -> None:
    """Below an empty heading, behind an empty label, else on a line of its own below the title."""
    for heading in document.headings:
        if normal_name(heading.text) == "status":
            lines[heading.body : heading.body] = ["", status]
            return
    for at, line in enumerate(document.lines):
        if match := _EMPTY_LABEL.fullmatch(line):
            lines[at] = f"{match['label']} {status}"
            return
    at = document.headings[0].body if document.headings else document.front.end
    lines[at:at] = ["", f"Status: {status}", *([""] if lines[at : at + 1] != [""] else [])]

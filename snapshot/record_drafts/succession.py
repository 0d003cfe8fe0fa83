"""Both sides of a supersession: what the new record says of the old one, and the reverse."""

from __future__ import annotations

import re
from collections.abc import Sequence
from posixpath import dirname, relpath

from snapshot.decision_record import read_record
from snapshot.document import read_document
from snapshot.record_drafts.draft import Text
from snapshot.record_drafts.status_line import restated, status_places
from snapshot.record_drafts.title_line import lead_of, scalar
from snapshot.record_names import record_name
from snapshot.record_status import normal_status

_STATUS = re.compile(r"status", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Za-z]+[ _-])?status", re.IGNORECASE)
_LIST_TABLE = re.compile(r"\s*\*\s+-\s+.*status.*", re.IGNORECASE)


def link(origin: str, to: Text) -> str:
    """A link from the file at `origin` to the record `to`, in the markup of `origin`."""
    record = read_record(to.path, to.text)
    digits = record_name(to.path).digits
    lead = lead_of(to.path, to.text) or (f"{int(digits)}. " if digits else "")
    words = re.sub(r"[\[\]<>`|\\]", "", lead + record.title)
    href = relpath(to.path, dirname(origin) or ".").replace(" ", "%20")
    if origin.endswith(".rst"):
        return f"`{words} <{href}>`__"
    return (
        f"link:{href}[{words}]" if origin.endswith((".adoc", ".asciidoc")) else f"[{words}]({href})"
    )


def superseding(path: str, text: str, old: Sequence[Text]) -> str:
    """`text` of the record at `path` with a line for each of `old` that it supersedes, next to its
    status and in the same notation.
    """
    document = read_document(path, text)
    places = status_places(document)
    lines = text.split("\n")
    if places.note is not None:
        at = places.note.line - 1
        added = [_beside(lines, at, link(path, each)) for each in old]
        lines[at + 1 : at + 1] = [line for each in added for line in each]
    elif places.front is not None:
        values = [link(path, each) for each in old]
        end = "\n".join(_front_list(values))
        lines[places.front + 1 : places.front + 1] = end.split("\n")
    return "\n".join(lines)


def superseded(old: Text, new: Text) -> str | None:
    """The text of `old` with a status that leads to `new`; None where that cannot be written."""
    words = f"Superseded by {link(old.path, new)}"
    document = read_document(old.path, old.text)
    has_note = status_places(document).note is not None
    text = restated(
        old.path, old.text, words, in_front="Superseded" if has_note else words, is_new=False
    )
    record = read_record(old.path, text)
    before = len(read_record(old.path, old.text).related("superseded_by"))
    if record.status != "superseded" or len(record.related("superseded_by")) < max(before, 1):
        return None
    return text


def _beside(lines: Sequence[str], at: int, words: str) -> list[str]:
    """A line like the one that states the status: a bullet, a row, a label, else a paragraph."""
    line = lines[at]
    if at and _LIST_TABLE.fullmatch(lines[at - 1]):
        indent = line[: line.index("-")]
        return [_STATUS.sub("Supersedes", lines[at - 1], count=1), f"{indent}- {words}"]
    match = _STATUS.search(line)
    if match is None or normal_status(line) not in (None, "unknown"):
        return ["", f"Supersedes {words}"]
    name = match[0]
    label = "supersedes" if name.islower() else "Supersedes"
    if "|" in line:
        cell = re.match(r"(\W*\w[\w ]*?\W*?\|)", line)
        if cell:
            named = re.sub(rf"{name} *", lambda m: label.ljust(len(m[0])), cell[1], count=1)
            named = named if named.endswith(" |") else f"{named[:-1]} |"
            return [f"{named} {words.replace('|', '')} |"]
    edge = re.match(r"\s*(?:[-*+]\s+)?[:*_`]{0,3}[\w -]*?[*_`]{0,3}\s*:[*_`]{0,3}", line)
    if edge is None or line.lstrip().startswith("#"):
        return ["", f"Supersedes {words}"]
    own = f"{_NAME.sub(label, edge[0], count=1).rstrip()} {words}"
    is_item = re.match(r"\s*[-*+]\s", line) or line.startswith(":")
    is_followed = at + 1 < len(lines) and bool(lines[at + 1].strip())
    return [own] if is_item or is_followed else ["", own]


def _front_list(values: Sequence[str]) -> list[str]:
    if len(values) == 1:
        return [f"supersedes: {scalar(values[0])}"]
    return ["supersedes:", *(f"  - {scalar(value)}" for value in values)]

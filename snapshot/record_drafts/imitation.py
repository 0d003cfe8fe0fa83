"""A new record in the notation of an older one: its form without its content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from snapshot.decision_record import CONSULTED, DECIDERS, INFORMED
from snapshot.document import Document, Heading, read_document
from snapshot.document_lines import is_underline
from snapshot.record_drafts.date_lines import dated_lines, redated
from snapshot.record_drafts.draft import Draft, Text
from snapshot.record_drafts.headings import kept_headings, prompt, raw_heading
from snapshot.record_drafts.status_line import restated, status_places
from snapshot.record_drafts.title_line import lead_of, numbered, retitled
from snapshot.record_labels import normal_name
from snapshot.record_names import number_in
from snapshot.table_rows import cells, is_delimiter_row

FEWEST_SECTIONS = 2
"""Sections without which a record is no model for others."""

_FRAME = re.compile(r"[|:\-+= \t>]*")
_LABEL = re.compile(
    r"(?P<label>\s*(?:[-*+]\s+)?[:*_`]{0,3}(?P<name>[A-Za-z][\w -]{1,30})[*_`]{0,3}:[*_`]{0,3})"
    r"(?:\s.*|)"
)
_KEY = re.compile(r"(?P<key>[\"']?(?P<name>[A-Za-z][\w.-]*)[\"']?\s*[:=]).*")
_NUMBERED_KEYS = frozenset({"number", "id", "adr", "sidebar_position", "nav_order", "weight"})
_PEOPLE = frozenset({*DECIDERS, *CONSULTED, *INFORMED, "author", "authors", "owner", "owners"})
_RELATION = re.compile(r"(?:supersede|supercede|replace|amend|obsolete)", re.IGNORECASE)


def imitated(draft: Draft, model: Text, others: Sequence[Text]) -> str | None:
    """The text of a record as `model` is written; what `others` have in common with it is form.
    None when `model` has too few sections to be one.
    """
    document = read_document(model.path, model.text)
    lines = model.text.split("\n")
    kept = kept_headings(document, others)
    if len(kept) < FEWEST_SECTIONS:
        return None
    stays = _stated(document, model)
    made = _without_bare_frames(_header(document, lines, stays, draft, others))
    for heading in kept:
        made += [
            "",
            *raw_heading(lines, heading),
            "",
            *_body(document, lines, heading, stays, draft),
        ]
    text = _tidy(made)
    text = restated(model.path, text, draft.status)
    text = redated(model.path, text, draft.day)
    return retitled(
        model.path, text, draft.title, numbered(lead_of(model.path, model.text), draft.path)
    )


def _stated(document: Document, model: Text) -> set[int]:
    """The positions of the lines that state status and date: they stay until they are replaced."""
    places = status_places(document)
    positions = {at for at, _ in dated_lines(model.path, model.text)}
    if places.front is not None:
        positions.add(places.front)
    if places.note is not None:
        positions.add(places.note.line - 1)
    return positions


def _header(
    document: Document, lines: Sequence[str], stays: set[int], draft: Draft, others: Sequence[Text]
) -> Iterator[str]:
    """What stands above the first section: names without values, and what a neighbour says too."""
    title = document.headings[0]
    end = document.headings[1].at
    if is_underline(lines[end - 1]) and document.headings[1].body > end + 1:
        end -= 1
    shared = _lines_of(others[:1])
    first = max(title.at - 1, 0) if title.at and is_underline(lines[title.at - 1]) else title.at
    for at in range(end):
        line = lines[at]
        if at in stays or first <= at < title.body or _FRAME.fullmatch(line):
            yield line
        elif at < document.front.end:
            yield from _key(line, line in shared, draft, document.path)
        else:
            yield from _named(lines, at, line in shared)


def _without_bare_frames(lines: Iterable[str]) -> list[str]:
    """`lines` without the delimiter rows of tables of which no other row is left."""
    kept: list[str] = []
    for line in lines:
        is_bare = "|" in line and "-" in line and is_delimiter_row(line)
        if not is_bare or (kept and "|" in kept[-1]):
            kept.append(line)
    return kept


def _key(line: str, is_shared: bool, draft: Draft, path: str) -> Iterator[str]:
    match = _KEY.fullmatch(line)
    if line.strip() in ("---", "+++") or (match and match["name"].lower() == "title"):
        yield line
    elif match and match["name"].lower() in _NUMBERED_KEYS:
        old, new = number_in(path), number_in(draft.path)
        if re.search(rf"\b0*{old}\b", line) and new is not None:
            yield re.sub(
                rf"\b(0*){old}\b", lambda m: str(new).zfill(len(m[0]) if m[1] else 1), line
            )
    elif is_shared and (match is None or match["name"].lower().replace("-", " ") not in _PEOPLE):
        yield line


def _named(lines: Sequence[str], at: int, is_shared: bool) -> Iterator[str]:
    """A label or a row with its value taken out; another line only when it is shared."""
    line = lines[at]
    label = _LABEL.fullmatch(line)
    row = cells(line) if "|" in line else []
    name = normal_name(row[0] if row else label["name"] if label else "")
    if name and _RELATION.match(name):
        return
    if is_shared and name not in _PEOPLE:
        yield line
    elif len(row) == 2:
        edge = line.index(row[0]) + len(row[0])
        bar = line.find("|", edge)
        end = line.rfind("|") if line.rstrip().endswith("|") else len(line)
        if bar >= 0:
            yield line[: bar + 1] + " " * max(end - bar - 1, 1) + line[end:]
    elif label and not label["name"].lower().startswith("http"):
        yield label["label"]


def _body(
    document: Document, lines: Sequence[str], heading: Heading, stays: set[int], draft: Draft
) -> Iterator[str]:
    """What a section is to say: the line of the status or of the date, else a question."""
    index = document.headings.index(heading)
    stated = [at for at in document.own_lines(index) if at in stays]
    if stated:
        for at in stated:
            yield from ("", lines[at]) if at != stated[0] else (lines[at],)
    elif normal_name(heading.text) == "status":
        yield draft.status
    else:
        yield prompt(document.path, heading.text)


def _lines_of(others: Sequence[Text]) -> set[str]:
    return {line for other in others for line in other.text.split("\n") if line.strip()}


def _tidy(lines: Sequence[str]) -> str:
    """`lines` with single blank lines between them, and one end of line at the end."""
    kept: list[str] = []
    for line in lines:
        if line.strip() or (kept and kept[-1].strip()):
            kept.append(line.rstrip())
    return "\n".join(kept).rstrip("\n") + "\n"

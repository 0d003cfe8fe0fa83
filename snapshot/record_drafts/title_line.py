"""Gives a text another title, in the place and form of the one it has."""

from __future__ import annotations

import re

from snapshot.decision_record import read_record
from snapshot.document import Document, Heading, read_document
from snapshot.document_lines import is_underline
from snapshot.record_names import number_in, record_name

_MARKS = re.compile(r"(?P<marks>\s{0,3}(?:#{1,6}|={1,6})\s*)?(?P<text>.*?)(?P<end>\s+#+)?\s*")
_LEAD = re.compile(r"[\w \t\[\]#.:,–—|()/-]{0,40}")
_PLACEHOLDER_LEAD = re.compile(
    r"(?P<before>\[?(?:[A-Za-z]{2,10}[-_ ]){0,2}(?:[A-Za-z]{2,10})??[-_ #]??)"
    r"(?P<number>NUMBER|[NnXx]{1,6}|[#?]{1,6}|\d{1,6}|\{[^{}]*\}|<[^<>]*>|\[[^\[\]]*\])"
    r"(?P<after>\]?(?:\s*[.:–—|]\s*|\s+-\s+|-\s+))(?=\S)"
)
_FRONT_TITLE = re.compile(r"(?P<key>[\"']?title[\"']?\s*[:=]\s*)(?P<value>.*)", re.IGNORECASE)


def lead_of(path: str, text: str) -> str:
    """What stands before the title of a record in its heading: `ADR-0012: `; "" for nothing."""
    record = read_record(path, text)
    document = read_document(path, text)
    heading = next((h for h in document.headings if h.at + 1 == record.title_line), None)
    if heading is None:
        return ""
    at = heading.text.find(record.title)
    lead = heading.text[: max(at, 0)]
    return lead if _LEAD.fullmatch(lead) else ""


def numbered(lead: str, path: str) -> str:
    """`lead` with the number of the record at `path`: `ADR-0013: `; "" where it has none."""
    digits = re.search(r"\d+", lead)
    if digits is None:
        return lead
    number = number_in(path)
    if number is None or record_name(path).date:
        return ""
    width = len(digits[0]) if digits[0].startswith("0") else 1
    return lead[: digits.start()] + str(number).zfill(width) + lead[digits.end() :]


def lead_of_template(path: str, text: str, new_path: str) -> str:
    """What a template wants before the title: `ADR-NNNN: ` with the number of the new record."""
    heading = _heading(read_document(path, text))
    match = _PLACEHOLDER_LEAD.match(heading.text) if heading else None
    if match is None:
        return ""
    width = len(match["number"]) if re.fullmatch(r"[NnXx#?]{2,}|0\d+", match["number"]) else 0
    digits = record_name(new_path).digits
    if not digits or record_name(new_path).date:
        return ""
    number = str(int(digits)).zfill(width) if width else digits
    if match["number"] == "NUMBER":
        number = str(int(digits))
    return f"{match['before']}{number}{match['after']}"


def retitled(path: str, text: str, title: str, lead: str) -> str:
    """`text` with `title` in place of its own, in the heading and in the front matter."""
    document = read_document(path, text)
    lines = text.split("\n")
    for at in range(1, max(document.front.end - 1, 0)):
        if match := _FRONT_TITLE.fullmatch(lines[at]):
            lines[at] = match["key"] + scalar(title, match["value"])
    heading = _heading(document)
    if heading is None:
        if not any(_FRONT_TITLE.fullmatch(line) for line in lines[: document.front.end]):
            lines[document.front.end : document.front.end] = [*_first(path, lead + title), ""]
        return "\n".join(lines)
    match = _MARKS.fullmatch(lines[heading.at])
    marks = (match["marks"] or "") if match else ""
    lines[heading.at] = f"{marks}{lead}{title}"
    for beside in (heading.at - 1, heading.at + 1):
        if 0 <= beside < len(lines) and not marks and is_underline(lines[beside]):
            lines[beside] = lines[beside][0] * max(len(lead + title), 3)
    return "\n".join(lines)


def scalar(value: str, example: str = "") -> str:
    """`value` as YAML, in quotes where it needs them or `example` has them."""
    is_plain = re.fullmatch(r"[A-Za-z0-9][\w ().,/-]*", value) and not re.fullmatch(
        r"(?:true|false|null|yes|no|on|off|[\d.e_-]+)", value, re.IGNORECASE
    )
    if is_plain and example[:1] not in "\"'":
        return value
    if is_plain and not example:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _heading(document: Document) -> Heading | None:
    """The heading of the title: the first one, when it is of the highest level there is."""
    if not document.headings:
        return None
    first = document.headings[0]
    level = min(heading.level for heading in document.headings)
    alone = sum(heading.level == level for heading in document.headings) == 1
    return first if first.level == level and (level == 1 or alone) else None


def _first(path: str, words: str) -> list[str]:
    if path.endswith(".rst"):
        return [words, "=" * len(words)]
    return [f"{'=' if path.endswith(('.adoc', '.asciidoc')) else '#'} {words}"]

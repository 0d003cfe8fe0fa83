"""The title of a record: its heading without number and markup, else what front matter, a row or
the file name say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from snapshot.document import Document, Heading
from snapshot.record_labels import Label, normal_name
from snapshot.record_names import record_name
from snapshot.record_status import plain

LONGEST_TITLE = 300
"""Characters of a title that are kept."""

NAMES = ("title", "subject", "decision title", "adr title")
"""The labels that give a title."""

_FAMILY = (
    r"(?:[a-z]?adr|(?:[a-z]{2,15} )?rfc|rfd|oep|kep|tep|dr|[a-z]{2,10}[-_ ]adr|adr[-_][a-z]{1,15}"
    r"|architectur\w{1,5} decision(?: record)?|decision(?: record)?|decision log)s?"
)
_PREFIX = re.compile(
    rf"\[?(?:proposal for )?{_FAMILY}"
    r"(?:[-_ #‑–]{0,3}(?:no\.? ?)?(?:[A-Za-z]{1,15}[-_])?(?:\d{1,8}(?:\.\d{1,3})?|[nxy#?]{1,6}))?"
    r"\]?\s*(?:[:.–—|]|-(?=\s))\s*"
    rf"|[\[(]?{_FAMILY}[-_ #‑–]{{0,3}}(?:\d{{1,8}}|[nx]{{2,6}})[\])]?\s*[-:.–—]?\s+"
    rf"|[\[(]?{_FAMILY}[-_ #]{{0,3}}\d{{3,8}}[-_](?=[A-Za-z])"
    r"|[\[(#]?\d{1,6}[\])]?\s*(?:[.:–—)|]|-(?=\s))\s*(?=\S)"
    r"|\d{3,4}[-_](?=[A-Za-z])",
    re.IGNORECASE,
)
_DATED_ID = re.compile(r"^\d{4}-\d\d-\d\d[ :-]+(ADR[- ]?\d+:)", re.IGNORECASE)
_NO_TITLE = re.compile(
    rf"(?:\[?{_FAMILY}\]?|(?:m?adr|rfc|decision)(?: record)?[-_ #]{{0,3}}\d{{0,8}}"
    r"|title|summary)[.:]?",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[{<][^{}<>]*[}>]|\[[^\[\]]*\b(?:title|name|problem|solution|decision)\b[^\[\]]*\]"
    r"|short title of .{0,80}",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")
_SECTIONS = frozenset(
    {"status", "context", "decision", "consequences", "date", "deciders", "background", "summary"}
    | {"context and problem statement", "problem", "problem statement", "motivation"}
    | {"changelog", "abstract", "overview", "decision drivers"}
    | {"considered options", "decision outcome", "issue", "references", "related decisions"}
    | {"introduction", "proposal", "description", "goals", "use cases", "history", "authors"}
    | {"consequence", "decisions", "alternatives", "options", "tags", "metadata"}
)
_WORD_AND_NUMBER = re.compile(r"[A-Z]{1,10}[-_ #]?(?P<digits>\d{1,6})\s*[:.–—-]\s+(?=\S)")
_NUMBER_ONLY = re.compile(r"(?P<digits>\d{1,6})\s+(?=\S)")
_PASSED_OVER = frozenset({"table of contents", "contents", "toc"})
_FOOTNOTE = re.compile(r"\[\^[^\]]{1,40}\]")
_ANCHOR = re.compile(r"\s*\{#[^{}]*\}\s*$|\[\[[^\[\]]*\]\]")


@dataclass(frozen=True, slots=True)
class Title:
    """`line` counts from 1; None for a title made of the file's name."""

    text: str
    line: int | None


def title_of(document: Document, number: int | None, labels: dict[str, Label]) -> Title:
    """The title of `document`, whose file name has `number`."""
    heading = _heading(document)
    own = cleaned(heading.text, number) if heading else ""
    says_nothing = not own or (heading is not None and _says_nothing(heading.text))
    if heading and heading.level == 1 and not says_nothing:
        return Title(own, heading.at + 1)
    for name in NAMES:
        if (label := labels.get(name)) and (said := cleaned(label.values[0], number)):
            return Title(said, label.line)
    following = _below(document, heading, number) if heading and says_nothing else None
    if following is not None:
        return following
    if heading and own and not _PLACEHOLDER.fullmatch(own):
        return Title(own, heading.at + 1)
    return Title(title_of_file(document.path), None)


def cleaned(title: str, number: int | None) -> str:
    """`title` without markup and without the record's number in front of it."""
    text = _FOOTNOTE.sub("", _ANCHOR.sub("", title[: 4 * LONGEST_TITLE]))
    text = plain(text, LONGEST_TITLE)
    shorter = _DATED_ID.sub(r"\1", text)
    if match := _PREFIX.match(shorter):
        shorter = shorter[match.end() :]
    if shorter == text and number is not None:
        shorter = _without_number(text, number)
    shorter = _BRACKETED.sub(r"\1", shorter) if _BRACKETED.fullmatch(shorter) else shorter
    return (shorter or text).strip(" :-–—") or text


def _without_number(text: str, number: int) -> str:
    """`12 Title` and `EP-12: Title` without what stands for the file's number 12; `11 Title` too,
    for titles are copied with the file before.
    """
    if (named := _WORD_AND_NUMBER.match(text)) and int(named["digits"]) == number:
        return text[named.end() :]
    plain_number = _NUMBER_ONLY.match(text)
    if plain_number is None:
        return text
    found = int(plain_number["digits"])
    is_copied = len(plain_number["digits"]) >= 2 and abs(found - number) <= 1
    is_title = text[plain_number.end()].isupper()
    return text[plain_number.end() :] if found == number or (is_copied and is_title) else text


def title_of_file(path: str) -> str:
    """`docs/adr/0012-use-postgres.md` in words: "use postgres"."""
    name = record_name(path)
    *folders, file_name = path.split("/")
    stem = file_name.rpartition(".")[0] or file_name
    if stem.lower() in ("readme", "index", "_index") and folders:
        stem = folders[-1]
    words = stem.removeprefix(name.prefix).removeprefix(name.date)
    words = words.lstrip("-_").removeprefix(name.digits)
    return " ".join(re.split(r"[-_ ]+", words)).strip() or stem


def _says_nothing(title: str) -> bool:
    text = plain(title).strip()
    return bool(_NO_TITLE.fullmatch(text) or _PLACEHOLDER.fullmatch(text))


def _heading(document: Document) -> Heading | None:
    """The first heading of the first level, else the first of all; but none that names a section,
    and none that comes only after sections.
    """
    first: Heading | None = None
    for heading in document.headings:
        name = normal_name(heading.text)
        if name in _PASSED_OVER:
            continue
        if name in _SECTIONS:
            break
        if heading.level == 1:
            return heading
        first = first or heading
    return first if first and first.level <= 3 else None


def _below(document: Document, heading: Heading, number: int | None) -> Title | None:
    """The heading right below one that only says "ADR 12"."""
    for index, each in enumerate(document.headings[:-1]):
        if each is heading:
            following = document.headings[index + 1]
            is_next = not any(document.lines[at].strip() for at in document.own_lines(index))
            if is_next and normal_name(following.text) not in _SECTIONS:
                return Title(cleaned(following.text, number), following.at + 1)
    return None

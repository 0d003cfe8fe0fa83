"""Reads a postmortem, in the forms teams really write them; any text is one.

Headings and labels make its sections. At most 300,000 characters are read; hostile Markdown costs
time in proportion to its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from snapshot.document import Document, read_document
from snapshot.postmortem import ActionItem, Postmortem, PostmortemSection
from snapshot.postmortem_actions import action_items
from snapshot.postmortem_issues import issues_named, qualified_issues_named
from snapshot.postmortem_names import section_kind
from snapshot.postmortem_sections import postmortem_sections
from snapshot.postmortem_words import first_words, lessons
from snapshot.record import DateNote
from snapshot.record_dates import parse_date
from snapshot.record_fillers import is_filler
from snapshot.record_labels import labels
from snapshot.record_names import record_name
from snapshot.record_status import plain
from snapshot.record_titles import title_of_file

_LONGEST_TITLE = 300
_MOST_PEOPLE = 60
_DATES = ("date", "incident date", "date of incident", "start date/time", "incident start", "when")
_LATER_DATES = ("start", "started", "start time", "occurred", "created", "published")
_SEVERITIES = ("severity", "priority", "sev", "incident severity", "severity level", "level")
_PEOPLE = ("author", "authors", "owner", "incident commander", "ic", "attendees", "participants")
_MORE_PEOPLE = ("responders", "written by", "created by", "reported by")
_PREFIX = re.compile(
    r"(?:blameless\s+)?(?:post[- ]?mortem|incident(?: report| review| postmortem)?|pir|rca)"
    r"\s*(?:\([^)]{0,30}\))?\s*(?:[:–—|]|-(?=\s))\s*(?=\S)",
    re.IGNORECASE,
)
_DATED = re.compile(r"(?:19|20)\d\d-\d\d-\d\d\s*[-–—:]+\s*(?=\S)")
_PERSON = re.compile(r"@(?P<login>[A-Za-z0-9][\w-]{0,38})|(?P<name>[A-Z][a-zäöüéèß]{2,20})\b")
_NO_PERSON = frozenset(
    {"Team", "The", "And", "Platform", "Engineering", "Infrastructure", "None", "Architecture"}
    | {
        "Operations",
        "Security",
        "Support",
        "Database",
        "Backend",
        "Frontend",
        "Incident",
        "Service",
    }
)
_SEV_IN_TEXT = re.compile(r"\b(?:SEV|Sev|P)[- ]?\d\b")


def read_postmortem(path: str, text: str) -> Postmortem:
    """Reads any text; `path` tells its markup, and a title where the text has none."""
    document = read_document(path, text)
    sections = postmortem_sections(document)
    title, title_line = _title(document)
    actions = action_items(document, sections)
    return Postmortem(
        path=path,
        title=title,
        title_line=title_line,
        date=_date(document, path, title, title_line),
        severity=_severity(document, title),
        sections=sections,
        actions=actions,
        impact=first_words(document, sections, "impact")
        or first_words(document, sections, "summary"),
        lessons=lessons(document, sections),
        people=_people(document, actions),
        issues=issues_named(document.lines),
        qualified_issues=qualified_issues_named(document.lines),
        is_template=not text.strip() or _is_template(sections),
    )


def _title(document: Document) -> tuple[str, int | None]:
    for heading in document.headings[:3]:
        text = plain(heading.text, _LONGEST_TITLE).strip(" :")
        if section_kind(text) is None and not is_filler(heading.text) and text:
            shorter = _DATED.sub("", _PREFIX.sub("", text, count=1), count=1)
            return shorter or text, heading.at + 1
    named = labels(document, ("title", "incident title", "incident"))
    for label in named.values():
        if said := plain(label.values[0], _LONGEST_TITLE):
            return said, label.line
    return title_of_file(document.path), None


def _date(document: Document, path: str, title: str, title_line: int | None) -> DateNote | None:
    """What a label says, else the title, else the file's name."""
    for names in (_DATES, _LATER_DATES):
        for label in labels(document, names).values():
            value = plain(label.values[0], 100)
            if found := parse_date(value):
                return DateNote(value, label.line, found)
            if any(character.isdigit() for character in value):
                return DateNote(value, label.line, None)
    if found := parse_date(title):
        return DateNote(title, title_line or 1, found)
    named = record_name(path).date
    return DateNote(named, 1, parse_date(named)) if named else None


def _severity(document: Document, title: str) -> str:
    for label in labels(document, _SEVERITIES).values():
        value = plain(label.values[0], 60)
        if value and "|" not in value and not is_filler(label.values[0]):
            return value
    found = _SEV_IN_TEXT.search(title)
    return found[0] if found else ""


def _people(document: Document, actions: Iterable[ActionItem]) -> tuple[str, ...]:
    """Logins and names of those who are named as authors and attendees, and logins of owners."""
    told = [value for names in (_PEOPLE, _MORE_PEOPLE) for value in _values(document, names)]
    found = dict.fromkeys(login for action in actions for login in action.logins)
    for text in told:
        for match in _PERSON.finditer(text[:500]):
            name = match["login"] or match["name"]
            if name not in _NO_PERSON:
                found[name] = None
    return tuple(found)[:_MOST_PEOPLE]


def _values(document: Document, names: Sequence[str]) -> Iterator[str]:
    for label in labels(document, names).values():
        yield from label.values[:20]


def _is_template(sections: Sequence[PostmortemSection]) -> bool:
    known = [section for section in sections if section.kind]
    return len(known) >= 2 and not any(section.is_filled for section in known)

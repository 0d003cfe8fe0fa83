"""What the sections of a postmortem say, as words to be shown elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from snapshot.document import Document
from snapshot.postmortem import PostmortemSection, SectionKind
from snapshot.record_fillers import is_filler
from snapshot.record_status import plain

_LONGEST_WORDS = 300
_MOST_LESSONS = 5
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+(?P<text>.*)")


def first_words(
    document: Document, sections: Sequence[PostmortemSection], kind: SectionKind
) -> str:
    """What is said first in the sections of a kind, "" for nothing."""
    for said in _said(document, sections, kind):
        return said
    return ""


def lessons(document: Document, sections: Sequence[PostmortemSection]) -> tuple[str, ...]:
    """What the sections of lessons say, each once; the first few."""
    found = list(dict.fromkeys(_said(document, sections, "lessons")))
    return tuple(found[:_MOST_LESSONS])


def _said(
    document: Document, sections: Sequence[PostmortemSection], kind: SectionKind
) -> Iterator[str]:
    """What stands in sections of a kind, line by line, in plain text; list items without mark.

    What a part of another kind says within them ("What went well" below "Lessons") is its own.
    """
    heads = {heading.at for heading in document.headings}
    others = [section for section in sections if section.kind not in (kind, None)]
    for section in sections:
        if section.kind != kind or not section.is_filled:
            continue
        inner = [other for other in others if section.line < other.line <= section.end_line]
        for at in range(section.line - 1, section.end_line):
            if at in heads or any(each.line - 1 <= at < each.end_line for each in inner):
                continue
            if said := _words(document.lines[at], is_label=at == section.line - 1):
                yield said


def _words(line: str, *, is_label: bool) -> str:
    """A line in plain text, "" for one that says nothing, and for rows of tables."""
    own = line.partition(":")[2] if is_label else line
    item = _ITEM.fullmatch(own)
    said = plain(item["text"] if item else own, _LONGEST_WORDS)
    return said if len(said) > 3 and "|" not in own and not is_filler(said) else ""

"""The sections of a record, and whether anything of the author's own stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from snapshot.document import Document
from snapshot.document_lines import is_underline
from snapshot.record import Section
from snapshot.record_fillers import is_filler
from snapshot.record_labels import normal_name
from snapshot.record_status import normal_status, plain

MOST_SECTIONS = 300
_LONGEST_STATUS_SECTION = 60

_PLAIN_PROSE = re.compile(r"[ \t]*(?:[-*+] |\d+[.)] )?[A-Za-z][^{}<>\[\]_*]{40,}")
_ENDS_A_PROMPT = "?"
_RST_COMMENT = re.compile(r"\.\.(?!\s*(?:[\w:+.-]+::|_|\[|\|)).*")
_RST_DIRECTIVE_LINE = re.compile(r"\.\. (?:_[^:]+:.*|contents::.*|toctree::.*)|:(?:local|depth):.*")

_OF_DECISIONS = re.compile(
    r"(?:\d+\.? )?(?:status|context(?: and problem statement)?|decisions?(?: outcome| drivers?)?"
    r"|(?:considered |other )?(?:options|alternatives)(?: considered)?|consequences?|rationale"
    r"|problem(?: statement)?|motivation|(?:detailed |proposed )?(?:design|proposal)|drawbacks"
    r"|rejected alternatives|rationale and alternatives|pros and cons of the options|abstract"
    r"|background|discussion|summary|implementation|prior art|unresolved questions(?: .{0,40})?)",
    re.IGNORECASE,
)


def sections(document: Document) -> tuple[Section, ...]:
    """All headings of `document` in their order."""
    headings = document.headings[:MOST_SECTIONS]
    filled = [False] * len(headings)
    open_headings: list[int] = []
    for index, heading in enumerate(headings):
        while open_headings and headings[open_headings[-1]].level >= heading.level:
            open_headings.pop()
        open_headings.append(index)
        if _says_a_status(document, index) or _is_filled(document, document.own_lines(index)):
            for each in open_headings:
                filled[each] = True
    return tuple(
        Section(plain(heading.text).strip(" :"), heading.at + 1, heading.level, filled[index])
        for index, heading in enumerate(headings)
    )


def _says_a_status(document: Document, index: int) -> bool:
    """ "Pending" and "TBD" are filled in, below "Status"."""
    if normal_name(document.headings[index].text) != "status":
        return False
    first = document.own_lines(index)[:_LONGEST_STATUS_SECTION]
    return any(normal_status(document.lines[at]) for at in first)


def _is_filled(document: Document, positions: range) -> bool:
    """True when a line among `positions` says something; code counts as said."""
    kept = []
    for at in positions:
        line = document.lines[at]
        if at in document.code:
            return True
        if _PLAIN_PROSE.match(line) and not line.rstrip().endswith(_ENDS_A_PROMPT):
            return True
        if line.strip():
            kept.append(line)
    return bool(kept) and not is_filler("\n".join(_without_marks(kept, document.path)))


def _without_marks(lines: Iterable[str], path: str) -> Iterable[str]:
    """`lines` without comments of reStructuredText and AsciiDoc, and without rules."""
    is_rst = path.lower().endswith(".rst")
    is_asciidoc = path.lower().endswith((".adoc", ".asciidoc"))
    in_comment = False
    for line in lines:
        text = line.strip()
        if in_comment and line[:1] in " \t":
            continue
        in_comment = is_rst and _RST_COMMENT.fullmatch(text) is not None
        if in_comment or is_underline(text) or (is_asciidoc and text.startswith("//")):
            continue
        if is_rst and _RST_DIRECTIVE_LINE.fullmatch(text):
            continue
        yield line


def names_of_decisions(found: Iterable[Section]) -> int:
    """How many different headings among `found` are ones that decisions have."""
    return sum(map(is_of_decisions, {section.title.lower() for section in found}))


def is_of_decisions(name: str) -> bool:
    """True for a heading that records of decisions have."""
    return _OF_DECISIONS.fullmatch(name) is not None

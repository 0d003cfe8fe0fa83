"""Whether a document is still the template, or a stub that says next to nothing."""

from __future__ import annotations

import re

from snapshot.document import Document
from snapshot.record import Section
from snapshot.record_fillers import is_filler, without_placeholders
from snapshot.record_labels import normal_name

FEWEST_WORDS = 5
"""Words of a record that is no stub, apart from headings and labels."""

_SAYS_LITTLE = frozenset(
    {"status", "date", "deciders", "title", "author", "authors", "decision makers", "tags"}
)
_PLACEHOLDER_TITLE = re.compile(
    r"[\[{<].*[\]}>]"
    r"|(?:short |the )?(?:decision |record |adr )?(?:title|name)(?: here| of .{0,60})?"
    r"|(?:m?adr|decision(?: record)?)?\s*template(?: .{0,40})?|short title of .{0,80}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]{2,}")
_LABELLED = re.compile(r"[ \t]*(?:[-*+] )?[*_]{0,3}[A-Za-z][\w -]{1,24}[*_]{0,3}:[*_]{0,3}")


def is_template(document: Document, raw_title: str, sections: tuple[Section, ...]) -> bool:
    """True when the title is still a placeholder, or sections there are, and none is filled while
    prompts stand in them.
    """
    asking = _PLACEHOLDER_TITLE.fullmatch(raw_title.strip(" #:*`")) is not None
    own = [each for each in sections if normal_name(each.title) not in _SAYS_LITTLE]
    below = own[1:] if own and own[0].level == 1 else own
    empty = [each for each in below if not each.is_filled]
    if asking:
        return len(empty) * 2 >= len(below)
    return len(below) >= 2 and len(empty) == len(below) and _has_prompts(document)


def is_stub(document: Document) -> bool:
    """True for fewer than FEWEST_WORDS words of the author's own and no link to follow."""
    headings = {heading.at for heading in document.headings}
    words = 0
    for at in range(document.front.end, len(document.lines)):
        line = document.lines[at]
        if at in document.code or "](" in line or "://" in line or "include::" in line:
            return False
        if not line or at in headings or _LABELLED.match(line) or is_filler(line):
            continue
        words += len(_WORD.findall(line))
        if words >= FEWEST_WORDS:
            return False
    return True


def _has_prompts(document: Document) -> bool:
    """True when a line is a placeholder or a known prompt and nothing else."""
    return any(
        line != without_placeholders(line) or (_WORD.search(line) and is_filler(line))
        for line in document.lines[document.front.end :]
        if line.strip()
    )

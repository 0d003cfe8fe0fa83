"""Whether a bare word speaks of decisions, or is a field of a template that nobody filled in."""

from __future__ import annotations

import re

from snapshot.citation import Citation
from snapshot.own_words import NOTHING
from snapshot.reference_context import Found

_FIELD = re.compile(
    r"[-*+\s|]*(?P<box>\[[ xX]?\]\s*)?[*_`\s]*(?P<label>[\w ,/()&'’-]{0,60}?)[*_`\s]*"
    rf"(?:[:?|]+[*_`\s]*(?P<value>{NOTHING})[*_`\s|.]*)?",
    re.IGNORECASE,
)
_LONGEST_LABEL = 5
_ABOUT_DECISIONS = re.compile(r"(?<![a-z])(?:adrs?|decisions?)(?![a-z])", re.IGNORECASE)


def speaks_of_decisions(words: str, found: Found) -> bool:
    """True unless the line is an unticked box, or a label with nothing behind it."""
    if not _is_about_decisions(found.citation):
        return False
    begins = words.rfind("\n", 0, found.start) + 1
    ends = words.find("\n", found.start)
    line = words[begins : ends if ends >= 0 else len(words)]
    match = _FIELD.fullmatch(line[:300])
    if re.match(r"[-*+\s]*\[ ?\]\s", line):
        return False
    if match is None or match["value"] is None:
        return True
    return len(match["label"].split()) > _LONGEST_LABEL


def _is_about_decisions(citation: Citation) -> bool:
    if citation.kind in ("mention", "number"):
        return citation.kind == "mention" or "adr" in citation.prefix.casefold()
    is_page = citation.kind == "url" and not citation.repository
    return not is_page and bool(_ABOUT_DECISIONS.search(citation.target))

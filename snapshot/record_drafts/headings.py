"""The sections of a new record: which ones its folder's records have, and what each asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from snapshot.document import Document, Heading, read_document
from snapshot.document_lines import is_underline
from snapshot.record_drafts.draft import Text
from snapshot.record_labels import normal_name
from snapshot.record_sections import is_of_decisions

_ASKED = (
    ("context", "What makes a decision necessary, and what has to be weighed?"),
    ("problem", "What makes a decision necessary, and what has to be weighed?"),
    ("driver", "What matters most in choosing?"),
    ("option", "What could be done instead, and what speaks for and against it?"),
    ("alternative", "What could be done instead, and what speaks for and against it?"),
    ("consequence", "What becomes easier, what becomes harder, and what follows from it?"),
    ("decision", "What will be done?"),
)
_OTHERWISE = "What belongs here?"


def prompt(path: str, name: str) -> str:
    """A question for the author to replace, in the signs that the reader takes for a placeholder.

    Braces would be code in MDX, which many build their sites with; brackets are in AsciiDoc.
    """
    lowered = name.lower()
    asked = next((words for part, words in _ASKED if part in lowered), _OTHERWISE)
    return f"{{{asked}}}" if path.endswith((".adoc", ".asciidoc")) else f"[{asked}]"


def kept_headings(document: Document, others: Sequence[Text]) -> list[Heading]:
    """The headings below the title that are form, not content: those of decisions, and those that
    at least half of `others` have as well.
    """
    below = document.headings[1:]
    if not below:
        return []
    level = min(heading.level for heading in below)
    shared = _shared(others)
    return [
        heading
        for heading in below
        if normal_name(heading.text) in shared
        or (heading.level == level and is_of_decisions(normal_name(heading.text)))
    ]


def raw_heading(lines: Sequence[str], heading: Heading) -> list[str]:
    """The lines of `heading`, with those that underline it."""
    above = heading.at - 1
    is_overlined = above >= 0 and is_underline(lines[above]) and heading.body > heading.at + 1
    return list(lines[above if is_overlined else heading.at : heading.body])


def _shared(others: Sequence[Text]) -> set[str]:
    counts: Counter[str] = Counter()
    for other in others:
        headings = read_document(other.path, other.text).headings[1:]
        counts.update({normal_name(heading.text) for heading in headings})
    return {name for name, count in counts.items() if count * 2 >= len(others)}

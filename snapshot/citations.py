"""How people refer to decision records in descriptions, titles and commit messages.

Found: paths and file names, addresses of files on GitHub and the like, `ADR-12`, `ADR 0012`,
`adr012`, `ADR#24`, `ADRs 12 and 13`, ids with other prefixes that are asked for, and the bare words
("as the ADR says") that locate nothing. Which record is meant, if any, only `RecordIndex` knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from snapshot.citation import Citation
from snapshot.citation_forms import URL, find_code, find_mentions, find_paths, find_urls
from snapshot.citation_numbers import USUAL_PREFIXES, Span, find_numbers
from snapshot.own_words import own_words

__all__ = ["MOST_CITATIONS", "USUAL_PREFIXES", "Citation", "cited", "located"]

MOST_CITATIONS = 100
"""In one text; what follows is ignored."""

_MOST_SPANS = 2_000
"""Of one form in one text; no person writes as many."""


def cited(text: str, prefixes: tuple[str, ...] = USUAL_PREFIXES) -> tuple[Citation, ...]:
    """All references in `text` (Markdown), each once, in the order they appear.

    `prefixes` are the words before a number that cite a record. What stands in HTML comments, code
    fences and block quotes is not the author's own word.
    """
    spans = located(own_words(text), prefixes)
    return tuple(dict.fromkeys(citation for _, _, citation in spans))[:MOST_CITATIONS]


def located(words: str, prefixes: tuple[str, ...] = USUAL_PREFIXES) -> tuple[Span, ...]:
    """All references in `words` (as `own_words` gives them) and where they stand, in order."""
    found: list[Span] = []
    urls = list(islice(find_urls(words), _MOST_SPANS))
    found += urls
    remaining = URL.sub(lambda url: " " * len(url[0]), words)
    # whatever else an address says is no reference
    paths = list(islice(find_paths(remaining), _MOST_SPANS))
    found += paths
    remaining = _blanked(remaining, ((start, end) for start, end, _ in paths))
    remaining = _blanked(remaining, find_code(remaining))
    numbers = list(islice(find_numbers(remaining, prefixes), _MOST_SPANS))
    found += numbers
    remaining = _blanked(remaining, ((start, end) for start, end, _ in numbers))
    found += islice(find_mentions(remaining), _MOST_SPANS)
    return tuple(sorted(found, key=lambda span: span[0]))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` of the same length with spaces where `spans` (rising) were."""
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [text[at:start], " " * (end - start)]
            at = end
    return "".join(parts) + text[at:]

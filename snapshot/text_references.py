"""What a text says about decisions: which records it cites, which of them it departs from, which of
its addresses lead elsewhere, and whether it only speaks of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from snapshot.citations import MOST_CITATIONS, located
from snapshot.markdown import prose
from snapshot.record_index import RecordIndex
from snapshot.record_waivers import Waiver, waivers

__all__ = ["Ambiguous", "References", "Waiver", "references", "together"]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A citation, as written, that fits several records equally well: `paths`, sorted."""

    text: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class References:
    """All tuples are in the order of appearance and without doubles.

    `refs` are paths of records. `external` are addresses, as written, that look like decision
    records of other repositories: cited, but not to be verified here. `waived` are those among
    `refs` that the text says it departs from. `unresolved` are citations, as written, that can only
    mean a record and name none. `mention_only` is True when decisions are spoken of, and nothing
    above says which.
    """

    refs: tuple[str, ...] = ()
    external: tuple[str, ...] = ()
    mention_only: bool = False
    waived: tuple[Waiver, ...] = ()
    unresolved: tuple[str, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()


def references(text: str, index: RecordIndex, near: Iterable[str] = ()) -> References:
    """Read one `text`: a title, a description in Markdown, a commit message, a branch's name.

    `near` are paths that the text is about, such as the changed files: where numbers repeat, the
    record in the same folder or package is meant.
    """
    words = prose(text)
    places = tuple(near)
    spans = located(words, index.prefixes)[:MOST_CITATIONS]
    refs: dict[str, None] = {}
    external: dict[str, None] = {}
    unresolved: dict[str, None] = {}
    ambiguous: dict[Ambiguous, None] = {}
    resolved = []
    mentioned = False
    for start, end, citation in spans:
        found = index.candidates(citation, places)
        if len(found) == 1:
            refs.setdefault(found[0])
            resolved.append((start, end, found[0]))
        elif found:
            ambiguous.setdefault(Ambiguous(citation.text, found))
        elif citation.kind == "mention":
            mentioned = True
        elif index.is_elsewhere(citation):
            external.setdefault(citation.text)
        elif citation.is_certain:
            unresolved.setdefault(citation.text)
    return References(
        tuple(refs),
        tuple(external),
        mentioned and not (refs or external or unresolved or ambiguous),
        waivers(words, resolved),
        tuple(unresolved),
        tuple(ambiguous),
    )


def together(parts: Iterable[References]) -> References:
    """What several texts of one pull request say, as one."""
    parts = tuple(parts)
    refs = dict.fromkeys(path for part in parts for path in part.refs)
    external = dict.fromkeys(url for part in parts for url in part.external)
    unresolved = dict.fromkeys(text for part in parts for text in part.unresolved)
    ambiguous = dict.fromkeys(one for part in parts for one in part.ambiguous)
    waived = {waiver.path: waiver for part in reversed(parts) for waiver in part.waived}
    return References(
        tuple(refs),
        tuple(external),
        any(part.mention_only for part in parts)
        and not (refs or external or unresolved or ambiguous),
        tuple(waived.values()),
        tuple(unresolved),
        tuple(ambiguous),
    )

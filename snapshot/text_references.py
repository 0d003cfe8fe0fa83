"""What a text says about decisions: which records it cites, which of them it departs from, which of
its addresses lead elsewhere, and whether it only speaks of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from snapshot.citations import located
from snapshot.mentions import speaks_of_decisions
from snapshot.own_words import own_words
from snapshot.record_index import RecordIndex
from snapshot.record_waivers import Waiver, waivers
from snapshot.reference_context import Found, settled, without_foreign_numbers, without_labels

__all__ = ["Ambiguous", "References", "Waiver", "references", "together"]

MOST_CITATIONS = 1_000
"""In one text; what follows is ignored. Release notes that a bot gathers have hundreds of links."""


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
    words = own_words(text)
    places = tuple(near)
    spans = located(words, index.prefixes)[:MOST_CITATIONS]
    means = {each: index.candidates(each, places) for each in {each for _, _, each in spans}}
    found = [Found(start, end, each, means[each]) for start, end, each in spans]
    found = without_labels(found, words, index)
    found = settled(without_foreign_numbers(found, index), words)
    certain = [(each.start, each.end, each.paths[0]) for each in found if len(each.paths) == 1]
    refs = dict.fromkeys(path for _, _, path in certain)
    several = [each for each in found if len(each.paths) > 1 and refs.keys().isdisjoint(each.paths)]
    missing = [each.citation for each in found if not each.paths]
    external = dict.fromkeys(
        each.text for each in missing if each.names_a_record and index.is_elsewhere(each)
    )
    unresolved = dict.fromkeys(each.text for each in missing if index.expects(each))
    ambiguous = dict.fromkeys(Ambiguous(each.citation.text, each.paths) for each in several)
    locates = refs or external or unresolved or ambiguous
    return References(
        tuple(refs),
        tuple(external),
        not locates and any(speaks_of_decisions(words, each) for each in found),
        waivers(words, certain),
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

"""What the rest of a text says about a citation: whose number it is, and which of several records
that share it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from snapshot.citation import Citation
from snapshot.record_index import RecordIndex
from snapshot.record_names import record_name
from snapshot.record_places import foremost
from snapshot.record_stems import stem_of

_LINK = re.compile(r"\[(?P<label>[^\[\]]{1,300})\]\(\s{0,2}<?(?P<to>[^\s()<>]{1,1000})")
_FORGE = re.compile(r"(?:https?://)?(?:www\.)?(?P<site>[^/]+)/(?P<repository>[^/]+/[^/#?]+)")
_WORD = re.compile(r"[a-z]{3,}")
_BEFORE, _AFTER, _TITLE = 150, 250, 200
_TELLING = 5
"""Letters that make two words the same: "images" and "image"."""


@dataclass(frozen=True, slots=True)
class Found:
    """A citation at its place in a text, and the records it may mean."""

    start: int
    end: int
    citation: Citation
    paths: tuple[str, ...]


def without_labels(found: Sequence[Found], words: str, index: RecordIndex) -> list[Found]:
    """Leave out what stands in the label of a link: where it leads to says which record is meant.

    `[ADR-12](…/other/repository/…)` is no record of this one. Labels of links that lead to
    something else, such as a pull request here, count.
    """
    documents = {each.start for each in found if each.citation.kind in ("url", "path", "file_name")}
    labels = [
        link.span("label")
        for link in _LINK.finditer(words)
        if link.start("to") in documents or _leads_away(link["to"], index)
    ]
    return [each for each in found if not _is_within(each.start, labels)]


def _leads_away(address: str, index: RecordIndex) -> bool:
    match = _FORGE.match(address) if address.startswith("http") else None
    if match is None or "github" not in match["site"]:
        return False
    return index.is_foreign(f"https://{match['site']}", match["repository"])


def _is_within(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """`spans` are in order and apart."""
    at = bisect_right(spans, place, key=lambda span: span[0]) - 1
    return at >= 0 and place < spans[at][1]


def without_foreign_numbers(found: Sequence[Found], index: RecordIndex) -> list[Found]:
    """Leave out ids that repeat the number of another repository's record: "ADR 12 (https://…)".

    Not those that mean a record here that the text names in another way, or that has the same name:
    the repository may have been renamed.
    """
    foreign = {
        (record_name(each.citation.target).number, stem_of(each.citation.target))
        for each in found
        if not each.paths and each.citation.names_a_record and index.is_elsewhere(each.citation)
    }
    numbers = {number for number, _ in foreign} - {None}
    names = {name for _, name in foreign}
    named = {path for each in found if each.citation.kind != "number" for path in each.paths}
    return [
        each
        for each in found
        if each.citation.kind != "number"
        or each.citation.number not in numbers
        or any(path in named or stem_of(path) in names for path in each.paths)
    ]


def settled(found: Sequence[Found], words: str) -> list[Found]:
    """Choose among records that share a number, where the text says enough."""
    parents = {
        (name.prefix.casefold(), name.number)
        for each in found
        if len(each.paths) == 1 and (name := record_name(each.paths[0])).prefix
    }
    return [
        replace(each, paths=_chosen(each, words, parents)) if len(each.paths) > 1 else each
        for each in found
    ]


def _chosen(each: Found, words: str, parents: set[tuple[str, int | None]]) -> tuple[str, ...]:
    below = tuple(path for path in each.paths if _lies_below(path, parents))
    if len(below) == 1:
        return below
    around = words[max(0, each.start - _BEFORE) : each.end + _AFTER]
    said = {word[:_TELLING] for word in _WORD.findall(f"{words[:_TITLE]} {around}".casefold())}
    shares = {path: _share(path, said) for path in below or each.paths}
    best = max(shares.values())
    likely = tuple(path for path, share in shares.items() if share == best)
    return likely if len(likely) == 1 and best > 0.5 else foremost(each.paths)


def _lies_below(path: str, parents: set[tuple[str, int | None]]) -> bool:
    """`oep-0055/decisions/0004-x.rst` belongs to `oep-0055-y.rst`: "OEP-55: ADR-4"."""
    names = (record_name(folder) for folder in path.split("/")[:-1])
    return any(
        (f"{name.prefix.rstrip('-_')}-".casefold(), name.number) in parents for name in names
    )


def _share(path: str, said: set[str]) -> float:
    """How much of the title in the file name of `path` the text says."""
    name = record_name(path)
    stem = path.rpartition("/")[2].rpartition(".")[0].casefold()
    title = _WORD.findall(stem.removeprefix(name.prefix.casefold()))
    return sum(word[:_TELLING] in said for word in title) / len(title) if title else 0.0

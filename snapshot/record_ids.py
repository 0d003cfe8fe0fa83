"""Which records an id may mean: "ADR 12", "ODH-ADR-MS-0001", "OEP-12".

Numbers repeat: the prefix decides first, then the place, then a name that says "adr".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from snapshot.citation import Citation
from snapshot.citation_numbers import USUAL_PREFIXES
from snapshot.record_family import RecordFamily
from snapshot.record_names import record_name
from snapshot.record_places import nearest

_DECISION_WORDS = frozenset({"adr", "madr", "dr", "decision", "record"})
_OFTEN_OF_OTHERS = frozenset({"rfc", "pep"})
"""Numbers of the IETF and of Python: cited by number only where the owner says so."""

_TOO_COMMON = frozenset({"dr", "decision", "record"})
_OTHER_FOLDERS = frozenset({"rfc", "rfcs", "pep", "peps", "kep", "keps", "oep", "oeps"})


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A record, the words its file name begins with ("odh-adr-ms"), and those of its family."""

    path: str
    own: str
    familys: tuple[str, ...]


class RecordIds:
    """Records by number and date; `add` them sorted by path."""

    def __init__(self, families: Iterable[RecordFamily]) -> None:
        words = [word for family in families for word in family.prefixes]
        self._prefixes = dict.fromkeys([*USUAL_PREFIXES, *words])
        self._numbered: dict[int, list[_Numbered]] = defaultdict(list)
        self._dated: dict[str, list[str]] = defaultdict(list)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The words that may stand before a number."""
        return tuple(self._prefixes)

    def add(self, path: str, family: RecordFamily | None) -> None:
        name = record_name(path)
        if name.date:
            self._dated[name.date.replace("-", "")].append(path)
        if name.number is None:
            return
        own = _normal(name.prefix)
        familys = tuple(_normal(word) for word in (family.prefixes if family else USUAL_PREFIXES))
        self._numbered[name.number].append(_Numbered(path, own, familys))
        if own and own not in _OFTEN_OF_OTHERS | _TOO_COMMON:
            self._prefixes.setdefault(own.upper())

    def are_cited_by(self, citation: Citation) -> bool:
        """True for an id that only a record of these can have, be there one or not."""
        prefix = _normal(citation.prefix)
        known = (_normal(word) for word in self._prefixes)
        return prefix in known and prefix not in _OFTEN_OF_OTHERS and not citation.is_doubtful

    def candidates(self, citation: Citation, near: tuple[str, ...]) -> list[str]:
        if citation.number is None:
            return nearest(self._dated.get(citation.target, []), near)
        fits: dict[int, list[str]] = defaultdict(list)
        for numbered in self._numbered.get(citation.number, ()):
            distance = _distance(_normal(citation.prefix), numbered)
            if distance is not None:
                fits[distance].append(numbered.path)
        return nearest(fits[min(fits)], near) if fits else []


def _distance(prefix: str, record: _Numbered) -> int | None:
    """How far the words before the number are from those of `record`; None when it is not meant.

    "ADR-12" means `0012-x.md` and `adr-012-x.md`, and `odh-adr-ms-0012-x.md` where no other has
    that number; never `rfc-0012-x.md`.
    """
    if prefix in _OFTEN_OF_OTHERS:
        return 0 if prefix in record.familys else None
    if record.own and prefix == record.own:
        return 0
    if record.own and f"-{prefix}-" in f"-{record.own}-":
        return 1 + record.own.count("-") - prefix.count("-")
    if prefix in record.familys and _is_neutral(record):
        return 0 if not record.own else 1
    area = prefix.rpartition("adr-")[2] if "adr-" in prefix else ""
    if area and _is_neutral(record) and area in record.path.casefold():
        return 3
    return None


def _is_neutral(record: _Numbered) -> bool:
    """True when no word in its name or folder says that it belongs to another sequence."""
    if record.own:
        return record.own in record.familys or not _DECISION_WORDS.isdisjoint(record.own.split("-"))
    folders = record.path.casefold().split("/")[:-1]
    return not folders or folders[-1] not in _OTHER_FOLDERS or folders[-1] in record.familys


def _normal(words: str) -> str:
    return re.sub(r"[-_ #]+", "-", words.casefold()).strip("-")

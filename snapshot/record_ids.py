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
from snapshot.record_scope import package_of

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
            return self.nearest(self._dated.get(citation.target, []), near)
        fits: dict[int, list[str]] = defaultdict(list)
        for numbered in self._numbered.get(citation.number, ()):
            distance = _distance(_normal(citation.prefix), numbered)
            if distance is not None:
                fits[distance].append(numbered.path)
        return self.nearest(fits[min(fits)], near) if fits else []

    def nearest(self, paths: Iterable[str], near: tuple[str, ...]) -> list[str]:
        """Those of `paths` that `near` names, else those closest to its places; among equals those
        that are named ADR.
        """
        paths = list(paths)
        if len(paths) < 2:
            return paths
        keys = [
            (
                path not in near,
                -_closeness(path, near),
                "adr" not in path.casefold(),
            )
            for path in paths
        ]
        best = min(keys)
        return [path for path, key in zip(paths, keys, strict=True) if key == best]


def foremost(paths: Iterable[str]) -> tuple[str, ...]:
    """Those of `paths` that lie in no package, if there are any; of copies of one record (a site
    keeps those of its older versions) the one least deep.
    """
    paths = tuple(paths)
    whole = tuple(path for path in paths if not package_of(path.rpartition("/")[0])) or paths
    if len({_record_itself(path) for path in whole}) > 1:
        return whole
    depth = min((path.count("/") for path in whole), default=0)
    return tuple(path for path in whole if path.count("/") == depth)


def _record_itself(path: str) -> str:
    """The file name; with its folder for `0012-title/README.md`."""
    name = record_name(path)
    folder, _, file_name = path.rpartition("/")
    is_chapter = name.digits and name.digits not in file_name
    return f"{folder.rpartition('/')[2]}/{file_name}" if is_chapter else file_name


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


def _closeness(path: str, near: Iterable[str]) -> int:
    """How many leading folders `path` shares with one of `near`, at most."""
    folders = path.split("/")[:-1]
    return max((_shared(folders, place.split("/")[:-1]) for place in near), default=0)


def _shared(some: list[str], others: list[str]) -> int:
    count = 0
    for one, other in zip(some, others, strict=False):
        if one != other:
            break
        count += 1
    return count


def _normal(words: str) -> str:
    return re.sub(r"[-_ #]+", "-", words.casefold()).strip("-")

"""Decision records: how the files of one folder are named, and what fits beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeVar

from checks.parts.decision_records.numbers import Sequenced, home_of, renamed, sequence_of, stem_of
from snapshot.record_names import is_record_path, next_number, record_name

FEWEST = 3
CLEAR = 0.8
"""A folder has a scheme when at least so many records, and such a share of them, are alike."""

MANY = 50

_SEPARATORS = "-_. "
_PLACEHOLDER = re.compile(
    r"(?:adr[-_ ]?)?(?:[0-9]{0,6}(?:x{1,6}|n{1,6})|[#?]{1,6}|tbd)(?=[-_. ])", re.IGNORECASE
)

# `ARD014-title` beside `ADR013-title`
_MISSPELT = re.compile(r"[A-Za-z]{1,8}[-_]?(?P<digits>\d{2,6})[-_. ]+")

_MARKUPS = {
    **dict.fromkeys((".md", ".markdown", ".mdx"), "Markdown"),
    **dict.fromkeys((".adoc", ".asciidoc"), "AsciiDoc"),
    ".rst": "reStructuredText",
    ".txt": "text",
    ".org": "Org",
}

Key = Literal["number", "date", "none"]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Name:
    """A record's file name taken apart: `0012-use_redis.md` has the key `0012`, the separator `-`,
    the words `use_redis` and the extension `.md`.
    """

    key: Key
    prefix: str
    digits: str
    date: str
    separator: str
    words: str
    extension: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the names of a folder have in common; None where they differ too much, or too few have
    it. `width` is that of numbers with leading zeros, 0 where numbers have none.
    """

    key: Key | None
    prefix: str | None
    width: int | None
    dashed_date: bool | None
    separator: str | None
    extension: str | None


def taken_apart(path: str) -> Name:
    """The parts of the name of the record at `path`."""
    name, stem = record_name(path), stem_of(path)
    key: Key = "date" if name.date else "number" if name.digits else "none"
    rest = stem[len(name.prefix + name.date) + (0 if name.date else len(name.digits)) :]
    if key == "none" and (placeholder := _PLACEHOLDER.match(rest)):
        rest = rest[placeholder.end() :]
    words = rest.lstrip(_SEPARATORS)
    file_name = path.rpartition("/")[2]
    return Name(
        key=key,
        prefix=name.prefix,
        digits="" if name.date else name.digits,
        date=name.date,
        separator=rest.removesuffix(words),
        words=words,
        extension="." + file_name.rpartition(".")[2],
    )


def awaits_number(path: str) -> bool:
    """True where something stands in place of a number: `XXXX-title`, `####-title`."""
    return taken_apart(path).key == "none" and _PLACEHOLDER.match(stem_of(path)) is not None


def scheme_of(paths: Iterable[str]) -> Scheme:
    """What the records among `paths`, all of one folder, have in common."""
    names = [taken_apart(path) for path in paths if is_record_path(path)]
    key = _common([name.key for name in names])
    keyed = [name for name in names if name.key == key]
    dated = key == "date" and keyed
    return Scheme(
        key=key,
        prefix=_common([name.prefix for name in keyed]) if key == "number" else None,
        width=_width([name.digits for name in keyed]) if key == "number" else None,
        dashed_date=_common(["-" in name.date for name in keyed]) if dated else None,
        separator=_common([name.separator for name in keyed if name.words]),
        extension=_common([name.extension for name in names]),
    )


def fitting_path(path: str, others: Sequence[str]) -> str:
    """`path` as it would be named in the scheme of the records beside it; itself when it fits or
    there is no clear scheme. `others` are the other records there are.

    A missing number becomes the next free one, a missing date `YYYY-MM-DD`.
    """
    here = _by_sequence(tuple(others)).get(home_of(path), {})
    place = sequence_of(path)
    like = _without(here.get(place, ()), path) if place else ()
    if place and place[1] and 0 < len(like) < FEWEST:
        return path  # a sequence of its own that has only begun
    if len(like) < FEWEST:
        like = _without(tuple(p for paths in here.values() for p in paths), path)
    return _fitted(path, _scheme_of(like), like)


@lru_cache(maxsize=4)
def _by_sequence(
    paths: tuple[str, ...],
) -> Mapping[str, Mapping[Sequenced | None, tuple[str, ...]]]:
    """The records among `paths` by the folder they stand in and the sequence they count in."""
    found: dict[str, dict[Sequenced | None, list[str]]] = {}
    for path in filter(is_record_path, paths):
        found.setdefault(home_of(path), {}).setdefault(sequence_of(path), []).append(path)
    return {
        home: {place: tuple(each) for place, each in places.items()}
        for home, places in found.items()
    }


def _without(paths: tuple[str, ...], path: str) -> tuple[str, ...]:
    """One among very many changes no majority; they stay together so that all share one scheme."""
    return paths if len(paths) > MANY else tuple(p for p in paths if p != path)


_scheme_of = lru_cache(maxsize=256)(scheme_of)


def _fitted(path: str, scheme: Scheme, like: Sequence[str]) -> str:
    name = taken_apart(path)
    if scheme.key in (None, "none") or ("date" in (name.key, scheme.key) and name.digits):
        return _with_extension(path, name, scheme)
    words = name.words
    if scheme.key == "number":
        prefix = name.prefix if scheme.prefix is None else scheme.prefix
        digits = name.digits
        if not digits and (misspelt := _MISSPELT.match(words)):
            digits, words = misspelt["digits"], words[misspelt.end() :]
        key = prefix + (_digits(digits, scheme.width) or next_number(like))
    else:
        key = _date(name.date, scheme.dashed_date)
    separator = scheme.separator
    if separator is None:
        separator = name.separator or "-"
    stem = f"{key}{separator}{words}" if words else key
    return _with_extension(renamed(path, stem), name, scheme)


def _with_extension(path: str, name: Name, scheme: Scheme) -> str:
    wanted = scheme.extension
    if wanted is None or _MARKUPS.get(wanted) != _MARKUPS.get(name.extension):
        return path  # another name would not make it another language
    return path.removesuffix(name.extension) + wanted


def _digits(digits: str, width: int | None) -> str:
    if not digits or width is None:
        return digits
    return str(int(digits)).zfill(width)


def _date(date: str, dashed: bool | None) -> str:
    if not date:
        return "YYYYMMDD" if dashed is False else "YYYY-MM-DD"
    digits = date.replace("-", "")
    if dashed is None or len(digits) != 8:
        return date
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if dashed else digits


def _width(digits: Sequence[str]) -> int | None:
    """The common width where numbers begin with zeros; 0 where none does; None when unclear."""
    if len(digits) < FEWEST:
        return None
    if not any(number.startswith("0") for number in digits if number.strip("0")):
        return 0 if any(len(number) != len(digits[0]) for number in digits) else None
    return _common([len(number) for number in digits])


def _common(values: Sequence[_T]) -> _T | None:
    """The value that most of `values` have, when it is clear."""
    if len(values) < FEWEST:
        return None
    value, count = Counter(values).most_common(1)[0]
    return value if count >= CLEAR * len(values) else None

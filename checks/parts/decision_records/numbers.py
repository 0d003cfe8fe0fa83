"""Decision records: which number is whose, and the next free one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from posixpath import dirname

from snapshot.record_names import is_record_path, record_name

_CHAPTER = re.compile(r"(?:readme|_?index)\.[a-z]+", re.IGNORECASE)
# `0012-title.ja.md`, `0012-title_pt-BR.md`
_LANGUAGE = re.compile(r"[._](?:[a-z]{2}(?:[-_][a-z]{2,4})?)", re.IGNORECASE)

Sequenced = tuple[str, str]
"""A folder and the prefix of file names within which each number is given once."""


@dataclass(frozen=True, slots=True)
class Clash:
    """The record at `path` has a number that belongs to the one at `holder`, which pull request
    `held_by` adds (None: the base has it). `free_path` is the same path with the next free number.
    """

    path: str
    holder: str
    held_by: int | None
    free_path: str


def home_of(path: str) -> str:
    """The folder a record stands in; of `adr/0012-title/README.md` that is `adr`."""
    folder = dirname(path)
    return dirname(folder) if _CHAPTER.fullmatch(path.rpartition("/")[2]) else folder


def stem_of(path: str) -> str:
    """The record's own name without extension; of `adr/0012-title/README.md` `0012-title`."""
    folder, _, file_name = path.rpartition("/")
    if _CHAPTER.fullmatch(file_name):
        return folder.rpartition("/")[2]
    return file_name.rpartition(".")[0] or file_name


def is_bare_folder(path: str) -> bool:
    """True for `adr/0012/README.md`: the folder's name is a number and nothing else."""
    name = record_name(path)
    is_chapter = _CHAPTER.fullmatch(path.rpartition("/")[2]) is not None
    return is_chapter and stem_of(path) == name.prefix + name.digits


def name_within_home(path: str) -> str:
    """What people call the file: its name, with its folder in `0012-title/README.md`."""
    return path.removeprefix(f"{home_of(path)}/")


def renamed(path: str, stem: str) -> str:
    """`path` with another stem."""
    folder, _, file_name = path.rpartition("/")
    if _CHAPTER.fullmatch(file_name):
        return "/".join(filter(None, [dirname(folder), stem, file_name]))
    return f"{folder}/{stem}{file_name[len(stem_of(path)) :]}".removeprefix("/")


def sequence_of(path: str) -> Sequenced | None:
    """Where the record's number counts; None without a number and for names by date.

    `adr-0012` and `0012` beside each other count together, `rfc-0012` counts apart.
    """
    name = record_name(path)
    if not is_record_path(path) or not name.digits or name.date:
        return None
    prefix = name.prefix.strip("-_ #").casefold()
    return home_of(path), "" if prefix == "adr" else prefix


def first_clashes(
    at_base: Iterable[str], works: Sequence[tuple[int, Sequence[str]]]
) -> dict[tuple[int, str], Clash]:
    """Who has to take another number when pull requests with the paths they add come after each
    other: (number of the pull request, added paths), lowest number first.

    Each clash is offered a number of its own, above all that are taken anywhere.
    """
    holders: dict[Sequenced, dict[int, list[tuple[int | None, str]]]] = {}
    highest: dict[Sequenced, int] = {}
    clashes: dict[tuple[int, str], Clash] = {}
    every: list[tuple[int | None, str]] = [(None, path) for path in at_base]
    every += [(number, path) for number, paths in works for path in sorted(paths)]
    for _, path in every:
        if (place := sequence_of(path)) is not None:
            highest[place] = max(highest.get(place, 0), record_name(path).number or 0)
    for number, path in every:
        place = sequence_of(path)
        if place is None:
            continue
        there = holders.setdefault(place, {}).setdefault(record_name(path).number or 0, [])
        holder = next((h for h in there if not _belong_together(h, (number, path))), None)
        if holder is None or number is None:
            there.append((number, path))
            continue
        highest[place] += 1
        free = with_number(path, highest[place])
        clashes[number, path] = Clash(path, holder[1], holder[0], free)
    return clashes


def with_number(path: str, number: int) -> str:
    """`path` with another number, written as wide as the one it has."""
    name, stem = record_name(path), stem_of(path)
    digits = str(number).zfill(len(name.digits) if name.digits.startswith("0") else 1)
    at = len(name.prefix)
    return renamed(path, f"{stem[:at]}{digits}{stem[at + len(name.digits) :]}")


def _belong_together(one: tuple[int | None, str], other: tuple[int | None, str]) -> bool:
    """Translations of one record, the pages of a folder `oep-0012/` beside `oep-0012-title.rst`,
    and the same file within one pull request.
    """
    if one[1] == other[1]:
        return one[0] == other[0]
    if is_bare_folder(one[1]) or is_bare_folder(other[1]):
        return True
    short, long = sorted((stem_of(one[1]), stem_of(other[1])), key=len)
    return short == long or bool(long.startswith(short) and _LANGUAGE.fullmatch(long[len(short) :]))

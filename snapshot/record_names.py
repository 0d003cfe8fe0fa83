"""Decision records by their file names: which files are records, their numbers, the next free one.

The path is a record's key, not its number: numbers repeat within folders, and some folders use
dates instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

EXTENSIONS = (".md", ".markdown", ".mdx", ".rst", ".adoc", ".asciidoc", ".txt", ".org")
"""What the names of records and other documents end with."""

_FIRST_NUMBER = "0001"

_FAMILY = r"[a-z]?adr|dr|decision|record|rfc|oep|kep|ics|eip|aip|tep|lep"
_DATE = re.compile(
    r"(?P<date>(?:19|20)\d\d-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01]))?)(?=[-_. ]|$)"
)
_AFTER_DATE = re.compile(r"_(?P<digits>\d{1,4})(?=[-_. ]|$)")
_NUMBERED = re.compile(
    # 0012-title, adr-012-title, ADR012, ADR_12_title
    rf"(?P<prefix>(?:(?:{_FAMILY})[-_ #]?)?)(?P<digits>\d{{1,6}})(?=[-_. ]|$)"
    # ODH-ADR-Operator-0012-title: an area needs a number that looks like one
    rf"|(?P<prefix_of_area>(?:[a-z]{{1,12}}[-_])?(?:{_FAMILY})[-_](?:[a-z]{{1,15}}[-_])?)"
    r"(?P<digits_in_area>\d{3,6})(?=[-_. ]|$)",
    re.IGNORECASE,
)
_ADR_FOLDER = re.compile(r"(?:.*[-_.])?(?:m?adrs?|decisions?|decision-records?)")
_TEMPLATE = re.compile(
    rf"_?(?:[a-z]{{2,10}}[-_](?=m?adr))?"
    rf"(?:(?:{_FAMILY}|long|short|default|nygard|simple|0+|n+|x+)[-_ .]?){{0,4}}"
    r"templates?(?:[-_ ](?:[a-z]{1,12})){0,3}"
    r"|\d{1,4}[-_](?:m?adr[-_])?templates?",
    re.IGNORECASE,
)
_ABOUT_THE_FOLDER = frozenset(
    {"readme", "index", "_index", "summary", "contributing", "changelog", "toc", "template"}
    | {"glossary", "decisions", "adrs", "adr", "decision-log", "guide", "guidelines", "license"}
    | {"agents", "claude", "skill", "gemini", "code_of_conduct", "security"}
)
_CHAPTER_FILES = frozenset({"readme", "index", "_index"})
_NOT_RECORD_FOLDERS = frozenset(
    {"template", "templates", "_templates", "assets", "images", "img", "diagrams", "figures"}
)


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record's file name taken apart: `prefix` and `digits` as written ("adr-", "0012"), `date`
    as written when the name begins with one. `digits` and `date` may be "".
    """

    prefix: str
    digits: str
    date: str

    @property
    def number(self) -> int | None:
        return int(self.digits) if self.digits else None


@lru_cache(maxsize=8192)
def is_record_path(path: str) -> bool:
    """True for a file that holds a decision: not an index, a README or a template.

    `0012-title/README.md` is a record too. Says nothing about whether its folder is one of the
    configured ones.
    """
    *folders, file_name = path.split("/")
    stem, dot, extension = file_name.rpartition(".")
    if not stem or dot + extension.lower() not in EXTENSIONS:
        return False
    names = [folder.lower() for folder in folders]
    if any(n in _NOT_RECORD_FOLDERS or n.endswith(("-templates", "-template")) for n in names):
        return False
    if stem.lower() in _CHAPTER_FILES:
        return bool(folders) and _taken_apart(folders[-1]) != RecordName("", "", "")
    return stem.lower() not in _ABOUT_THE_FOLDER and not _is_template(stem)


@lru_cache(maxsize=8192)
def record_name(path: str) -> RecordName:
    """What the file name of `path` says; the folder's name for `0012-title/README.md`."""
    *folders, file_name = path.split("/")
    stem = file_name.rpartition(".")[0] or file_name
    if stem.lower() in _CHAPTER_FILES and folders:
        stem = folders[-1]
    return _taken_apart(stem)


def is_named_as_record(path: str) -> bool:
    """True when the file name alone tells: it has a number, and "adr" before it or in a folder's
    name.
    """
    name = record_name(path)
    folders = path.lower().split("/")[:-1]
    return bool(name.digits) and (
        "adr" in name.prefix.lower() or any(_ADR_FOLDER.fullmatch(folder) for folder in folders)
    )


def number_in(path: str) -> int | None:
    """The record's number by its file name; None without one and for dates."""
    return record_name(path).number


def next_number(paths: Iterable[str]) -> str:
    """The next free number as the records of one folder write theirs ("0013", "13").

    "0001" when there are none yet; "" in a folder whose records are named by date.
    """
    names = [record_name(path) for path in paths if is_record_path(path)]
    numbered = [name for name in names if name.digits and not name.date]
    if sum(bool(name.date) for name in names) > len(numbered):
        return ""
    if not numbered:
        return _FIRST_NUMBER
    last = max(numbered, key=lambda name: int(name.digits))
    return str(int(last.digits) + 1).zfill(len(last.digits))


def next_file_name(paths: Iterable[str], slug: str = "title-of-the-decision") -> str:
    """A file name for a new record in the style of the records of one folder.

    Folders that name records by date get `YYYY-MM-DD` or `YYYYMMDD` for the author to fill in.
    """
    records = sorted(path for path in paths if is_record_path(path))
    number = next_number(records)
    chosen = [p for p in records if bool(record_name(p).date) == (not number)]
    latest = max(chosen, key=lambda p: (number_in(p) or 0, p), default="")
    name = record_name(latest)
    extension = latest.rpartition(".")[2] or "md"
    if not number:
        number = "YYYY-MM-DD" if "-" in name.date else "YYYYMMDD"
    return f"{name.prefix}{number}{_separator(latest, name)}{slug}.{extension}"


def _separator(path: str, name: RecordName) -> str:
    """What stands between number and title in `path`: a dash unless it is an underscore."""
    key = name.prefix + (name.date or name.digits)
    return "_" if f"{key}_" in path.rpartition("/")[2] else "-"


def _taken_apart(stem: str) -> RecordName:
    if date := _DATE.match(stem):
        number = _AFTER_DATE.match(stem, date.end())
        return RecordName("", number["digits"] if number else "", date["date"])
    match = _NUMBERED.match(stem)
    if match is None:
        return RecordName("", "", "")
    prefix = match["prefix"] if match["digits"] else match["prefix_of_area"]
    return RecordName(prefix, match["digits"] or match["digits_in_area"], "")


def _is_template(stem: str) -> bool:
    """`template`, `0000-adr-template`, `adr-template-minimal`; not `0012-template-engine`."""
    return _TEMPLATE.fullmatch(stem) is not None

"""The file name of a new record: numbered, dated, spelled and placed as those beside it are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from snapshot.record_names import is_record_path, next_file_name, record_name

_LONGEST_SLUG = 50
_CHAPTER = re.compile(r"(?:readme|_?index)\.[a-z]+", re.IGNORECASE)
_NO_TITLE = "title-of-the-decision"


def slug(title: str) -> str:
    """`title` in the form of a file name: `use-a-queue`; ASCII, at most 50 characters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    found = ""
    for word in re.findall("[a-z0-9]+", plain):
        if len(found) + len(word) >= _LONGEST_SLUG:
            break
        found = f"{found}-{word}" if found else word
    return found or _NO_TITLE


def home(path: str) -> str:
    """The folder of a record; of `adr/0012-title/README.md` that is `adr`. "." for the root."""
    folder, _, name = path.rpartition("/")
    if _CHAPTER.fullmatch(name):
        folder = folder.rpartition("/")[0]
    return folder or "."


def newest_first(paths: Sequence[str]) -> list[str]:
    """The records among `paths`, the one with the highest number or the latest date first."""
    records = [path for path in paths if is_record_path(path)]
    return sorted(records, key=_age, reverse=True)


def next_path(folder: str, paths: Sequence[str], title: str, day: date) -> str:
    """A path for a record called `title` in `folder`; `paths` are all files below it."""
    beside = [path for path in paths if is_record_path(path) and home(path) == folder]
    name = next_file_name(beside, _spelled(slug(title), beside))
    name = name.replace("YYYY-MM-DD", day.isoformat(), 1).replace("YYYYMMDD", f"{day:%Y%m%d}", 1)
    newest = newest_first(beside)
    file_name = newest[0].rpartition("/")[2] if newest else ""
    if _CHAPTER.fullmatch(file_name):
        name = f"{name.rpartition('.')[0]}/{file_name}"
    return name if folder == "." else f"{folder}/{name}"


def _spelled(words: str, beside: Sequence[str]) -> str:
    """`words` with underlines where most records here have them between words."""
    names = [path.rpartition("/")[2] for path in beside]
    underlined = sum(name.count("_") > name.count("-") for name in names)
    return words.replace("-", "_") if underlined * 2 > len(names) else words


def _age(path: str) -> tuple[int, str, str]:
    name = record_name(path)
    return (name.number or 0, name.date.replace("-", ""), path)

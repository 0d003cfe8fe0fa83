"""Where a repository keeps its records, found by the names of folders and files, and by reading a
few of them.

Folders with a telling name count at any depth (`docs/adr`, `packages/api/docs/decisions`), others
when their files are named like records and read like them. Examples, fixtures and what is vendored
do not count, as long as there is anything else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from snapshot.decision_record import read_record
from snapshot.record_names import is_named_as_record, is_record_path, record_name
from snapshot.record_sections import names_of_decisions

MOST_READ = 60
"""Files that are read at most in one search."""

_SAMPLES = 3
_TELLING = re.compile(
    r"(?:.*[-_. ])?(?:m?adrs?|decisions?|decision[-_]?(?:records?|logs?)|rfcs?|rfds?|[aeklot]eps?)",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"node_modules|vendor(?:ed)?|third[-_]party|site-packages|dist|build|target|out"
    r"|venv|\.(?!github$|adr).*",
    re.IGNORECASE,
)
_PRETENDED = re.compile(
    r"(?:.*[-_])?(?:examples?|samples?|fixtures?|testdata|tests?|specs?|__tests__|mocks?|e2e|demos?"
    r"|templates?|skills?|prompts?)(?:[-_].*)?|locales|versioned_docs|i18n",
    re.IGNORECASE,
)
_CHAPTERS = ("readme", "index", "_index")

Read = Callable[[str], str | None]


def find_folders(paths: Iterable[str], read: Read) -> tuple[str, ...]:
    """The folders that hold records, sorted; "." is the root. A folder stands for those inside it.

    `paths` are all files of a commit; `read` gives the text of one, None when it is no text. At
    most MOST_READ files are read.
    """
    by_folder: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        if is_record_path(path) and not _lies_in(path, _FOREIGN):
            by_folder[_folder(path)].append(path)
    own = {f: found for f, found in by_folder.items() if not _lies_in(f"{f}/", _PRETENDED)}
    search = _Search(read)
    return search.among(own) or search.among(by_folder)


class _Search:
    def __init__(self, read: Read) -> None:
        self._read = read
        self._left = MOST_READ

    def among(self, by_folder: dict[str, list[str]]) -> tuple[str, ...]:
        telling: dict[str, list[str]] = defaultdict(list)
        for folder, paths in by_folder.items():
            if named := _topmost_telling(folder):
                telling[named] += paths
        found = {folder for folder in sorted(telling) if self._holds(telling[folder])}
        others = sorted(
            (folder for folder in by_folder if _named_like_records(by_folder[folder])),
            key=lambda folder: (folder.count("/"), folder),
        )
        for folder in others:
            is_known = folder in found or _is_covered(folder, found)
            if is_known:
                continue
            paths = by_folder[folder]
            if all(map(is_named_as_record, paths)) or self._reads_like_records(paths, 2):
                found.add(folder)
        return tuple(sorted(folder for folder in found if not _is_covered(folder, found)))

    def _holds(self, paths: list[str]) -> bool:
        """True when a file of a folder with a telling name is named like a record or reads so."""
        return any(map(is_named_as_record, paths)) or self._reads_like_records(paths, 1)

    def _reads_like_records(self, paths: list[str], fewest: int) -> bool:
        return sum(map(self._reads_like_record, _samples(paths))) >= min(fewest, len(paths))

    def _reads_like_record(self, path: str) -> bool:
        if self._left <= 0:
            return False
        self._left -= 1
        text = self._read(path)
        if text is None:
            return False
        record = read_record(path, text)
        named = names_of_decisions(record.sections)
        return named >= 2 or (named == 1 and record.status not in (None, "unknown"))


def _folder(path: str) -> str:
    """The folder of a record; for `adr/0012-title/README.md` the one that holds `0012-title`."""
    folder, _, name = path.rpartition("/")
    if name.partition(".")[0].lower() in _CHAPTERS:
        folder = folder.rpartition("/")[0]
    return folder or "."


def _topmost_telling(folder: str) -> str | None:
    parts = folder.split("/")
    for depth, part in enumerate(parts, start=1):
        if _TELLING.fullmatch(part):
            return "/".join(parts[:depth])
    return None


def _lies_in(path: str, names: re.Pattern[str]) -> bool:
    return any(names.fullmatch(part) for part in path.split("/")[:-1])


def _named_like_records(paths: Sequence[str]) -> bool:
    """True when most files begin with "adr", a number of several digits, or a date."""
    telling = 0
    for path in paths:
        name = record_name(path)
        telling += bool(name.prefix or name.date or len(name.digits) >= 3)
    return telling >= 2 and telling * 2 >= len(paths)


def _samples(paths: list[str]) -> list[str]:
    """The first, the middle and the last."""
    ordered = sorted(paths)
    at = sorted({0, len(ordered) // 2, len(ordered) - 1})
    return [ordered[each] for each in at][:_SAMPLES]


def _is_covered(folder: str, found: Iterable[str]) -> bool:
    """True when a folder above `folder` is among `found`."""
    return any(folder != each and (each == "." or folder.startswith(f"{each}/")) for each in found)

"""Which record one record means by a citation: the nearest one that fits."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterator, Sequence

from snapshot.citation import Citation
from snapshot.record_index import RecordIndex
from snapshot.record_names import is_record_path, number_in

_OF_ANY_FAMILY = frozenset({"", "adr", "madr", "dr"})


class NearestRecords:
    """The files among which records resolve their relations: a path is taken from the record's own
    folder, a number from the records of its folder, then of those above.
    """

    def __init__(self, paths: Sequence[str], index: RecordIndex) -> None:
        self._index = index
        self._paths = frozenset(paths)
        self._by_number: dict[tuple[str, int], list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            if is_record_path(path) and (number := number_in(path)) is not None:
                self._by_number[_folder(path), number].append(path)

    def resolve(self, citation: Citation, from_path: str) -> str | None:
        """The path of the record that `citation` means when the record `from_path` says it."""
        if citation.kind in ("path", "file_name"):
            beside = _beside(citation.text, from_path)
            if beside in self._paths:
                return beside
        if citation.kind == "number" and citation.number is not None:
            near = self._numbered(citation, from_path)
            if near is not None:
                return near
        return self._index.resolve(citation, near=from_path)

    def _numbered(self, citation: Citation, from_path: str) -> str | None:
        """The record of that number nearest to `from_path`: in its folder, then in those above."""
        prefix = citation.prefix.casefold()
        for folder in _upwards(_folder(from_path)):
            same = self._by_number.get((folder, citation.number or 0), ())
            fitting = [path for path in same if prefix and prefix in path.casefold()]
            if prefix in _OF_ANY_FAMILY:
                fitting = fitting or list(same)
            others = [path for path in fitting if path != from_path] or fitting
            if others:
                return others[0]
        return None


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _upwards(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = _folder(folder)
        yield folder


def _beside(written: str, from_path: str) -> str:
    """`../adr/0007-x.md#status` as a path of the repository."""
    target = written.partition("#")[0]
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(_folder(from_path), target))

"""Which decision record a citation means, found without looking at every record each time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from snapshot.citation import DOCUMENT_EXTENSION, Citation
from snapshot.facts import Repository
from snapshot.record_names import is_record_path, number_in


class RecordIndex:
    """The records among `paths`; other files (a README, a template) are never meant."""

    def __init__(self, paths: Iterable[str], repository: Repository) -> None:
        self._repository = repository
        self._paths = frozenset(filter(is_record_path, paths))
        self._by_end: dict[str, str] = {}
        self._by_end_of_name: dict[str, str] = {}
        self._by_number: dict[int, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            for end in _ends(path):
                self._by_end.setdefault(end, path)
            for end in _ends(DOCUMENT_EXTENSION.sub("", path)):
                self._by_end_of_name.setdefault(end, path)
            if (number := number_in(path)) is not None:
                self._by_number[number].append(path)
        for same in self._by_number.values():
            same.sort(key=lambda path: ("adr" not in path.casefold(), path))

    def resolve(self, citation: Citation) -> str | None:
        """The path of the record that `citation` means; None when it means none.

        A URL counts when it leads into the repository, whatever branch or commit it names: branches
        vanish. Where several share a number the one named ADR wins, then the first path.
        """
        if citation.kind == "url":
            if not self._is_ours(citation):
                return None
            _, _, within = citation.target.partition("/")
            return next((end for end in _ends(within) if end in self._paths), None)
        if citation.kind in ("path", "file_name"):
            return self._by_path(citation.target)
        if citation.kind == "number" and citation.number is not None:
            area = citation.area.casefold()
            same = self._by_number.get(citation.number, ())
            return next((path for path in same if area in path.casefold()), None)
        return None

    def _is_ours(self, citation: Citation) -> bool:
        if self._repository.url:
            address = f"{citation.site}/{citation.repository}"
            return address.casefold() == self._repository.url.casefold()
        return citation.repository.casefold() == self._repository.full_name.casefold()

    def _by_path(self, target: str) -> str | None:
        if target in self._paths:
            return target
        ends = [end for end in _ends(target) if end in self._paths]
        if target in self._by_end:
            ends.append(self._by_end[target])
        if ends:
            return min(ends)
        return None if DOCUMENT_EXTENSION.search(target) else self._by_end_of_name.get(target)


def _ends(path: str) -> Iterator[str]:
    """`path` and what remains of it without its first folders, the longest first."""
    yield path
    at = path.find("/")
    while at >= 0:
        yield path[at + 1 :]
        at = path.find("/", at + 1)

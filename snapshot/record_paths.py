"""Records by their paths and file names, as people write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import dirname, join, normpath

from snapshot.citation import DOCUMENT_EXTENSION
from snapshot.record_names import record_name
from snapshot.record_stems import CHAPTER_FILES, name_of, stem_of, up_to_title, without_extension


class RecordPaths:
    """The records at `paths`; what is found is sorted by path, and empty where nothing fits."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._paths = frozenset(paths)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._by_name[name_of(path)].append(path)
            self._by_stem[stem_of(path)].append(path)

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def beside(self, written: str, places: Iterable[str]) -> tuple[str, ...]:
        """The record at the relative path `written`, seen from one of the files at `places`."""
        beside = (normpath(join(dirname(place), written)) for place in places)
        return next(((path,) for path in beside if path in self._paths), ())

    def whole(self, target: str) -> tuple[str, ...]:
        """The record whose path is `target`, or the longest end of it."""
        return next(((end,) for end in _ends(target) if end in self._paths), ())

    def with_end(self, target: str) -> tuple[str, ...]:
        """Records whose path ends with `target`, in any case; its extension may be missing."""
        if without_extension(target).casefold() in CHAPTER_FILES:
            return ()
        end = f"/{target}".casefold()
        found = [path for path in self._by_name.get(name_of(target), ()) if _has_end(path, end)]
        if not found and not DOCUMENT_EXTENSION.search(target):
            same = self._by_stem.get(name_of(target), ())
            found = [path for path in same if _has_end(up_to_title(path), end)]
        return tuple(found)

    def named(self, target: str) -> tuple[str, ...]:
        """Records of the same telling name in any folder and of any extension."""
        stem = stem_of(target)
        name = record_name(target)
        is_telling = (name.digits or name.date) and not stem.isdigit()
        return tuple(self._by_stem.get(stem, ())) if is_telling else ()

    def on_site(self, target: str) -> tuple[str, ...]:
        """The record that a page of a site is built from, by its name; not each project's first one
        ("record architecture decisions").
        """
        found = self.named(target)
        return found if len(found) == 1 and "decision" not in stem_of(target) else ()


def _has_end(path: str, end: str) -> bool:
    return f"/{path}".casefold().endswith(end)


def _ends(path: str) -> Iterator[str]:
    """`path` and what remains of it without its first folders, the longest first."""
    yield path
    at = path.find("/")
    while at >= 0:
        yield path[at + 1 :]
        at = path.find("/", at + 1)

"""Which of several records is meant by where they lie."""

from __future__ import annotations

from collections.abc import Iterable

from snapshot.record_names import record_name
from snapshot.record_scope import package_of


def nearest(paths: Iterable[str], near: Iterable[str]) -> list[str]:
    """Those of `paths` that `near` names, else those closest to its places; among equals those that
    are named ADR.
    """
    paths, near = list(paths), tuple(near)
    if len(paths) < 2:
        return paths
    keys = [
        (path not in near, -_closeness(path, near), "adr" not in path.casefold()) for path in paths
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

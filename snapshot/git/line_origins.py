"""Which commit brought which line: `git blame` for many files in one walk through history.

As `git blame -w -M`: a line that was indented anew, or moved within its file, is still the same;
files are followed through renames. A line that a commit took away from another file is followed
there as well. Commits to be passed over, such as those of a formatter, hand a line on to the one it
was made of.

A commit is only looked at when a line that is followed may stem from it, and the lines that it left
alone go to its parents all at once, so that a large repository takes seconds.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence

import pygit2

from snapshot.git.ancestry import Ancestry
from snapshot.git.followed_lines import Followed, FollowedFile, FollowedFolder
from snapshot.git.line_map import LineMap, squeezed
from snapshot.git.origin import ALL_HISTORY, Bounds, Origin

FindLine = Callable[[int], int | None]


def line_origins(
    git: pygit2.Repository,
    tip: pygit2.Commit,
    lines: Sequence[tuple[str, int]],
    bounds: Bounds = ALL_HISTORY,
) -> Iterator[Sequence[Origin]]:
    """The origins of `lines` (path and number from 1, of files that `tip` has), in no order: for
    each commit that is looked at those that are known by it, often none, so that progress can be
    shown. Raises KeyError or GitError where a partial clone lacks an object.
    """
    walk = _Walk(git, bounds)
    walk.begin(tip, lines)
    yield from walk.commits()


class _Walk:
    def __init__(self, git: pygit2.Repository, bounds: Bounds) -> None:
        self._git = git
        self._bounds = bounds
        self._waiting: dict[str, FollowedFolder] = {}
        self._queue: list[tuple[int, str, pygit2.Commit]] = []

    def begin(self, tip: pygit2.Commit, lines: Sequence[tuple[str, int]]) -> None:
        by_path: dict[str, list[Followed]] = {}
        for place, (path, line) in enumerate(lines):
            by_path.setdefault(path, []).append((line, place))
        folder = FollowedFolder(tip.tree_id)
        for path, followed in by_path.items():
            folder.add(tip.tree, path, followed)
        self._send(tip, folder)

    def commits(self) -> Iterator[Sequence[Origin]]:
        """The youngest first, as children must hand on before their parents do."""
        while self._queue:
            _, oid, commit = heapq.heappop(self._queue)
            yield self._settled(commit, oid, self._waiting.pop(oid))

    def _send(self, commit: pygit2.Commit, folder: FollowedFolder) -> None:
        if folder.is_empty:
            return
        oid = str(commit.id)
        if oid in self._waiting:
            self._waiting[oid].take(folder)
        else:
            self._waiting[oid] = folder
            heapq.heappush(self._queue, (-commit.commit_time, oid, commit))

    def _settled(self, commit: pygit2.Commit, oid: str, folder: FollowedFolder) -> Sequence[Origin]:
        within, is_end = self._bounds.within, oid in self._bounds.ends
        if within is not None and oid not in within:
            return [Origin(n, None) for _, file in folder.by_path() for _, n in file.lines]
        parents = [] if is_end else [self._git[p].peel(pygit2.Commit) for p in commit.parent_ids]
        left = self._hand_on(folder, parents)
        if left is None:
            return ()
        ancestries = [Ancestry(parent, commit) for parent in parents]
        return [
            Origin(place, commit, is_end)
            for path, file in left.by_path()
            for _, place in self._trace(path, file, ancestries, oid)
        ]

    def _hand_on(
        self, folder: FollowedFolder, parents: Sequence[pygit2.Commit]
    ) -> FollowedFolder | None:
        """Give each parent the files that it has alike; the others come back."""
        left: FollowedFolder | None = folder
        for parent in parents:
            if left is None:
                break
            alike, left = left, left.keep_same(parent.tree)
            self._send(parent, alike)
        return left

    def _trace(
        self, path: str, file: FollowedFile, ancestries: Sequence[Ancestry], oid: str
    ) -> list[Followed]:
        """Give the parents the lines they have; those that the commit brought come back."""
        if not ancestries:
            return file.lines
        new = self._git[file.oid].peel(pygit2.Blob)
        left, maps = file.lines, []
        for ancestry, name, old in _versions(path, ancestries):
            known = LineMap(old, new)
            maps.append((ancestry, name, known))
            left = self._follow(left, ancestry, name, known.same)
            if not left:
                return left
        for ancestry, name, known in maps:
            left = self._follow(left, ancestry, name, known.moved)
            if oid in self._bounds.passed_over:
                left = self._follow(left, ancestry, name, known.likely)
        return self._from_elsewhere(left, ancestries, new)

    def _follow(
        self, lines: list[Followed], to: Ancestry, name: str, find: FindLine
    ) -> list[Followed]:
        found = [(find(line), line, place) for line, place in lines]
        handed = [(old, place) for old, _, place in found if old is not None]
        self._give(to, name, handed)
        return [(line, place) for old, line, place in found if old is None]

    def _from_elsewhere(
        self, lines: list[Followed], ancestries: Sequence[Ancestry], new: pygit2.Blob
    ) -> list[Followed]:
        if not lines:
            return lines
        text, left = squeezed(new.data), []
        for line, place in lines:
            for ancestry in ancestries:
                if found := ancestry.line_elsewhere(text[line - 1]):
                    self._give(ancestry, found[0], [(found[1], place)])
                    break
            else:
                left.append((line, place))
        return left

    def _give(self, to: Ancestry, path: str, lines: list[Followed]) -> None:
        if lines:
            folder = FollowedFolder(to.parent.tree_id)
            folder.add(to.parent.tree, path, lines)
            self._send(to.parent, folder)


def _versions(
    path: str, ancestries: Sequence[Ancestry]
) -> Iterator[tuple[Ancestry, str, pygit2.Blob]]:
    """The file as the parents have it; last by the name it had in those that lack it now."""
    lacking = []
    for ancestry in ancestries:
        old = ancestry.blob(path)
        if old is None:
            lacking.append(ancestry)
        else:
            yield ancestry, path, old
    for ancestry in lacking:
        name = ancestry.former_name(path)
        old = ancestry.blob(name) if name else None
        if name and old is not None:
            yield ancestry, name, old

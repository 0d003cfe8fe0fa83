"""Does a merge hold what git makes of its two parents, and nothing of anybody's own?

File by file: where one side alone changed a file since they parted, the merge must hold that; where
both did, it must hold the clean merge of their contents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from snapshot.applied_patch import text_before
from snapshot.changed_file import ChangedFile
from snapshot.three_way import clean_merge

_GONE = ""


@dataclass(frozen=True, slots=True)
class ChangedTwice:
    """A file that both parents changed, each in its way; `merged_oid` is the blob in the merge."""

    first: ChangedFile
    second: ChangedFile
    merged_oid: str

    @property
    def oids(self) -> tuple[str, str, str]:
        """The blobs in the first parent, in the second and in the merge."""
        return self.first.blob_oid or "", self.second.blob_oid or "", self.merged_oid


def changed_twice(
    first: Iterable[ChangedFile], second: Iterable[ChangedFile], made: Iterable[ChangedFile]
) -> tuple[ChangedTwice, ...] | None:
    """The files whose contents have to tell; None when the merge holds something else already.

    `first` and `second` are what the two parents changed since they parted, `made` is what the
    merge changes of the first parent.
    """
    one, other = {f.path: f for f in first}, {f.path: f for f in second}
    made = tuple(made)
    mine, theirs, merged = _blobs(one.values()), _blobs(other.values()), _blobs(made)
    if mine is None or theirs is None or merged is None:
        return None
    if any(_is_of_another_sort(file, other.get(file.path)) for file in made):
        return None
    moved = {
        f.previous_path: f
        for f in one.values()
        if f.kind == "renamed" and mine.get(f.previous_path or "") == _GONE
    }
    followed = {moved[path].path for path in theirs if path in moved}
    if not merged.keys() <= theirs.keys() | followed:
        return None
    both: list[ChangedTwice] = []
    for path, blob in theirs.items():
        if path in moved and moved[path].path not in theirs:
            # Git takes the second parent's edit along to the new place; a removal is a conflict.
            there, edit = moved[path], other.get(path)
            if edit is None or not _is_edit(edit) or path in merged:
                return None
            both.append(ChangedTwice(there, edit, merged.get(there.path, mine[there.path])))
            continue
        if path not in mine or mine[path] == blob:
            # As it is in the second parent; what the first has already, the merge does not change.
            if merged.get(path) != (None if path in mine else blob):
                return None
            continue
        if not _are_texts(one.get(path), other.get(path)) or merged.get(path) == _GONE:
            return None
        both.append(ChangedTwice(one[path], other[path], merged.get(path, mine[path])))
    return tuple(both)


def is_clean(file: ChangedTwice, texts: Mapping[str, str]) -> bool:
    """Whether git makes the merged content of the two by itself; `texts` by blob."""
    first, second, merged = map(texts.get, file.oids)
    if first is None or second is None or merged is None:
        return False
    # What is renamed and shown without a patch is what the second parent began with, or no match.
    is_bare = file.first.kind == "renamed" and not file.first.patch
    was = first if is_bare else text_before(file.first.patch or "", first)
    if was is None or was != text_before(file.second.patch or "", second):
        return False
    return clean_merge(was, first, second) == merged


def _blobs(files: Iterable[ChangedFile]) -> dict[str, str] | None:
    """What stands at each path afterwards; None when that is not known of one."""
    found: dict[str, str] = {}
    for file in files:
        if file.kind == "removed":
            found.setdefault(file.path, _GONE)
            continue
        if not file.blob_oid:
            return None
        found[file.path] = file.blob_oid
        if file.kind == "renamed" and file.previous_path:
            found.setdefault(file.previous_path, _GONE)
    return found


def _is_of_another_sort(made: ChangedFile, theirs: ChangedFile | None) -> bool:
    """Whether the merge turns a file into a link or the like, which the second parent did not."""
    return made.kind == "changed" and (theirs is None or theirs.kind != "changed")


def _are_texts(first: ChangedFile | None, second: ChangedFile | None) -> bool:
    """Whether both sides changed the content of one and the same file, and nothing else of it."""
    return all(file is not None and _is_edit(file) for file in (first, second))


def _is_edit(file: ChangedFile) -> bool:
    return file.kind == "modified" and bool(file.patch)

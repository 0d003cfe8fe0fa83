"""Files and folders as a commit has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pygit2
from pygit2.enums import FileMode

from snapshot.decision_record import read_record
from snapshot.facts import RecordFile, TextFile
from snapshot.record import Record
from snapshot.record_family import ADR, RecordFamily, family_of
from snapshot.record_names import is_record_path

LARGEST_RECORD = 1_000_000
"""Bytes of a decision record that are taken from git; embedded images are left out when reading."""


def text_file(commit: pygit2.Commit, path: str) -> TextFile | None:
    """The text file at `path`; None when there is none, or a folder, a link or a binary file."""
    blob = _entry(commit.tree, path)
    if not isinstance(blob, pygit2.Blob) or not _is_text(blob):
        return None
    return TextFile(path, _decoded(blob.data), str(blob.id))


def folders_at_top(commit: pygit2.Commit) -> frozenset[str]:
    """The names of the folders in the root."""
    return frozenset(_name(entry) for entry in commit.tree if isinstance(entry, pygit2.Tree))


def folder_at(commit: pygit2.Commit, folder: str) -> pygit2.Tree | None:
    """The folder as the commit has it ("." is the root); None when there is no such folder."""
    found = _entry(commit.tree, "" if folder == "." else folder.strip("/"))
    return found if isinstance(found, pygit2.Tree) else None


def record_files(
    commit: pygit2.Commit, folders: Iterable[str], families: Sequence[RecordFamily] = (ADR,)
) -> tuple[RecordFile, ...]:
    """All files in `folders` and below, sorted by path; records among them are read with the words
    for a status that their family has.
    """
    found: dict[str, RecordFile] = {}
    for folder in folders:
        tree = folder_at(commit, folder)
        if tree is not None:
            for path, blob in _blobs(tree, "" if folder == "." else folder.strip("/")):
                found[path] = RecordFile(path, str(blob.id), _record(path, blob, families))
    return tuple(found[path] for path in sorted(found))


def _record(path: str, blob: pygit2.Blob, families: Sequence[RecordFamily]) -> Record | None:
    if not is_record_path(path) or not _is_text(blob):
        return None
    family = family_of(path, families)
    statuses = family.statuses if family else ()
    return read_record(path, _decoded(blob.data[:LARGEST_RECORD]), statuses)


def _blobs(tree: pygit2.Tree, folder: str) -> Iterator[tuple[str, pygit2.Blob]]:
    for entry in tree:
        path = f"{folder}/{_name(entry)}" if folder else _name(entry)
        if isinstance(entry, pygit2.Tree):
            yield from _blobs(entry, path)
        elif isinstance(entry, pygit2.Blob):
            yield path, entry


def _entry(tree: pygit2.Tree, path: str) -> pygit2.Object | None:
    if not path:
        return tree
    try:
        return tree[path]
    except KeyError:
        return None


def _is_text(blob: pygit2.Blob) -> bool:
    return blob.filemode != FileMode.LINK and not blob.is_binary


def _name(entry: pygit2.Object) -> str:
    return _decoded(entry.raw_name or b"")


def _decoded(text: bytes) -> str:
    return text.decode("utf-8", "replace")

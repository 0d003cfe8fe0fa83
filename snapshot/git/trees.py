"""Files and folders as a commit has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pygit2
from pygit2.enums import FileMode

from snapshot.decision_record import read_record
from snapshot.facts import RecordFile, TextFile
from snapshot.record import Record
from snapshot.record_names import is_record_path

LARGEST_RECORD = 64 * 1024
"""Bytes of a decision record that are read."""


def text_file(commit: pygit2.Commit, path: str) -> TextFile | None:
    """The text file at `path`; None when there is none, or a folder, a link or a binary file."""
    blob = _entry(commit.tree, path)
    if not isinstance(blob, pygit2.Blob) or not _is_text(blob):
        return None
    return TextFile(path, _decoded(blob.data), str(blob.id))


def folders_at_top(commit: pygit2.Commit) -> frozenset[str]:
    """The names of the folders in the root."""
    return frozenset(_name(entry) for entry in commit.tree if isinstance(entry, pygit2.Tree))


def record_files(commit: pygit2.Commit, folders: Iterable[str]) -> tuple[RecordFile, ...]:
    """All files in `folders` and below, sorted by path; records among them are read."""
    found: dict[str, RecordFile] = {}
    for folder in folders:
        tree = _entry(commit.tree, folder.strip("/"))
        if isinstance(tree, pygit2.Tree):
            for path, blob in _blobs(tree, folder.strip("/")):
                found[path] = RecordFile(path, str(blob.id), _record(path, blob))
    return tuple(found[path] for path in sorted(found))


def _record(path: str, blob: pygit2.Blob) -> Record | None:
    if not is_record_path(path) or not _is_text(blob):
        return None
    return read_record(path, _decoded(blob.data[:LARGEST_RECORD]))


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

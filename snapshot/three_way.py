"""What git makes of two versions of a text by itself."""

from __future__ import annotations

import pygit2
from pygit2.enums import FileMode, ObjectType

# libgit2 hands out no empty text, so none is merged without a line that nobody touched.
_FIRST_LINE = "\x01\n"


class _Texts(pygit2.OdbBackend):
    """A store of blobs in memory: merging leaves no trace on a disk."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, bytes] = {}

    def entry(self, text: str) -> pygit2.IndexEntry:
        data = (_FIRST_LINE + text).encode()
        oid = pygit2.hash(data)
        self.held[str(oid)] = data
        return pygit2.IndexEntry("text", oid, FileMode.BLOB)

    def read_cb(self, oid: pygit2.Oid) -> tuple[int, bytes]:
        return ObjectType.BLOB, self.held[str(oid)]

    def read_header_cb(self, oid: pygit2.Oid) -> tuple[int, int]:
        return ObjectType.BLOB, len(self.held[str(oid)])

    def exists_cb(self, oid: pygit2.Oid) -> bool:
        return str(oid) in self.held


def clean_merge(ancestor: str, one: str, other: str) -> str | None:
    """The merge of both over their `ancestor`; None when they conflict, or one is no text.

    Line ends, also a missing one at the end, are content like any other.
    """
    if any("\0" in text for text in (ancestor, one, other)):
        return None
    texts, odb, git = _Texts(), pygit2.Odb(), pygit2.Repository()
    odb.add_backend(texts, 1)
    git.set_odb(odb)
    entries = texts.entry(ancestor), texts.entry(one), texts.entry(other)
    merged = git.merge_file_from_index(*entries)
    return merged.contents.removeprefix(_FIRST_LINE) if merged.automergeable else None

"""Git content: folders and files."""

from __future__ import annotations

from typing import Any, TypeVar

import pygit2

from sandbox.graph.context import Context, View
from sandbox.ids import git_node_id
from sandbox.repository import Repository
from sandbox.shapes.repository import repository_web

Git = TypeVar("Git")
# GitHub cuts the text of a blob here and sets `isTruncated`.
TEXT_LIMIT = 512_000


class GitView(View[Git]):
    """An object of a repository's git store."""

    prefix = "G"
    __slots__ = ("owner",)

    def __init__(self, context: Context, owner: Repository, it: Git) -> None:
        super().__init__(context, it)
        self.owner = owner

    @property
    def id(self) -> str:
        return git_node_id(self.prefix, self.owner.id, self.oid)

    @property
    def oid(self) -> str:
        return str(getattr(self.it, "id", ""))

    @property
    def abbreviated_oid(self) -> str:
        return self.oid[:7]

    @property
    def commit_url(self) -> str:
        return f"{repository_web(self.world, self.owner)}/commit/{self.oid}"

    @property
    def commit_resource_path(self) -> str:
        return self.path_of(self.commit_url)

    @property
    def repository(self) -> Any:
        return self.show(self.owner)


class BlobView(GitView[pygit2.Blob]):
    typename = "Blob"
    prefix = "B"

    @property
    def byte_size(self) -> int:
        return self.it.size

    @property
    def is_binary(self) -> bool:
        return self.it.is_binary

    @property
    def is_truncated(self) -> bool:
        return self.it.size > TEXT_LIMIT

    @property
    def text(self) -> str | None:
        """None for a binary blob."""
        if self.it.is_binary:
            return None
        return self.it.data[:TEXT_LIMIT].decode("utf-8", "replace")


class TreeView(GitView[pygit2.Tree]):
    """A folder; it knows its path so that its entries can tell theirs."""

    typename = "Tree"
    prefix = "T"
    __slots__ = ("path",)

    def __init__(self, context: Context, owner: Repository, it: pygit2.Tree, path: str) -> None:
        super().__init__(context, owner, it)
        self.path = path

    @property
    def entries(self) -> list[TreeEntryView]:
        return [TreeEntryView(self.context, self.owner, each, self.path) for each in self.it]


class TreeEntryView(View[pygit2.Object]):
    typename = "TreeEntry"
    __slots__ = ("folder", "owner")

    def __init__(self, context: Context, owner: Repository, it: pygit2.Object, folder: str) -> None:
        super().__init__(context, it)
        self.owner, self.folder = owner, folder

    @property
    def name(self) -> str:
        return self.it.name or ""

    @property
    def oid(self) -> str:
        return str(self.it.id)

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def type(self) -> str:
        return self.it.type_str

    @property
    def mode(self) -> int:
        return int(self.it.filemode)

    @property
    def size(self) -> int:
        return self.it.size if isinstance(self.it, pygit2.Blob) else 0

    @property
    def extension(self) -> str:
        return "." + self.name.rpartition(".")[2] if "." in self.name else ""

    @property
    def is_generated(self) -> bool:
        return False

    @property
    def object(self) -> Any:
        return content_view(self.context, self.owner, self.it, self.path)


def content_view(
    context: Context, owner: Repository, found: object, path: str = ""
) -> BlobView | TreeView | None:
    """The view of a file or folder."""
    if isinstance(found, pygit2.Blob):
        return BlobView(context, owner, found)
    if isinstance(found, pygit2.Tree):
        return TreeView(context, owner, found, path)
    return None

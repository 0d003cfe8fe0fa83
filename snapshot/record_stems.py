"""What the names of documents have in common, be they a file or a folder with a README."""

from __future__ import annotations

import re

from snapshot.citation import DOCUMENT_EXTENSION
from snapshot.record_names import record_name

CHAPTER_FILES = frozenset({"readme", "index", "_index"})
"""Alone these names mean the README of anything."""


def name_of(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def up_to_title(path: str) -> str:
    """`path` up to its title: without extension, and the folder of `0012-title/README.md`."""
    bare = without_extension(path)
    folder, _, name = bare.rpartition("/")
    return folder if name.casefold() in CHAPTER_FILES and folder else bare


def stem_of(path: str) -> str:
    """The name that holds the title: of the file without extension, or of its folder."""
    return name_of(up_to_title(path))


def title_of(path: str) -> str:
    """The letters and digits that follow the number in a record's name."""
    name = record_name(path)
    stem = stem_of(path).removeprefix(name.prefix.casefold())
    return re.sub(r"[\W_]+", "", stem.removeprefix(name.digits))


def without_extension(path: str) -> str:
    return DOCUMENT_EXTENSION.sub("", path.removesuffix(".html"))

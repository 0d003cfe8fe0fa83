"""Patterns that are looked up instead of matched: under which key one stands, and under which keys
a path looks for it.

Nearly all patterns people write are a plain path, a plain name or `*.extension`. The two halves
below agree on what such a key is; a pattern with another form has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from snapshot.glob_syntax import Glob, Segment

Key = tuple[str, str]

_ANY_DOT_SUFFIX = r"[^/]*\."


def key_of(glob: Glob) -> Key | None:
    """Under which key `glob` stands, None when it needs a regular expression."""
    *folders, last = glob.segments
    if folders and not glob.anchored:
        return None
    folder = _joined(folders)
    if folder is None:
        return None
    if last.literal is not None:
        kind = "path" if glob.anchored else "name"
        return (f"{kind} {glob.reach}", f"{folder}/{last.literal}" if folder else last.literal)
    if last.is_any_name and glob.reach != "below":
        return ("in folder", folder) if glob.anchored else ("any", "")
    suffix = _suffix(last)
    if not suffix or glob.reach != "self_or_below":
        return None
    return ("suffix in", f"{folder}/{suffix}") if glob.anchored else ("suffix", suffix)


def keys_of_file(folder: str, name: str) -> Iterator[Key]:
    """The keys whose patterns match a file by its own name; with those of its folder, these are
    all that match it.
    """
    yield ("in folder", folder)
    yield ("path self_or_below", f"{folder}/{name}" if folder else name)
    yield from _keys_for_name(folder, name)


def keys_of_folder(folder: str) -> Iterator[Key]:
    """The keys whose patterns match everything in `folder`, "" for the root."""
    yield ("any", "")
    while folder:
        yield ("path self_or_below", folder)
        yield ("path below", folder)
        folder, _, name = folder.rpartition("/")
        yield ("name below", name)
        yield from _keys_for_name(folder, name)


def _keys_for_name(folder: str, name: str) -> Iterator[Key]:
    yield ("name self_or_below", name)
    dot = name.rfind(".")
    if dot >= 0:
        yield ("suffix", name[dot:])
        yield ("suffix in", f"{folder}/{name[dot:]}")


def _joined(folders: list[Segment]) -> str | None:
    """The path of `folders`, None when one of them has wildcards."""
    names = [segment.literal for segment in folders]
    return None if None in names else "/".join(name for name in names if name is not None)


def _suffix(last: Segment) -> str:
    """`.py` of `*.py`; "" when that is not what `last` says, or the rest has another dot in it."""
    rest = last.regex.removeprefix(_ANY_DOT_SUFFIX)
    is_plain = rest != last.regex and rest.isascii() and rest.isalnum()
    return f".{rest}" if is_plain else ""

"""One path pattern, understood: the dialect of CODEOWNERS and of the patterns in our settings.

It is that of .gitignore without `!` and `[ ]`, and `dir/*` means direct children only:

| pattern | matches |
|---|---|
| `name`, `*.py` | a file or folder of that name anywhere, and all below the folder |
| `name/` | all below a folder of that name anywhere |
| `/name`, `a/b` | that file or folder, seen from the root, and all below it |
| `a/*` | the files directly in `a` |
| `**/a/b`, `a/**/b`, `a/**` | `**` stands for any number of folders |
| `a/**/` | all below the folders in `a` |

`*` and `?` never match a slash; a backslash takes the special meaning from the next character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import re2

LONGEST_PATTERN = 1_000
MOST_WILDCARDS = 32
"""In one pattern: a longer one is a mistake or an attack, and costs time on every path."""

Reach = Literal["self_or_below", "below", "self"]


class BadPattern(ValueError):
    """A pattern that cannot be used; the message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One name between slashes. `literal` is its plain text, None when it has wildcards; then
    `wild` is the name in RE2's syntax, "" for `**`.
    """

    literal: str | None
    wild: str = ""

    @property
    def regex(self) -> str:
        """The name in RE2's syntax, "" for `**`."""
        return self.wild if self.literal is None else str(re2.escape(self.literal))

    @property
    def is_any_folders(self) -> bool:
        return self.literal is None and not self.wild

    @property
    def is_any_name(self) -> bool:
        return self.wild == "[^/]+"


_ANY_FOLDERS = Segment(None)
_ANY_NAME = Segment(None, "[^/]+")
_SPECIAL = re.compile(r"[*?\[\]\\]")


@dataclass(frozen=True, slots=True)
class Glob:
    """A parsed pattern: `segments` are those between slashes, matched from the root when `anchored`
    and at any depth otherwise; `reach` says whether the path itself, what is below it, or both
    match.
    """

    segments: tuple[Segment, ...]
    anchored: bool
    reach: Reach
    wildcards: int

    @property
    def regex(self) -> str:
        """The whole pattern in RE2's syntax, for a full match of a path."""
        parts = [] if self.anchored else ["(?:.+/)?"]
        parts += ["(?:.+/)?" if s.is_any_folders else s.regex + "/" for s in self.segments]
        parts[-1] = parts[-1].removesuffix("/")
        tail = {"self_or_below": "(?:/.*)?", "below": "/.+", "self": ""}
        return "".join(parts) + tail[self.reach]


def parse_glob(pattern: str) -> Glob:
    """Understand `pattern`; raises BadPattern."""
    _refuse(pattern)
    names = pattern.split("/")
    below = names[-1] == ""
    from_root = names[0] == ""
    anchored = from_root or len(names) - below > 1
    segments = [_segment(name) for name in names[from_root : len(names) - below]]
    if segments[-1].is_any_folders:
        while segments and segments[-1].is_any_folders:
            segments.pop()
        if below:  # a slash at the end speaks of folders: those that `**` stands for
            segments += [_ANY_FOLDERS, _ANY_NAME]
        below = True
    while segments and segments[0].is_any_folders:
        segments.pop(0)
        anchored = False
    if not segments:
        return Glob((_ANY_NAME,), False, "self_or_below", 1)
    wildcards = pattern.count("*") + pattern.count("?")
    return Glob(tuple(segments), anchored, _reach(segments, below), wildcards)


def _reach(segments: list[Segment], below: bool) -> Reach:
    if below:
        return "below"
    return "self" if segments[-1].is_any_name else "self_or_below"


def _refuse(pattern: str) -> None:
    if not pattern.strip("/"):
        raise BadPattern("An empty pattern matches no file; name a file or a folder.")
    if "//" in pattern:
        raise BadPattern("Two slashes in a row match no file; write one.")
    if (len(pattern) - len(pattern.rstrip("\\"))) % 2:
        raise BadPattern("A backslash at the end matches no file; `/` ends a folder.")
    if pattern.startswith("!"):
        raise BadPattern("`!` does not negate here; list what should match instead.")
    if len(pattern) > LONGEST_PATTERN:
        raise BadPattern(f"The pattern is longer than {LONGEST_PATTERN:,} characters; shorten it.")
    if pattern.count("*") + pattern.count("?") > MOST_WILDCARDS:
        raise BadPattern(f"The pattern has more than {MOST_WILDCARDS} wildcards; use fewer.")
    if not pattern.isascii() and pattern.encode("utf-8", "replace").decode() != pattern:
        raise BadPattern("The pattern holds a character that is no text; remove it.")
    if "***" in pattern:
        raise BadPattern("`***` means nothing; write `**` for any number of folders.")


@lru_cache(maxsize=4096)
def _segment(name: str) -> Segment:
    if name == "**":
        return _ANY_FOLDERS
    if name == "*":
        return _ANY_NAME
    if not _SPECIAL.search(name):
        return Segment(name)
    regex, literal, characters = [], [], iter(name)
    for character in characters:
        if character in "*?":
            regex.append("[^/]*" if character == "*" else "[^/]")
            continue
        if character in "[]":
            raise BadPattern("`[ ]` ranges are not supported; list the names, or escape with `\\`.")
        plain = next(characters, "") if character == "\\" else character
        regex.append(re2.escape(plain))
        literal.append(plain)
    if len(literal) == len(regex):
        return Segment("".join(literal))
    return Segment(None, "".join(regex))

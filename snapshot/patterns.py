"""Patterns that people write into settings: globs over paths, regular expressions over text.

Both run on RE2, whose time grows with the text and never explodes. Limits are generous for people
and tight for attacks; a pattern that cannot be used raises `BadPattern`, whose message says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import re2

from snapshot.glob_syntax import BadPattern, parse_glob
from snapshot.path_index import PathIndex

__all__ = ["BadPattern", "Globs", "Regex", "all_of", "compile_regex"]

MOST_GLOBS = 500
LONGEST_REGEX = 1_000
_REGEX_MEMORY = 8 << 20


class Regex:
    """A compiled RE2 expression; it answers with matches that have the methods of those of `re`."""

    def __init__(self, compiled: Any) -> None:
        self._compiled = compiled

    def search(self, text: str) -> Any:
        """The leftmost match in `text`, or None."""
        return self._compiled.search(_encodable(text))

    def fullmatch(self, text: str) -> Any:
        """The match of the whole of `text`, or None."""
        return self._compiled.fullmatch(_encodable(text))

    def finditer(self, text: str) -> Iterator[Any]:
        """All matches in `text` that do not overlap, from left to right."""
        found: Iterator[Any] = self._compiled.finditer(_encodable(text))
        return found


class Globs:
    """A list of globs in the dialect of `snapshot.glob_syntax`."""

    def __init__(self, patterns: tuple[str, ...], index: PathIndex) -> None:
        self.patterns = patterns
        self._index = index

    @classmethod
    def compile(cls, patterns: Sequence[str]) -> Globs:
        """Understand `patterns`; raises BadPattern, whose message begins with the bad one."""
        if len(patterns) > MOST_GLOBS:
            raise BadPattern(f"More than {MOST_GLOBS} patterns; join them into wider ones.")
        return cls(tuple(patterns), all_of(patterns))

    def first_match(self, path: str) -> str | None:
        """The first pattern, as it was written, that matches `path`."""
        position = self._index.first(path)
        return None if position is None else self.patterns[position]

    def matches(self, path: str) -> bool:
        return bool(self.patterns) and self._index.first(path) is not None


def all_of(patterns: Sequence[str]) -> PathIndex:
    """`patterns` in the dialect of `Globs`, however many; raises BadPattern as that does."""
    globs = []
    for pattern in patterns:
        try:
            globs.append(parse_glob(_without_braces(pattern)))
        except BadPattern as bad:
            raise BadPattern(f"`{pattern[:100]}`: {bad}") from None
    return PathIndex(globs)


def compile_regex(text: str) -> Regex:
    """Compile `text` in RE2's syntax, case-sensitive (`(?i)` at its start changes that).

    Raises BadPattern. The expression finds in a text of n characters in O(n).
    """
    if len(text) > LONGEST_REGEX:
        raise BadPattern(f"The expression is longer than {LONGEST_REGEX:,} characters; shorten it.")
    options = re2.Options()
    options.log_errors = False  # RE2 would write to standard error
    options.max_mem = _REGEX_MEMORY
    try:
        return Regex(re2.compile(text, options))
    except re2.error as error:
        raise BadPattern(_explained(error)) from None
    except UnicodeEncodeError:
        raise BadPattern("The expression holds a character that is no text; remove it.") from None


def _explained(error: Exception) -> str:
    reason = error.args[0] if error.args else "not understood"
    if isinstance(reason, bytes):
        reason = reason.decode("utf-8", "replace")
    return (
        f"Not a regular expression of RE2: {reason}. "
        "Look-around, back references and repeats over 1,000 are not supported; "
        "the syntax is described at https://github.com/google/re2/wiki/Syntax."
    )


def _without_braces(pattern: str) -> str:
    """`pattern`, seen from the root when it begins with `./`; braces are refused, not guessed."""
    if "{" in pattern.replace("\\{", ""):
        raise BadPattern("`{a,b}` is not supported; write one pattern for each alternative.")
    return "/" + pattern[2:] if pattern.startswith("./") else pattern


def _encodable(text: str) -> str:
    """`text` of the same length, with halves of broken surrogate pairs replaced."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")

"""What the readers of all manifests have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Mention(NamedTuple):
    """A dependency named at position `at` of the lines, as written.

    `direct` is False for what a tool wrote down because another dependency asks for it.
    """

    at: int
    name: str
    direct: bool = True


Reader = Callable[[Sequence[str]], Iterable[Mention]]
"""From lines to what they name, in order; a line may name several."""

LONGEST_LINE = 2_000
"""Characters of a line that are read."""

_GAP = re.compile(r"[ \t]{2,}")
_ESCAPE = re.compile(r"\\u00([2-7][0-9A-Fa-f])")


def readable(line: str) -> str:
    """The part of `line` that is read; gaps do not count where they make a line long."""
    return (line if len(line) <= LONGEST_LINE else _GAP.sub(" ", line))[:LONGEST_LINE]


def is_too_long(line: str) -> bool:
    """True when not all of `line` is read."""
    return len(line) > LONGEST_LINE and len(_GAP.sub(" ", line)) > LONGEST_LINE


def unescaped(text: str) -> str:
    """`text` with the letters, digits and signs that are written as `\\u0065` in JSON and TOML; not
    those that would end a string.
    """
    return _ESCAPE.sub(_letter, text) if "\\u" in text else text


def _letter(escape: re.Match[str]) -> str:
    letter = chr(int(escape[1], 16))
    return escape[0] if letter in '"\\\x7f' else letter

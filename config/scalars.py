"""What a plain (unquoted) word of YAML means here: as little as possible.

YAML 1.1, which PyYAML speaks, reads `on`, `off`, `yes` and `no` as booleans, `10:00` as the number
600 and `2026-01-05` as a date. Owners mean words, so this follows YAML 1.2: only `true` and `false`
are booleans; numbers are decimal; everything else is text, and typed settings read dates and
times from it.
"""

from __future__ import annotations

import re
from typing import Final

Scalar = str | int | float | bool | None

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# A number with a leading zero stays text: people write `0012` for the record, not for twelve.
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})", re.ASCII)
_FRACTION = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\.[0-9]{1,18}", re.ASCII)


def meaning_of(word: str) -> Scalar:
    """The value of a plain scalar. Numbers of more than 18 digits stay text."""
    if word in _WORDS:
        return _WORDS[word]
    if _INTEGER.fullmatch(word):
        return int(word)
    if _FRACTION.fullmatch(word):
        return float(word)
    return word

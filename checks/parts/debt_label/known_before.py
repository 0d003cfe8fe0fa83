"""Debt label: debt that was there before, and only moved, was explained or wrapped anew."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

_LONGEST_KEY = 500
"""Characters of a line, from its sign of debt on, that are compared."""
_LEAST_WORDS = 3
_MOST_COMPARED = 50
_OWNER = re.compile(r"\s*(?:\([^()\n]{0,100}\)|\[[^\[\]\n]{0,100}\])?[\s:.,–—-]*")
_CLOSES = re.compile(r"\s*(?:\*+/|--+>|--\]\]|\]\]|\*\)|-\}|#>|=end|\"\"\"|''')\s*\}?\s*$")


def key_of(words: str, sign_length: int) -> str:
    """What tells a piece of debt from others: `words` is its line from the sign on, which is so
    many characters long.

    Without who is named behind the sign, gaps, and the end of a comment: `TODO(ada):  tidy */` is
    `TODO tidy` as well.
    """
    sign, rest = words[:sign_length], words[sign_length:_LONGEST_KEY]
    note = _CLOSES.sub("", rest[_match_end(rest) :])
    return " ".join((sign, *note.split()))


def _match_end(rest: str) -> int:
    match = _OWNER.match(rest)
    return match.end() if match else 0


class KnownBefore:
    """The pieces that a change removes; each stands for one that it adds elsewhere."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._left = Counter(keys)
        self._sorted = sorted(self._left)

    def takes(self, key: str) -> bool:
        """Whether `key` repeats, continues or shortens what was removed; it is used up by that."""
        found = next((old for old in self._older(key) if self._left[old] > 0), None)
        if found is not None:
            self._left[found] -= 1
        return found is not None

    def is_left(self, key: str) -> bool:
        """Whether what was removed under `key` came back nowhere; it is used up by the answer."""
        is_left = self._left[key] > 0
        self._left[key] -= is_left
        return is_left

    def _older(self, key: str) -> Iterable[str]:
        yield key
        # It got a longer note; a sign alone is continued by anything.
        ends = [end for end in range(1, len(key)) if not key[end].isalnum()]
        yield from (key[:end] for end in reversed(ends) if " " in key[:end])
        # Or its note was wrapped onto the next line.
        if len(key.split()) >= _LEAST_WORDS:
            begin = bisect_left(self._sorted, key)
            for old in self._sorted[begin : begin + _MOST_COMPARED]:
                if not old.startswith(key):
                    break
                if not old[len(key) :][:1].isalnum():
                    yield old

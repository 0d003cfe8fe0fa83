"""Debt label: a piece of debt that a change brings, and what is looked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checks.parts.debt_label.issue_names import Named
from snapshot.marker_words import marker_pattern
from snapshot.patterns import Regex, compile_regex
from snapshot.skipped_tests import may_skip
from snapshot.suppressions import may_suppress

Kind = Literal["marker", "suppression", "skipped test", "pattern"]
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Piece:
    """`word` is the sign of debt as it was written on `line` (from 1, in the new file), `note` what
    stands beside it. `key` is the same wherever the piece is moved to.
    """

    kind: Kind
    word: str
    path: str
    line: int
    note: str
    key: str
    named: Named


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is looked for; compiled once for each judgement. `marker` finds one of `words`, which
    are enough to see that there is none. `reasons_suffice`: a suppression that says why is none.
    """

    marker: re.Pattern[str] = _NEVER
    words: tuple[str, ...] = ()
    patterns: tuple[Regex, ...] = ()
    suppressions: bool = False
    skipped_tests: bool = False
    reasons_suffice: bool = True

    @classmethod
    def of_words(cls, words: Sequence[str], patterns: Sequence[str] = ()) -> Vocabulary:
        """`words` are taken literally, `patterns` are regular expressions."""
        return cls(marker_pattern(words), tuple(words), tuple(map(compile_regex, patterns)))

    def search(self, text: str) -> bool:
        """Whether `text` may hold what is looked for: quick, and true of strings as well."""
        return bool(
            (any(word in text for word in self.words) and self.marker.search(text))
            or (self.suppressions and may_suppress(text))
            or (self.skipped_tests and may_skip(text))
            or any(pattern.search(text) for pattern in self.patterns)
        )

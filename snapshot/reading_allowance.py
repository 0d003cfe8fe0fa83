"""How much lexers may read of one change.

Time must not decide what a check answers, so the price is in characters: the costliest text anybody
could think of, for the costliest lexer, takes some three seconds in all.
"""

from __future__ import annotations

from pygments.lexer import Lexer

from snapshot.lexers import Language, language_of

CHARACTERS = 120_000
_LANGUAGE = 3_000
"""A lexer must be built before it reads."""
_READING = 50
"""The price of beginning to read, however short the text."""


class Allowance:
    """Shared by the files of one change, in their order. `ran_out` tells whether it was enough."""

    def __init__(self, characters: int = CHARACTERS) -> None:
        self._left = characters
        self._paid: set[Lexer] = set()
        self.ran_out = False

    def language(self, path: str) -> Language | None:
        """The language of the file at `path`; None when it is unknown, or cannot be paid for."""
        if self.ran_out:
            return None
        language = language_of(path)
        if language is None or language.lexer in self._paid:
            return language
        self._paid.add(language.lexer)
        return language if self._pay(_LANGUAGE) else None

    def pays(self, characters: int, language: Language) -> bool:
        """Whether `characters` more may be read. Once one reading was refused, all are."""
        return self._pay(_READING + characters * language.price)

    def _pay(self, price: int) -> bool:
        if self.ran_out or price > self._left:
            self.ran_out = True
            return False
        self._left -= price
        return True

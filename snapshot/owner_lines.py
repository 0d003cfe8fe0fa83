"""One line of CODEOWNERS: a pattern, then its owners, then perhaps a comment.

    /docs/my\\ guides/  @ada @acme/writers docs@acme.example  # ask them first

White space separates; a backslash keeps a space in the pattern. `#` begins a comment at the start
of a line or after white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from snapshot.glob_syntax import BadPattern, Glob, parse_glob

_BLANKS = " \t\r\f\v"
_PATTERN = re.compile(r"(?:\\.|[^\\ \t\r\f\v])+\\?")
_WORD = re.compile(r"[^ \t\r\f\v]+")
_SECTION = re.compile(r"\^?\[[^\]]+\](?:\[\d+\])?")
_USER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9_.:-]{1,255}")
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}",
)


@dataclass(frozen=True, slots=True)
class Owner:
    """`name` is a login, `organization/slug` of a team, or an e-mail address; without `@` before
    it, and as written: compare logins and teams case-insensitively.
    """

    kind: Literal["user", "team", "email"]
    name: str

    @property
    def written(self) -> str:
        """As it stands in the file: `@ada`, `@acme/api`, `ada@acme.example`."""
        return self.name if self.kind == "email" else f"@{self.name}"


class UnclearLine(Exception):
    """A line that GitHub skips. `column` counts characters from 1 and points at `text`; `reason`
    is a sentence that says what is wrong and what to write instead.
    """

    def __init__(self, column: int, text: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.text, self.reason = column, text, reason


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """`pattern` as it is written, what it means, and the owners, each once."""

    pattern: str
    glob: Glob
    owners: tuple[Owner, ...]


def read_line(line: str) -> OwnerLine | None:
    """What a line (without its line feed) says; None when it is empty or a comment. Raises
    UnclearLine.
    """
    start = len(line) - len(line.lstrip(_BLANKS))
    pattern = _PATTERN.match(line, start)
    if pattern is None or line.startswith("#", start):
        return None
    return OwnerLine(pattern[0], _glob(pattern), _owners(line, pattern.end()))


def _glob(pattern: re.Match[str]) -> Glob:
    column, text = pattern.start() + 1, pattern[0]
    if text.startswith("\\#"):
        raise UnclearLine(column, text, "`\\#` does not escape; a pattern cannot begin with `#`.")
    if "[" in text and _SECTION.fullmatch(text):
        raise UnclearLine(column, text, "Sections in brackets are not known to GitHub; remove it.")
    try:
        return parse_glob(text)
    except BadPattern as bad:
        raise UnclearLine(column, text, str(bad)) from None


def _owners(line: str, start: int) -> tuple[Owner, ...]:
    try:
        return _owners_in(line[start:])
    except UnclearLine as unclear:
        raise UnclearLine(start + unclear.column, unclear.text, unclear.reason) from None


@lru_cache(maxsize=4096)  # the same owners stand on many lines
def _owners_in(text: str) -> tuple[Owner, ...]:
    """The owners in `text`, up to a comment, each once."""
    owners: dict[str, Owner] = {}
    for word in _WORD.finditer(text):
        if word[0].startswith("#"):
            break
        owner = _owner(word[0])
        if owner is None:
            raise UnclearLine(word.start() + 1, word[0], _why_no_owner(word[0]))
        owners.setdefault(word[0].casefold(), owner)
    return tuple(owners.values())


def _owner(word: str) -> Owner | None:
    if _TEAM.fullmatch(word):
        return Owner("team", word[1:])
    if _USER.fullmatch(word):
        return Owner("user", word[1:])
    return Owner("email", word) if _EMAIL.fullmatch(word) else None


def _why_no_owner(word: str) -> str:
    bare = word.rstrip(",;")
    if bare != word and _owner(bare):
        return f"Owners are separated by spaces; write `{bare}`."
    if _owner(f"@{word}"):
        return f"Not an owner; write `@{word}` when that is a person or a team."
    return "Not an owner: write `@user`, `@organization/team` or an e-mail address."

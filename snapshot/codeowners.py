"""CODEOWNERS by GitHub's rules: who owns a path, and which lines GitHub does not understand.

- The last line that matches a path wins and replaces all earlier ones; a line without owners takes
  ownership away. Several owners on one line mean any of them.
- A line that is not understood is skipped and the others count.
- Patterns are those of `snapshot.glob_syntax`: no `!`, no `[ ]`, no `\\#`. Case counts. A
  space in a path is written as a backslash and a space.
- A file over 3 MB does not count at all.

Source: GitHub Docs, "About code owners". What GitHub does not document is marked below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from snapshot.glob_syntax import BadPattern, Glob, parse_glob
from snapshot.path_index import PathIndex, is_plain

LOCATIONS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file; the first one found is the only one that counts."""

LARGEST_FILE = 3 * 1024 * 1024
"""Bytes."""

MOST_WILDCARDS = 5_000
"""In the whole file. Lines with wildcards beyond it are skipped and reported: every wildcard costs
time on every path. Plain paths, plain names and `*.extension` cost nothing and are not counted.
"""

_PATTERN = re.compile(r"(?:\\.|[^\\\s])+\\?")
_WORD = re.compile(r"\S+")
_USER = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9_.:-]{1,255}")
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@.]{1,63}(?:\.[^\s@.]{1,63}){1,8}")


@dataclass(frozen=True, slots=True)
class Owner:
    """`name` is a login, `organization/slug` of a team, or an e-mail address; without `@` before
    it, and as written: compare logins and teams case-insensitively.
    """

    kind: Literal["user", "team", "email"]
    name: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that counts; `owners` may be empty: then nobody owns what `pattern` matches."""

    line: int
    pattern: str
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line that GitHub skips. `column` counts from 1 and points at `text`; `reason` is a
    sentence that says what is wrong and what to write instead.
    """

    line: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Codeowners:
    """The rules in the order of the file, and the lines that are no rules."""

    rules: tuple[Rule, ...] = ()
    problems: tuple[LineProblem, ...] = ()
    _index: PathIndex = field(default_factory=lambda: PathIndex(()), repr=False, compare=False)

    def rule_for(self, path: str) -> Rule | None:
        """The rule that decides about `path` (no leading slash), None when none matches."""
        position = self._index.last(path)
        return None if position is None else self.rules[position]

    def rules_for(self, paths: Iterable[str]) -> tuple[Rule | None, ...]:
        """`rule_for` each of `paths`, in their order."""
        return tuple(self.rule_for(path) for path in paths)


@lru_cache(maxsize=1)
def parse(text: str) -> Codeowners:
    """Read a CODEOWNERS file. Never raises: what is wrong is among the `problems`.

    The last file is remembered: one judgement asks for it more than once.
    """
    if len(text) > LARGEST_FILE or len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        reason = "GitHub does not load a CODEOWNERS file over 3 MB; join lines into wider patterns."
        return Codeowners(problems=(LineProblem(1, 1, "", reason),))
    rules: list[Rule] = []
    globs: list[Glob] = []
    problems: list[LineProblem] = []
    wildcards = 0
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        try:
            understood = _rule(number, line)
            if understood is None:
                continue
            rule, glob = understood
            if not is_plain(glob):
                wildcards += glob.wildcards
                _refuse_too_many(wildcards, rule.pattern)
        except _Unclear as unclear:
            problems.append(LineProblem(number, unclear.column, unclear.text[:200], unclear.reason))
        else:
            rules.append(rule)
            globs.append(glob)
    return Codeowners(tuple(rules), tuple(problems), PathIndex(globs))


class _Unclear(Exception):
    def __init__(self, column: int, text: str, reason: str) -> None:
        self.column, self.text, self.reason = column, text, reason


def _rule(number: int, line: str) -> tuple[Rule, Glob] | None:
    """The rule on a line; None when it is empty or a comment."""
    start = len(line) - len(line.lstrip())
    pattern = _PATTERN.match(line, start)
    if pattern is None or line.startswith("#", start):
        return None
    glob = _glob(pattern)
    return Rule(number, pattern[0], _owners(line, pattern.end())), glob


def _glob(pattern: re.Match[str]) -> Glob:
    column, text = pattern.start() + 1, pattern[0]
    if "\\#" in text:
        raise _Unclear(column, text, "`\\#` does not escape; a pattern cannot begin with `#`.")
    if re.fullmatch(r"\^?\[[^\]]+\](?:\[\d+\])?", text):
        raise _Unclear(column, text, "Sections in brackets are not known to GitHub; remove it.")
    try:
        return parse_glob(text)
    except BadPattern as bad:
        raise _Unclear(column, text, str(bad)) from None


def _owners(line: str, start: int) -> tuple[Owner, ...]:
    """The owners after the pattern, up to an inline comment, each once."""
    owners: dict[str, Owner] = {}
    for word in _WORD.finditer(line, start):
        if word[0].startswith("#"):
            break
        owner = _owner(word[0])
        if owner is None:
            reason = "Not an owner: write `@user`, `@organization/team` or an e-mail address."
            raise _Unclear(word.start() + 1, word[0], reason)
        owners.setdefault(word[0].casefold(), owner)
    return tuple(owners.values())


def _owner(word: str) -> Owner | None:
    if _TEAM.fullmatch(word):
        return Owner("team", word[1:])
    if _USER.fullmatch(word):
        return Owner("user", word[1:])
    return Owner("email", word) if _EMAIL.fullmatch(word) else None


def _refuse_too_many(wildcards: int, pattern: str) -> None:
    if wildcards > MOST_WILDCARDS:
        reason = f"The file has more than {MOST_WILDCARDS:,} wildcards; this line is not used."
        raise _Unclear(1, pattern, reason)

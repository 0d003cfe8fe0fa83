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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from snapshot.glob_syntax import Glob
from snapshot.owner_lines import Owner, UnclearLine, read_line
from snapshot.path_index import PathIndex, is_plain, start_of

__all__ = ["LARGEST_FILE", "LOCATIONS", "Codeowners", "LineProblem", "Owner", "Rule", "parse"]

LOCATIONS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where GitHub looks for the file; the first one found is the only one that counts."""

LARGEST_FILE = 3 * 1024 * 1024
"""Bytes; a file of exactly that size counts."""

MOST_WILDCARDS = 5_000
"""In the patterns that begin with the same folders (`/src/`), and four times as many in the file.
Lines beyond it are skipped and reported, which GitHub does not do: every wildcard costs time on
every path. Plain paths, plain names and `*.extension` cost nothing and are not counted.
"""
_TIMES_IN_FILE = 4


@dataclass(frozen=True, slots=True)
class Rule:
    """One line that counts; `owners` may be empty: then nobody owns what `pattern` matches."""

    line: int
    pattern: str
    owners: tuple[Owner, ...]

    @property
    def names(self) -> frozenset[str]:
        """The owners to compare with those of another rule."""
        return frozenset(owner.written.casefold() for owner in self.owners)


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

    def matching(self, path: str) -> Iterator[Rule]:
        """All rules that match `path`, whether others win or not; in no particular order."""
        return (self.rules[position] for position in self._index.every(path))

    def rules_for(self, paths: Iterable[str]) -> tuple[Rule | None, ...]:
        """`rule_for` each of `paths`, in their order."""
        return tuple(self.rule_for(path) for path in paths)


@lru_cache(maxsize=2)
def parse(text: str) -> Codeowners:
    """Read a CODEOWNERS file. Never raises: what is wrong is among the `problems`.

    The last two files are remembered, that of the base and that of the head: one judgement asks
    for them more than once.
    """
    if len(text) > LARGEST_FILE or len(text.encode("utf-8", "replace")) > LARGEST_FILE:
        reason = "GitHub does not load a CODEOWNERS file over 3 MB; join lines into wider patterns."
        return Codeowners(problems=(LineProblem(1, 1, "", reason),))
    rules: list[Rule] = []
    globs: list[Glob] = []
    problems: list[LineProblem] = []
    allowance = _Allowance()
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        try:
            read = read_line(line)
            if read is None:
                continue
            allowance.take(read.glob, read.pattern)
        except UnclearLine as unclear:
            problems.append(LineProblem(number, unclear.column, unclear.text[:200], unclear.reason))
        else:
            rules.append(Rule(number, read.pattern, read.owners))
            globs.append(read.glob)
    return Codeowners(tuple(rules), tuple(problems), PathIndex(globs))


class _Allowance:
    """Counts wildcards by the folders their patterns begin with."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}
        self._total = 0

    def take(self, glob: Glob, pattern: str) -> None:
        """Raises UnclearLine when there are too many by now."""
        if is_plain(glob):
            return
        start = start_of(glob)
        used, total = self._used.get(start, 0) + glob.wildcards, self._total + glob.wildcards
        if used > MOST_WILDCARDS or total > _TIMES_IN_FILE * MOST_WILDCARDS:
            reason = f"The file has more than {MOST_WILDCARDS:,} wildcards; this line is not used."
            raise UnclearLine(1, pattern, reason)
        self._used[start], self._total = used, total

"""What GitHub finds wrong in a CODEOWNERS file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pygit2

from sandbox.accounts import Role
from sandbox.repository import Repository
from sandbox.state import WorldState

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
LARGEST_FILE = 3 * 1024 * 1024
WRITERS: tuple[Role, ...] = ("write", "maintain", "admin")
# A pattern, then owners; a comment may end the line. Spaces in a pattern are escaped.
_WORD = re.compile(r"(?:\\.|\S)+")
_LOGIN = re.compile(r"@[A-Za-z0-9][A-Za-z0-9_-]*")
_TEAM = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+")


@dataclass(frozen=True, slots=True)
class OwnersError:
    """One thing that is wrong; line and column count from 1, `source` is the line."""

    line: int
    column: int
    kind: str
    source: str
    path: str
    suggestion: str | None = None

    @property
    def message(self) -> str:
        """For a screen with letters of one width: the line with a mark below the place."""
        hint = f" {self.suggestion}" if self.suggestion else ""
        mark = " " * (self.column - 1) + "^"
        return f"{self.kind} on line {self.line}:{hint}\n\n  {self.source}\n  {mark}"


def owners_errors(
    world: WorldState, it: Repository, revision: str
) -> tuple[OwnersError, ...] | None:
    """In the order of the file; None without a file that GitHub loads (at most 3 MB)."""
    for path in PLACES:
        blob = it.git.find(f"{revision}:{path}")
        if isinstance(blob, pygit2.Blob):
            if blob.size > LARGEST_FILE:
                return None
            text = blob.data.decode("utf-8", "replace").removeprefix("\ufeff")
            return tuple(_errors(world, it, path, text))
    return None


def _errors(world: WorldState, it: Repository, path: str, text: str) -> Iterator[OwnersError]:
    for number, line in enumerate(text.splitlines(), 1):
        words = list(_WORD.finditer(line))
        if not words or words[0][0].startswith("#"):
            continue
        pattern = words[0]
        hint = _pattern_problem(pattern[0])
        if hint is not None:
            column = pattern.start() + 1
            yield OwnersError(number, column, "Invalid pattern", line, path, hint or None)
            continue
        for word in words[1:]:
            if word[0].startswith("#"):
                break
            kind, hint = _owner_problem(world, it, word[0])
            if kind:
                yield OwnersError(number, word.start() + 1, kind, line, path, hint or None)


def _pattern_problem(pattern: str) -> str | None:
    """What to write instead ("" when nothing comes to mind); None for a pattern that holds."""
    if pattern == "/":
        return "The pattern `/` will never match anything, did you mean `*` instead?"
    if "***" in pattern:
        return f"Did you mean `{re.sub(r'[*]{3,}', '**', pattern)}`?"
    if pattern.startswith(("!", "\\#")) or re.search(r"(?<!\\)[\[\]]", pattern):
        return ""
    return None


def _owner_problem(world: WorldState, it: Repository, owner: str) -> tuple[str, str]:
    """The kind of the problem and what to do about it; empty words when there is none."""
    if _TEAM.fullmatch(owner):
        team = world.teams.get(owner[1:].casefold())
        if team and not team.secret and world.team_role(it, team) in WRITERS:
            return "", ""
        return "Unknown owner", (
            f"make sure the team {owner} exists, is publicly visible, and has write access to the "
            "repository"
        )
    if not _LOGIN.fullmatch(owner) and not _ADDRESS.fullmatch(owner):
        return "Invalid owner", ""
    by_login = owner.startswith("@")
    person = world.accounts.get(owner[1:].casefold()) if by_login else None
    person = person or (None if by_login else world.account_by_email(owner))
    if person and world.granted_role(it, person) in WRITERS:
        return "", ""
    return "Unknown owner", f"make sure {owner} exists and has write access to the repository"

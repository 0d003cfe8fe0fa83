"""Who wrote a commit and when, and which commits are to be passed over when that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pygit2

from snapshot.git.trees import text_file

USUAL_IGNORE_FILE = ".git-blame-ignore-revs"
"""Where GitHub looks for the commits to be passed over."""

_SETTING = "blame.ignoreRevsFile"
_COMMIT = re.compile(r"[ \t]*([0-9a-f]{40}|[0-9a-f]{64})[ \t]*(?:#.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote something, by the names of `.mailmap`, and when (UTC)."""

    name: str
    email: str
    at: datetime


class Authors:
    """Answers for the commits of one repository."""

    def __init__(self, git: pygit2.Repository) -> None:
        self._names = pygit2.Mailmap.from_repository(git)

    def of(self, commit: pygit2.Commit) -> Author:
        """The author as `git blame` shows it."""
        written = commit.author
        try:
            known = self._names.resolve_signature(written)
        except (ValueError, pygit2.GitError):  # a name or address that no mailmap could have
            known = written
        name = known.raw_name.decode("utf-8", "replace")
        email = known.raw_email.decode("utf-8", "replace")
        return Author(name, email, _moment(written.time))


def passed_over(git: pygit2.Repository, commit: pygit2.Commit) -> frozenset[str]:
    """The commits that `git blame` is told to pass over: by the files that git's configuration
    names, and by the one GitHub knows, as `commit` has it.
    """
    texts = list(_configured(git))
    usual = text_file(commit, USUAL_IGNORE_FILE)
    if usual is not None:
        texts.append(usual.text)
    lines = (line for text in texts for line in text.splitlines())
    return frozenset(m[1].lower() for line in lines if (m := _COMMIT.fullmatch(line)))


def ends_of_shallow(git: pygit2.Repository) -> frozenset[str]:
    """The commits whose parents a shallow clone did not fetch."""
    common = Path(git.path)
    if (common / "commondir").is_file():  # a work tree beside the main one
        common = (common / (common / "commondir").read_text().strip()).resolve()
    try:
        return frozenset((common / "shallow").read_text().split())
    except OSError:
        return frozenset()


def _configured(git: pygit2.Repository) -> Iterator[str]:
    root = Path(git.workdir or git.path)
    try:
        named = [name for name in git.config.get_multivar(_SETTING) if name]
    except (KeyError, pygit2.GitError):
        return
    for name in named:
        try:
            yield (root / Path(name).expanduser()).read_text(encoding="utf-8", errors="replace")
        except (OSError, RuntimeError):
            continue


def _moment(seconds: int) -> datetime:
    """A commit may bear a date beyond all calendars."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(0, UTC)

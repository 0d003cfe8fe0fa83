"""The commits of a branch and who wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import pygit2
from pygit2.enums import SortMode

from snapshot.git.opening import Range
from snapshot.people import Person
from snapshot.pull_request import Commit

MOST_COMMITS = 250
"""As on GitHub; of a longer branch the latest ones are read."""

_CO_AUTHOR = re.compile(
    r"^co-authored-by:[ \t]*(?P<name>[^<>\n]{0,200})<(?P<email>[^<>\s]{1,200})>[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NO_REPLY = re.compile(r"(?:\d+\+)?(?P<login>[A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\..+")


def commits_of(repository: pygit2.Repository, between: Range) -> tuple[Commit, ...]:
    """The commits that the head has and the base has not, oldest first."""
    walker = repository.walk(between.head.commit.id, SortMode.TOPOLOGICAL | SortMode.TIME)
    walker.hide(between.base.commit.id)
    latest = [_commit(commit) for commit in islice(walker, MOST_COMMITS)]
    return tuple(reversed(latest))


def _commit(commit: pygit2.Commit) -> Commit:
    message = commit.raw_message.decode("utf-8", "replace")
    authors: dict[str, Person] = {}
    for person in _authors(commit, message):
        authors.setdefault((person.email or person.name).casefold(), person)
    return Commit(str(commit.id), message, tuple(authors.values()), _person(commit.committer))


def _authors(commit: pygit2.Commit, message: str) -> Iterator[Person]:
    """The author, and the co-authors the message names; some perhaps twice."""
    yield _person(commit.author)
    for trailer in _CO_AUTHOR.finditer(message):
        yield _named(trailer["name"].strip(), trailer["email"])


def _person(signature: pygit2.Signature) -> Person:
    name = signature.raw_name.decode("utf-8", "replace")
    return _named(name, signature.raw_email.decode("utf-8", "replace"))


def _named(name: str, email: str) -> Person:
    """GitHub's own no-reply addresses say which account they stand for."""
    no_reply = _NO_REPLY.fullmatch(email)
    login = no_reply["login"] if no_reply else None
    return Person(login, name, email, is_bot=bool(login and login.endswith("[bot]")))

"""Contents of single files, asked for where nothing else can prove what happened to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pygit2

from github_app.failures import WorldFailure, wants_peace
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.question import Question

MOST_AT_ONCE = 100
"""Contents in one query."""
FEW = 10
"""Contents in one query, where GitHub failed to answer a larger one."""
MOST_CONTENTS = 400
"""Contents in one reading; GraphQL sends at most some 500 kB of each."""


@dataclass(slots=True)
class Contents:
    """`texts` maps a blob's id to its text, for those that are one and can be read whole; `blobs`
    maps `<commit>:<path>` to the blob there.
    """

    texts: dict[str, str] = field(default_factory=dict)
    blobs: dict[str, str] = field(default_factory=dict)

    def take_text(self, oid: str, node: Any) -> None:
        """Keeps only what has that id: a text in another encoding is shown as something else."""
        found = blob(node, oid)
        text = found.text if found and not found.is_binary else None
        if text is not None and str(pygit2.hash(text.encode("utf-8", "replace"))) == oid:
            self.texts[oid] = text

    def take_blob(self, place: str, node: Any) -> None:
        if isinstance(node, dict) and node.get("oid"):
            self.blobs[place] = str(node["oid"])


def read_contents(github: GitHub, oids: Iterable[str], places: Iterable[str] = ()) -> Contents:
    """The texts of the blobs `oids`, and the blobs at `places`; one query for each hundred."""
    found = Contents()
    wanted = [_Wanted(oid, is_text=True) for oid in dict.fromkeys(oids)]
    wanted += [_Wanted(place, is_text=False) for place in dict.fromkeys(places)]
    answers = [
        github.beside(partial(_read, github, found, some)) for some in _parts(wanted, MOST_AT_ONCE)
    ]
    for answer in answers:
        answer.result()
    return found


@dataclass(frozen=True, slots=True)
class _Wanted:
    name: str
    is_text: bool


def _read(github: GitHub, found: Contents, wanted: Sequence[_Wanted]) -> None:
    """When GitHub fails, perhaps because that is a lot to send, a few at a time."""
    try:
        _question(github, found, wanted).put(github)
    except WorldFailure as trouble:
        if len(wanted) <= FEW or wants_peace(trouble):
            raise
        for some in _parts(wanted, FEW):
            _question(github, found, some).put(github)


def _question(github: GitHub, found: Contents, wanted: Sequence[_Wanted]) -> Question:
    owner, name = github.full_name.split("/", 1)
    question = Question(owner, name, number=0)
    for one in wanted:
        if one.is_text:
            take = partial(found.take_text, one.name)
            question.ask_repository("object(oid: {oid})", documents.BLOB, take, oid=one.name)
        else:
            take = partial(found.take_blob, one.name)
            what = "object(expression: {expression})"
            question.ask_repository(what, "oid", take, expression=one.name)
    return question


def _parts(wanted: Sequence[_Wanted], size: int) -> Iterator[Sequence[_Wanted]]:
    return (wanted[at : at + size] for at in range(0, len(wanted), size))

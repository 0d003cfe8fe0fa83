"""Contents of single files, asked for where nothing else can prove what happened to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pygit2

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.question import Question

MOST_AT_ONCE = 100
"""Contents in one query."""
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
    found, questions = Contents(), [_question(github)]
    texts, blobs = dict.fromkeys(oids), dict.fromkeys(places)
    for number, name in enumerate([*texts, *blobs], start=1):
        if number % MOST_AT_ONCE == 0:
            questions.append(_question(github))
        if number <= len(texts):
            take = partial(found.take_text, name)
            questions[-1].ask_repository("object(oid: {oid})", documents.BLOB, take, oid=name)
        else:
            take = partial(found.take_blob, name)
            what = "object(expression: {expression})"
            questions[-1].ask_repository(what, "oid", take, expression=name)
    for answer in [github.beside(partial(question.put, github)) for question in questions]:
        answer.result()
    return found


def _question(github: GitHub) -> Question:
    owner, name = github.full_name.split("/", 1)
    return Question(owner, name, number=0)

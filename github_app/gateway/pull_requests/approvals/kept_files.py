"""Proves of single files that their change is the approved one, brought to where the base is now.

Whether it is depends on the two changes alone, so it is found out once and remembered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.approvals.contents import (
    MOST_CONTENTS,
    Contents,
    read_contents,
)
from github_app.gateway.pull_requests.files import packed
from github_app.gateway.recall import Recall
from snapshot.changed_file import ChangedFile
from snapshot.kept_change import is_clean_result

MOST_PAIRS = MOST_CONTENTS // 2
"""In one reading: each needs two contents."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two changes of a file that only its contents can tell apart.

    `place` is where a renamed file stands on the base of today, as `<commit>:<path>`, when nothing
    but its name changes; "" for others.
    """

    seen: ChangedFile
    now: ChangedFile
    place: str = ""

    @property
    def key(self) -> str:
        """Where the answer is remembered."""
        told = json.dumps([packed((self.seen, self.now)), self.place])
        return f"kept-file:{hashlib.sha256(told.encode()).hexdigest()}"

    @property
    def oids(self) -> tuple[str, ...]:
        """The blobs whose texts decide."""
        return () if self.place else (self.seen.blob_oid or "", self.now.blob_oid or "")


def find_kept(github: GitHub, recall: Recall, pairs: Iterable[Pair]) -> tuple[frozenset[Pair], int]:
    """Those of `pairs` that are proven to be the same change.

    Contents are asked for as far as a reading may; how many pairs are left for another one is
    answered as well.
    """
    by_key = {pair.key: pair for pair in pairs}
    known = dict(zip(by_key, recall.get_many(tuple(by_key)), strict=True))
    unknown = [by_key[key] for key, answer in known.items() if answer is None]
    if to_prove := unknown[:MOST_PAIRS]:
        contents = _contents(github, to_prove)
        found = {pair.key: _is_kept(pair, contents) for pair in to_prove}
        recall.put(found)
        known |= found
    proven = frozenset(pair for key, pair in by_key.items() if known[key])
    return proven, len(unknown) - len(to_prove)


def _contents(github: GitHub, pairs: Iterable[Pair]) -> Contents:
    return read_contents(
        github,
        (oid for pair in pairs for oid in pair.oids),
        (pair.place for pair in pairs if pair.place),
    )


def _is_kept(pair: Pair, contents: Contents) -> bool:
    if pair.place:
        return contents.blobs.get(pair.place) == pair.now.blob_oid
    texts = [contents.texts.get(oid) for oid in pair.oids]
    if texts[0] is None or texts[1] is None:
        return False
    return is_clean_result(pair.seen, pair.now, texts[0], texts[1])

"""Which merged pull requests are worth keeping: those that may cite some record."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from decisions.log import MergedPullRequest
from snapshot.citations import cited
from snapshot.facts import Repository
from snapshot.record_family import RecordFamily
from snapshot.record_index import RecordIndex


@dataclass(frozen=True, slots=True)
class Citing:
    """`prefixes` are the words before a number that cite a record."""

    prefixes: tuple[str, ...]

    @classmethod
    def of(
        cls, paths: Iterable[str], repository: Repository, families: tuple[RecordFamily, ...]
    ) -> Citing:
        return cls(tuple(sorted(RecordIndex(paths, repository, families).prefixes)))

    @property
    def key(self) -> str:
        """The same for two of them that keep the same pull requests."""
        return hashlib.sha256(json.dumps(self.prefixes).encode()).hexdigest()[:16]

    def may_cite(self, pull_request: MergedPullRequest) -> bool:
        """Whether a text or the branch names something that could be a record."""
        return any(
            citation.kind != "mention"
            for text in (*pull_request.texts, pull_request.branch)
            for citation in cited(text, self.prefixes)
        )

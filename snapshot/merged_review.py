"""A merged pull request, as far as it tells who reviews what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class MergedReview:
    """`paths` are some of the files it changed, new paths, fifty at most; `approvers` the
    logins (lower case) whose last opinion was an approval. `merged_at` is UTC.
    """

    number: int
    merged_at: datetime
    author: str
    paths: tuple[str, ...]
    approvers: tuple[str, ...]

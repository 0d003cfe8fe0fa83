"""Comments below an issue, as they read now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment below an issue. `id` is its node id, `author` "" for a deleted account. `is_own`:
    we wrote it. `may_steer`: a person wrote it who may give commands here (a member of the
    organisation or a collaborator). `is_acknowledged`: we reacted to it.
    """

    id: str
    author: str
    body: str
    at: datetime
    is_own: bool = False
    may_steer: bool = False
    is_acknowledged: bool = False

"""What review coverage asks for, as the map reads the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

StaleApprovals = Literal["never", "per_file", "any_push"]


@dataclass(frozen=True, slots=True)
class CoverageRules:
    """`approvals` people have to approve each file. `stale_approvals` says when an approval of an
    earlier commit ends; `bots` (lower case, without `[bot]`) are the bots that may approve.
    `one_person_many_roles`: somebody may stand for several roles at once.
    """

    approvals: int = 1
    stale_approvals: StaleApprovals = "per_file"
    bots: frozenset[str] = frozenset()
    one_person_many_roles: bool = False

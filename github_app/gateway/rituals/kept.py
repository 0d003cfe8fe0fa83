"""What the last turn left behind, so that the next one, and the clock, know where to begin.

Only a cache: whatever is lost of it is found again at GitHub, by marker and author. The one thing
GitHub does not tell is that an issue was there once and was deleted or moved by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from config.policy import Policy
from github_app.gateway.recall import MONTH, Recall
from github_app.gateway.rituals.followed import Followed
from github_app.remembered.legible import legible

KEPT = "rituals:kept"
REMEMBERED_SECONDS = 13 * MONTH
_MOST_REMEMBERED = 4
_AT_ONCE = timedelta(hours=1)

Opened = Mapping[str, Mapping[str, int]]
"""The number of the issue, by ritual and occurrence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """`digest` is that of the rituals the policy asked for, `moments` say when another look at each
    of them is worth while (UTC; None for never). `opened` are the newest issues of ours; `removed`
    those of them that are there no more. `visibility` is GitHub's word for who sees the repository,
    "" when unknown; `takes_issues` is False when issues are switched off or it is archived.
    `followed` is what the newest issue of each ritual speaks of.
    """

    digest: str = ""
    moments: Mapping[str, datetime | None] = field(default_factory=dict)
    opened: Opened = field(default_factory=dict)
    removed: frozenset[tuple[str, str]] = frozenset()
    visibility: str = ""
    takes_issues: bool = True
    followed: Followed = field(default_factory=dict)

    @property
    def next_at(self) -> datetime | None:
        """The first of all moments."""
        return min((moment for moment in self.moments.values() if moment), default=None)

    def expected(self, names: Iterable[str]) -> Collection[str]:
        """Those of the rituals whose time has come, or comes next: what they need is worth reading
        at once. By this machine's clock, which decides about nothing else.
        """
        first = self.next_at
        horizon = max(datetime.now(UTC), first + _AT_ONCE) if first else datetime.now(UTC)
        known = {name: self.moments[name] for name in names if name in self.moments}
        come = {name for name, moment in known.items() if moment and moment <= horizon}
        return come | {name for name in names if name not in known}

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of all issues in `opened`, ascending."""
        return tuple(sorted({n for known in self.opened.values() for n in known.values()}))


NOTHING = Kept()
"""What is known of a repository nobody has looked at."""


def rituals_digest(policy: Policy) -> str:
    """Changes with whatever the policy says about rituals."""
    asked = {name: each.model_dump(mode="json") for name, each in policy.rituals.items()}
    written = json.dumps(asked, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def with_opened(
    opened: Opened, ritual: str, occurrence: str, number: int
) -> dict[str, Mapping[str, int]]:
    """`opened` with one more; only the newest of each ritual are remembered."""
    known = {**opened.get(ritual, {}), occurrence: number}
    newest = sorted(known.items(), key=lambda entry: entry[1])[-_MOST_REMEMBERED:]
    return {**opened, ritual: dict(newest)}


def read_kept(recall: Recall) -> Kept | None:
    """None when nothing is known."""
    return unpacked_kept(recall.get(KEPT))


def remember_kept(recall: Recall, kept: Kept) -> None:
    """One round trip."""
    moments = {name: at.isoformat() if at else "" for name, at in kept.moments.items()}
    packed = {
        "digest": kept.digest,
        "moments": moments,
        "opened": {ritual: dict(known) for ritual, known in kept.opened.items()},
        "removed": sorted(map(list, kept.removed)),
        "visibility": kept.visibility,
        "takes_issues": kept.takes_issues,
        "followed": {ritual: list(references) for ritual, references in kept.followed.items()},
    }
    recall.put({KEPT: packed}, REMEMBERED_SECONDS)


def unpacked_kept(stored: Any) -> Kept | None:
    """What `remember_kept` left, as `Recall` answers it."""
    return legible(stored, _kept)


def _kept(stored: Any) -> Kept:
    return Kept(
        digest=str(stored["digest"]),
        moments={
            str(name): datetime.fromisoformat(at) if at else None
            for name, at in stored["moments"].items()
        },
        opened={
            str(ritual): {str(occurrence): int(number) for occurrence, number in known.items()}
            for ritual, known in stored["opened"].items()
        },
        removed=frozenset((str(ritual), str(occ)) for ritual, occ in stored["removed"]),
        visibility=str(stored["visibility"]),
        takes_issues=bool(stored["takes_issues"]),
        # An earlier version left none, and that is no reason to forget what was removed.
        followed={
            str(ritual): tuple(map(str, references))
            for ritual, references in stored.get("followed", {}).items()
        },
    )

"""The owner's wishes as one typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checks.engine.declare import CheckSettings
from rituals.engine.declare import RitualSettings

CommentWhen = Literal["never", "blocking", "findings"]

POLICY_PATH = ".github/plumbline.yml"


@dataclass(frozen=True, slots=True)
class Policy:
    """What one repository asked for; every check has an entry, a ritual only when it is asked for.

    `comment`: when Plumbline may write its one comment on a pull request.
    """

    checks: Mapping[str, CheckSettings]
    rituals: Mapping[str, RitualSettings]
    comment: CommentWhen = "blocking"

    @property
    def record_folders(self) -> tuple[str, ...]:
        """All decision folders any check reads, sorted, without doubles."""
        return tuple(sorted({f for s in self.checks.values() for f in s.reads().record_folders}))

    @property
    def labels(self) -> tuple[str, ...]:
        """All repository labels any active check asks for, sorted, without doubles."""
        return tuple(
            sorted({n for s in self.checks.values() if s.mode != "off" for n in s.reads().labels})
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the policy file: where (line and column count from 1), what, and the remedy."""

    line: int
    column: int
    message: str
    remedy: str = ""

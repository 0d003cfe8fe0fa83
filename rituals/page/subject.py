"""What the pages of the rituals are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote

from rituals.engine.calendar import State


@dataclass(frozen=True, slots=True)
class Trouble:
    """A mistake in the policy file: where it is (line from 1), what it is, and the remedy."""

    line: int
    message: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The repository. `url` is its address at GitHub, `branch` its default branch, "" when empty.

    `takes_issues` is False when they are switched off, or the repository is archived. `troubles`
    are those of the policy file, empty unless it is broken; `is_last_good`: what is shown then goes
    by the file as it was before. `visibility` is GitHub's word for who sees it, "" when unknown.
    """

    full_name: str
    url: str
    branch: str = ""
    takes_issues: bool = True
    is_archived: bool = False
    policy_path: str = ".github/plumbline.yml"
    troubles: tuple[Trouble, ...] = ()
    is_last_good: bool = False
    visibility: str = ""

    @property
    def has_address(self) -> bool:
        """Whether `url` can be led to."""
        return self.url.startswith(("https://", "http://"))

    @property
    def policy_url(self) -> str:
        """The policy file at GitHub; "" where that is not known."""
        if not self.has_address or not self.branch:
            return ""
        return f"{self.url}/blob/{quote(self.branch)}/{self.policy_path}"


@dataclass(frozen=True, slots=True)
class Ahead:
    """An occurrence of a ritual in one of several repositories, one that comes next or that waits
    for somebody; `day` is local in `zone`, `issue` is 0 when there is none that is known.
    """

    full_name: str
    title: str
    day: date
    due: datetime
    zone: str
    state: State = "coming"
    issue: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """A repository with how many `rituals` it asks for, None where that is not known; `counts` are
    those of its occurrences of the last eight weeks by state, empty where nothing is known.
    """

    full_name: str
    rituals: int | None
    counts: Mapping[State, int] = field(default_factory=dict)

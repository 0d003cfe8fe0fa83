"""What is known when the postmortems of a repository are planned: immutable facts of one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from snapshot.conversation import Comment
from snapshot.facts import Repository
from snapshot.postmortem import Postmortem


@dataclass(frozen=True, slots=True)
class LinkedPull:
    """A pull request that closed an incident, and the paths it changed as far as they are known."""

    number: int
    title: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """An issue that carries, or carried, the label of an incident.

    `participants` counts people in the conversation, as far as it was read. `closed_at` is None
    while it is open, or open again. `is_dismissed`: it was closed as a duplicate or as not planned,
    so that there was none. `author_may_steer` as `Comment.may_steer`. `id` is its node id.
    """

    number: int
    title: str
    opened_at: datetime
    closed_at: datetime | None
    body: str = ""
    labels: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    participants: int = 0
    pulls: tuple[LinkedPull, ...] = ()
    is_dismissed: bool = False
    author_may_steer: bool = False
    id: str = ""

    def has_label(self, *names: str) -> bool:
        """Whether it carries any of these labels (names compare case-insensitively)."""
        carried = {label.casefold() for label in self.labels}
        return any(name.casefold() in carried for name in names)


@dataclass(frozen=True, slots=True)
class OwnIssue:
    """An issue of ours that is open; `id` is its node id, `comments` the newest ones by age.
    `is_heard`: those are all of them.
    """

    number: int
    id: str
    body: str
    comments: tuple[Comment, ...] = ()
    is_heard: bool = True


@dataclass(frozen=True, slots=True)
class PostmortemFacts:
    """Everything that is planned from.

    `documents` are the postmortems of the default branch at `head_oid`, by path; `unread` those
    whose text could not be read; `changed` says by path when a file changed last, `long_there` are
    the paths of those that were there when history ended (`action_steps.history_ends`). `incidents`
    are the closed ones that changed last, and those whose postmortem is still waited for, open or
    closed. `own` are our open issues; `own_goes_on` where there are more of them. `since` is the
    day from which on incidents count. `template` is the text of the template file, None without
    one. `former_names` are the full names by which the repository went before, in lower case.
    """

    repository: Repository
    head_oid: str
    now: datetime
    since: date
    documents: tuple[Postmortem, ...] = ()
    changed: Mapping[str, date] = field(default_factory=dict)
    long_there: frozenset[str] = frozenset()
    unread: tuple[str, ...] = ()
    incidents: tuple[Incident, ...] = ()
    own: tuple[OwnIssue, ...] = ()
    own_goes_on: bool = False
    template: str | None = None
    required_sections: tuple[tuple[str, ...], ...] = ()
    folder: str = "docs/postmortems"
    former_names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The full names by which texts may know the repository, in lower case, today's first."""
        return (self.repository.full_name.casefold(), *self.former_names)

    @property
    def today(self) -> date:
        return self.now.date()

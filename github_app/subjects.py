"""What work is about, and why it is looked at: the two values that travel through Redis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SubjectKind = Literal[
    "pull_request",
    "merge_group",
    "repository",
    "organization",
    "rituals",
    "decisions",
    "debt",
    "postmortems",
    "sweep",
]

NEW_REPOSITORIES = "new"
LEFT_OVER = "rest"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something to bring up to date. Events about the same subject are merged.

    `detail` is the pull request's number, the merge group's head commit, the name of the branch
    whose open pull requests must be judged again (`repository`; or `head:<oid>`, which no branch
    can be called, for the open pull requests with that head), the login of the organisation or
    person whose teams or access changed (`organization`; in one repository where it has an id), or
    "" (`rituals`; `decisions`: the log of a repository's records and the reminders of their dates;
    `debt`: its ledger and hotspots; `postmortems`: those that are due, their actions and index;
    `sweep`: open pull requests whose verdicts may be missing or old, of a repository where it has
    an id). A sweep of an installation is about its first repositories with "", about those behind
    them with the number of the part, about all anew with NEW_REPOSITORIES, and with LEFT_OVER about
    what did not fit into the budget before.
    Numeric ids survive renames; they are 0 where the kind has none.
    """

    kind: SubjectKind
    installation_id: int
    repository_id: int
    detail: str

    @property
    def key(self) -> str:
        """A stable text form; `Subject.parse` is its inverse."""
        return f"{self.kind}:{self.installation_id}:{self.repository_id}:{self.detail}"

    @classmethod
    def parse(cls, key: str) -> Subject:
        kind, installation, repository, detail = key.split(":", 3)
        return cls(kind, int(installation), int(repository), detail)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What made us look at a subject, and hints that save requests; never trusted as facts.

    `event` is GitHub's event with its action. `repository` is `owner/name` at that time.
    `base_name`, `head_oid`, `changed_files` come from the payload where it has them.
    `head_name` is the branch of a merge group, which names a pull request of the group.
    `again` is True when a person asked for a fresh answer (re-run): everything is written anew.
    `background`: nobody waits for it, so it yields to what a person just touched.
    `received`: when the oldest of the merged events came in, seconds since the epoch by the clock
    of the machine that took it; 0.0 where no event of GitHub's is behind it.
    `changed`: when the pull request changed last, as the payload says, in seconds since the epoch
    by GitHub's clock; 0.0 where it does not say.
    """

    event: str
    repository: str
    delivery: str = ""
    sender: str = ""
    base_name: str = ""
    head_oid: str = ""
    changed_files: int = 0
    again: bool = False
    head_name: str = ""
    background: bool = False
    received: float = 0.0
    changed: float = 0.0

    @property
    def is_about_review(self) -> bool:
        """Whether somebody gave an opinion: the commonest event, on which nothing else changed."""
        return self.event.startswith("pull_request_review.")

    def merged_into(self, newer: Prompt) -> Prompt:
        """The newer prompt, keeping a re-run that was asked for and hints only the older has."""
        return Prompt(
            event=newer.event,
            repository=newer.repository or self.repository,
            delivery=newer.delivery,
            sender=newer.sender,
            base_name=newer.base_name or self.base_name,
            head_oid=newer.head_oid or self.head_oid,
            changed_files=newer.changed_files or self.changed_files,
            again=self.again or newer.again,
            head_name=newer.head_name or self.head_name,
            background=self.background and newer.background,
            received=min(filter(None, (self.received, newer.received)), default=0.0),
            changed=max(self.changed, newer.changed),
        )

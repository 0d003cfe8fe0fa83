"""One delivery, with the parts that nearly every event has."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.events.payload import Payload
from github_app.subjects import Prompt, Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Identity:
    """Who we are at GitHub; `slug` is "" until it was learned."""

    app_id: int
    slug: str = ""

    @property
    def login(self) -> str:
        """The account our own actions are done by."""
        return f"{self.slug}[bot]" if self.slug else ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """`event` is the value of `X-GitHub-Event`, `guid` that of `X-GitHub-Delivery`; `received` is
    when it came in, in seconds since the epoch.
    """

    event: str
    guid: str
    payload: Payload
    us: Identity
    received: float = 0.0

    @property
    def action(self) -> str:
        return self.payload.text("action")

    @property
    def name(self) -> str:
        """The event with its action, as GitHub's documentation writes it."""
        return f"{self.event}.{self.action}" if self.action else self.event

    @property
    def installation_id(self) -> int:
        return self.payload.number("installation", "id")

    @property
    def repository_id(self) -> int:
        return self.payload.number("repository", "id")

    @property
    def repository(self) -> str:
        """`owner/name`, "" where there is none."""
        return self.payload.text("repository", "full_name")

    @property
    def default_branch(self) -> str:
        return self.payload.text("repository", "default_branch")

    def subject(self, kind: SubjectKind, detail: str | int = "") -> Subject:
        """A subject in the repository this delivery is about."""
        return Subject(kind, self.installation_id, self.repository_id, str(detail))

    def prompt(
        self,
        *,
        base_name: str = "",
        head_oid: str = "",
        changed_files: int = 0,
        again: bool = False,
        head_name: str = "",
        changed: float = 0.0,
    ) -> Prompt:
        return Prompt(
            event=self.name,
            repository=self.repository,
            delivery=self.guid,
            sender=self.payload.text("sender", "login"),
            base_name=base_name,
            head_oid=head_oid,
            changed_files=changed_files,
            again=again,
            head_name=head_name,
            received=self.received,
            changed=changed,
        )

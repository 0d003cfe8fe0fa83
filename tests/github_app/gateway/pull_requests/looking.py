"""Reading a pull request as the worker does, and looking at what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.gateway.pull_requests.people.colleagues import ColleagueCache
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.gateway.pull_requests.pull_request import Reading, read_pull_request
from github_app.gateway.pull_requests.remember import remember
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.recall import Recall
from github_app.remembered.retargets import Retargets
from sandbox.pull_requests import PullRequest
from snapshot.facts import Snapshot
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

PUSH = "pull_request.synchronize"
APPROVAL = "pull_request_review.submitted"
PAYMENTS = """\
areas:
  payments:
    paths: [src/]
    permission: maintain
"""


@dataclass(frozen=True, slots=True)
class Look:
    """What was read, and what was asked for it, in short."""

    reading: Reading
    asked: list[str]

    @property
    def snapshot(self) -> Snapshot:
        return self.reading.snapshot

    @property
    def kinds(self) -> list[str]:
        """The requests as `query` or verb, sorted: some leave at the same time."""
        return sorted(request.split(" ")[0] for request in self.asked)

    def members(self, handle: str) -> frozenset[str] | None:
        team = self.snapshot.team(handle)
        assert team is not None, handle
        return team.members

    def permission(self, login: str) -> str | None:
        found = self.snapshot.colleague(login)
        assert found is not None, login
        return found.permission

    def is_busy(self, login: str) -> bool:
        found = self.snapshot.colleague(login)
        assert found is not None, login
        return found.is_busy


def look(stage: Stage, pull: PullRequest, event: str = PUSH, sender: str = "") -> Look:
    """Reads as after a webhook of that name, and remembers what was read."""
    desk, repository_id = stage.desk, stage.repository.id
    sources = Sources(
        github=desk.github.installation(stage.installation.id, repository_id, REPOSITORY),
        recall=Recall(desk.redis, repository_id),
        teams=TeamCache(desk.redis, stage.installation.id),
        colleagues=ColleagueCache(desk.redis, stage.installation.id, repository_id),
        retargets=Retargets(desk.redis, repository_id),
        app_id=7,
        repository_id=repository_id,
    )
    prompt = stage.prompt(
        event,
        base_name=pull.base_name,
        head_oid=pull.head_oid,
        changed_files=len(pull.files),
        sender=sender,
    )
    stage.sandbox.service.exchanges.reset()
    found = read_pull_request(sources, pull.number, prompt, desk.time_of)
    assert found is not None
    remember(sources, found.source)
    return Look(found, said(list(stage.sandbox.service.exchanges.last())))


def on_base(stage: Stage, **files: str) -> None:
    """Puts `owners` into CODEOWNERS and `policy` into the policy file of the base branch."""
    paths = {"owners": ".github/CODEOWNERS", "policy": ".github/plumbline.yml"}
    content = {paths[name]: text for name, text in files.items()}
    stage.world.push_to_branch("main", content, "Change", by="linus", repository=REPOSITORY)

"""Where the App is installed, and what the policies of those repositories say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from config.policy import POLICY_PATH
from github_app.desk import Desk
from github_app.failures import Gone, NotPermitted, WorldFailure
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.rituals.documents import POLICIES, POLICY_EXPRESSION

_log = structlog.get_logger("plumbline.installations")
_PAGE_SIZE: Final = 100
_MOST_PAGES: Final = 1_000


@dataclass(frozen=True, slots=True)
class Installed:
    """A repository the App may act in; `node_id` is its GraphQL id, `full_name` is `owner/name`."""

    installation_id: int
    repository_id: int
    node_id: str
    full_name: str


@dataclass(frozen=True, slots=True)
class PolicySeen:
    """The policy file on the default branch of a repository, "" when there is none; `now` is the
    time of reading in UTC.
    """

    repository: Installed
    text: str
    now: datetime


def installations_and_repositories(desk: Desk) -> Iterator[Installed]:
    """Every repository of every installation; suspended and archived ones are left out.

    One request for each 100 installations, and one for each 100 repositories of one. What goes
    wrong in one installation is logged and does not hide the others.
    """
    for installation_id in _installations(desk.github.as_app()):
        try:
            yield from _repositories(desk, installation_id)
        except (Gone, NotPermitted, WorldFailure) as problem:
            _log.warning(
                "cannot list repositories", installation=installation_id, told=str(problem)
            )


def read_policies(desk: Desk, repositories: Sequence[Installed]) -> Iterator[PolicySeen]:
    """The policy files of repositories of one installation; one request for each 100 of them.

    Repositories that cannot be read are left out.
    """
    for start in range(0, len(repositories), _PAGE_SIZE):
        batch = repositories[start : start + _PAGE_SIZE]
        github = desk.github.installation(batch[0].installation_id, 0)
        variables = {"ids": [one.node_id for one in batch], "policy": POLICY_EXPRESSION}
        answer = github.graphql(POLICIES, variables)
        answer.insist(spared=("nodes",))
        found = {node["id"]: node for node in answer.data.get("nodes") or () if node}
        now = desk.time_of(answer)
        for repository in batch:
            if node := found.get(repository.node_id):
                file = blob(node.get("policy"), POLICY_PATH)
                yield PolicySeen(repository, (file and file.text) or "", now)


def _installations(github: GitHub) -> Iterator[int]:
    for entry in _entries(github, "/app/installations"):
        if not entry.get("suspended_at"):
            yield int(entry["id"])


def _repositories(desk: Desk, installation_id: int) -> Iterator[Installed]:
    github = desk.github.installation(installation_id, 0)
    for entry in _entries(github, "/installation/repositories"):
        if not entry.get("archived") and not entry.get("disabled"):
            yield Installed(
                installation_id, int(entry["id"]), str(entry["node_id"]), str(entry["full_name"])
            )


def _entries(github: GitHub, path: str) -> Iterator[dict[str, Any]]:
    """The entries of all pages, whether GitHub lists them alone or under `repositories`."""
    for page in range(1, _MOST_PAGES + 1):
        answer = github.rest("GET", path, query={"per_page": _PAGE_SIZE, "page": page})
        data = answer.data
        yield from data.get("repositories", ()) if isinstance(data, dict) else data or ()
        if 'rel="next"' not in str(answer.headers.get("link", "")):
            return

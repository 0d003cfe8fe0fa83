"""What a brief look shows of many repositories with one request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import structlog

from config.policy import POLICY_PATH
from github_app.desk import Desk
from github_app.failures import WorldFailure
from github_app.gateway.client import GitHub
from github_app.gateway.policy_at_head import POLICY_EXPRESSION
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.refusals import expecting
from github_app.gateway.sweeping.documents import BRIEF_LOOK
from github_app.gateway.sweeping.installations import Installed
from github_app.gateway.sweeping.open_now import Latest, latest_of

_log = structlog.stdlib.get_logger(__name__)
AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class RepositorySeen:
    """The policy file on the default branch of a repository, "" when there is none, and its open
    pull requests that changed last, None where GitHub did not show them. `now` is the time of
    reading in UTC.
    """

    repository: Installed
    text: str
    now: datetime
    latest: Latest | None


def read_repositories(
    desk: Desk, github: GitHub, places: Sequence[Installed], at_once: int = AT_ONCE
) -> Iterator[tuple[RepositorySeen, ...]]:
    """What a brief look at repositories of one installation shows, `at_once` at a time with one
    request. Repositories that cannot be read are left out.
    """
    for start in range(0, len(places), at_once):
        batch = places[start : start + at_once]
        variables = {"ids": [one.node_id for one in batch], "policy": POLICY_EXPRESSION}
        answer = github.graphql(BRIEF_LOOK, variables)
        answer.insist(spared=("nodes",))
        with expecting("repositories"):
            nodes: list[Any] = answer.data["nodes"]
            found = {node["id"]: node for node in nodes if node}
        now, at = desk.time_of(answer), answer.date.timestamp()
        yield tuple(
            _seen(one, found[one.node_id], now, at) for one in batch if one.node_id in found
        )


def _seen(place: Installed, node: Mapping[str, Any], now: datetime, at: float) -> RepositorySeen:
    file = blob(node.get("policy"), POLICY_PATH)
    name = str(node.get("nameWithOwner") or place.full_name)
    place = Installed(place.installation_id, place.repository_id, place.node_id, name)
    try:
        latest = latest_of(node, at)
    except WorldFailure as problem:
        words = "Open pull requests could not be looked at"
        _log.warning(words, repository=name, why=problem.message)
        latest = None
    return RepositorySeen(place, (file and file.text) or "", now, latest)

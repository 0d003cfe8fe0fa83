"""Reads what is needed to report on a merge group whose pull request is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from config.policy import POLICY_PATH
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.documents import GROUP_READ
from github_app.gateway.pull_requests.guess import revision_of
from github_app.gateway.pull_requests.policy_at_base import (
    PolicyInForce,
    policy_from_history,
    policy_in_force,
)
from github_app.gateway.pull_requests.sources import Sources
from github_app.gateway.pull_requests.standing import Standing, runs_on
from github_app.gateway.refusals import expecting


@dataclass(frozen=True, slots=True)
class Group:
    """A merge group by its commit: our check runs there, and the policy of the branch it is for.

    The standing's number is 0: it is about no pull request.
    """

    standing: Standing
    in_force: PolicyInForce
    answer: Answer


def read_group(sources: Sources, group_oid: str, base_name: str) -> Group:
    """One request as a rule; "" for `base_name` means the default branch."""
    owner, name = sources.github.full_name.split("/", 1)
    variables = {"owner": owner, "name": name, "app": sources.app_id, "group": group_oid}
    variables["base"] = revision_of(base_name)
    variables["policy"] = f"{revision_of(base_name)}:{POLICY_PATH}"
    answer = sources.github.graphql(GROUP_READ, variables)
    answer.insist()
    repository = answer.found("repository")
    if not repository:
        raise Gone("the repository no longer exists")
    with expecting("a merge group"):
        runs = runs_on(repository.get("group"))
        return Group(
            Standing(repository["id"], "", 0, group_oid, runs, None, frozenset()),
            _in_force(sources, base_name, repository),
            answer,
        )


def _in_force(sources: Sources, base_name: str, repository: Mapping[str, Any]) -> PolicyInForce:
    file = blob(repository.get("policy"), POLICY_PATH)
    known, tip = sources.recall.get(f"base:{base_name}") or {}, repository.get("base") or {}
    is_known = bool(tip) and tip["oid"] == known.get("broken_at")
    found = policy_in_force(file, known.get("last_good") or "" if is_known else "")
    if isinstance(found, PolicyInForce):
        return found
    return policy_from_history(sources.github, revision_of(base_name), file, found)

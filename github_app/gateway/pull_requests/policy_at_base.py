"""Which policy is in force: that of the base branch, or the last good one when it is broken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy, Problem
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.base import Blob
from github_app.gateway.pull_requests.facts import every_node

Origin = Literal["file", "defaults", "last_good"]
_HISTORY = """
query ReadPolicyHistory($owner: String!, $name: String!, $base: String!, $path: String!) {
  repository(owner: $owner, name: $name) {
    object(expression: $base) { ... on Commit { history(first: 20, path: $path) { nodes {
      oid file(path: $path) { object { ... on Blob { oid text } } }
    } } } }
  }
}"""


@dataclass(frozen=True, slots=True)
class PolicyInForce:
    """`text` is the file in force, "" for the defaults. `problems` are those of the base's file,
    empty unless it is broken; then `origin` is never `file`.
    """

    policy: Policy
    origin: Origin
    text: str = ""
    problems: tuple[Problem, ...] = ()


def policy_in_force(file: Blob | None, last_good: str) -> PolicyInForce | tuple[Problem, ...]:
    """The policy by the base's `file` and the text that was good last ("" when unknown).

    Answers the file's problems when it is broken and no good one is known: then its history has to
    be read.
    """
    if file is None:
        return PolicyInForce(defaults(), "defaults")
    text = file.text or ""
    found = _unreadable() if file.text is None else load(text)
    if isinstance(found, Policy):
        return PolicyInForce(found, "file", text)
    good = load(last_good) if last_good else None
    if isinstance(good, Policy):
        return PolicyInForce(good, "last_good", last_good, found)
    return found


def policy_from_history(
    github: GitHub, revision: str, file: Blob | None, problems: tuple[Problem, ...]
) -> PolicyInForce:
    """The newest good version among the last twenty of a broken policy `file`, or the defaults.

    One request. `revision` is the base branch as a full ref, `HEAD` or a commit.
    """
    owner, name = github.full_name.split("/", 1)
    variables = {"owner": owner, "name": name, "base": revision, "path": POLICY_PATH}
    answer = github.graphql(_HISTORY, variables)
    answer.insist()
    commit = (answer.found("repository") or {}).get("object") or {}
    # Without its history a policy would seem never to have been good.
    for text in _versions(every_node(commit.get("history"))):
        found = policy_in_force(file, text)
        if isinstance(found, PolicyInForce):
            return found
    return defaults_for(problems)


def defaults_for(problems: tuple[Problem, ...]) -> PolicyInForce:
    """The defaults, in force because the base's file is broken and never was good."""
    return PolicyInForce(defaults(), "defaults", "", problems)


def _versions(commits: Iterable[Any]) -> Iterable[str]:
    for commit in commits:
        blob = (commit.get("file") or {}).get("object") or {}
        if blob.get("text"):
            yield blob["text"]


def _unreadable() -> tuple[Problem, ...]:
    remedy = f"Save `{POLICY_PATH}` as a UTF-8 text file of a usual size."
    return (Problem(1, 1, "The policy file is not text, or too large to read.", remedy),)

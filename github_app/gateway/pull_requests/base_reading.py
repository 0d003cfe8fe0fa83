"""The base branch: from the big query when the guess was right, else asked for on its own."""

from __future__ import annotations

from typing import Any

from config.policy import POLICY_PATH
from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.base import BaseSeen, base_seen
from github_app.gateway.pull_requests.guess import Guess, revision_of


def read_base(github: GitHub, known: Guess, repository: dict[str, Any]) -> tuple[BaseSeen, str]:
    """The base, and the revision it was read at: as guessed if that was right, else asked again.

    `repository` is the big query's. A deleted branch is read at the last commit GitHub knows of it.
    """
    pull = repository["pullRequest"]
    default = (repository.get("defaultBranchRef") or {}).get("name")
    right = (known.base_name or default) == pull["baseRefName"]
    if right and repository.get("root"):
        return base_seen(repository, POLICY_PATH, known.folders), known.revision
    for revision in (revision_of(pull["baseRefName"]), pull["baseRefOid"]):
        if right and revision == known.revision:
            continue
        found = _ask(github, revision, known.folders)
        if found.get("root"):
            return base_seen(found, POLICY_PATH, known.folders), revision
    raise Gone("the base branch and its last commit no longer exist")


def _ask(github: GitHub, revision: str, folders: tuple[str, ...]) -> dict[str, Any]:
    owner, name = github.full_name.split("/", 1)
    variables = documents.base_variables(revision, POLICY_PATH, folders)
    answer = github.graphql(
        documents.base_read(len(folders)), {**variables, "owner": owner, "name": name, "cold": True}
    )
    answer.insist()
    return answer.found("repository") or {}

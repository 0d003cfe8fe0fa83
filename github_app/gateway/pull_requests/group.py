"""Reads what is needed to report on a merge group whose pull request is not known."""

from __future__ import annotations

from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests.documents import GROUP_READ
from github_app.gateway.pull_requests.reading import Sources
from github_app.gateway.pull_requests.standing import Standing, runs_on


def read_group(sources: Sources, group_oid: str) -> tuple[Standing, Answer]:
    """Our check runs on the commit `group_oid`, and GitHub's answer. One request.

    The standing's number is 0: it is about no pull request.
    """
    owner, name = sources.github.full_name.split("/", 1)
    variables = {"owner": owner, "name": name, "app": sources.app_id, "group": group_oid}
    answer = sources.github.graphql(GROUP_READ, variables)
    answer.insist()
    repository = answer.data.get("repository")
    if not repository:
        raise Gone("the repository no longer exists")
    runs = runs_on(repository.get("group"))
    return Standing(repository["id"], "", 0, group_oid, runs, None, frozenset()), answer

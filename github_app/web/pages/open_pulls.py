"""The open pull requests of a repository, as far as a list of them needs to know them."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.facts import nodes
from github_app.web.pages.pull_reading import pull_seen
from reviews.page import PullSeen

_DOCUMENT = """
query ReadOpenPulls($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    pullRequests(states: OPEN, first: 50, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      nodes { number title state isDraft url headRefOid author { __typename login } }
    }
  }
}"""


@dataclass(frozen=True, slots=True)
class OpenPulls:
    """The fifty in which something happened last, of `total`."""

    listed: tuple[PullSeen, ...]
    total: int


def read_open_pulls(github: GitHub) -> OpenPulls:
    """One request. Raises `github_app.failures`."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(_DOCUMENT, {"owner": owner, "name": name})
    answer.insist()
    repository = answer.data.get("repository") or {}
    found = repository.get("pullRequests") or {}
    listed = tuple(pull_seen(node, repository) for node in nodes(found))
    return OpenPulls(listed, int(found.get("totalCount") or len(listed)))

"""Open pull requests as a look shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from config.policy import POLICY_PATH
from github_app.catching_up.judged_rows import config_digest
from github_app.failures import Gone
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.documents import base_variables
from github_app.gateway.pull_requests.facts import every_node
from github_app.gateway.pull_requests.standing import StandingRun, head_commit, runs_on
from github_app.gateway.refusals import expecting
from github_app.gateway.sweeping.documents import open_pull_requests_read
from snapshot.codeowners import LOCATIONS


@dataclass(frozen=True, slots=True)
class OpenNow:
    """`updated_at` is GitHub's text; `base_tree` the root tree of the base as it is now, "" where
    that is not known. `runs` are ours on the head, None where nobody asked.
    """

    number: int
    updated_at: str
    changed_files: int
    head_oid: str
    base_name: str
    base_tree: str
    runs: tuple[StandingRun, ...] | None = None


@dataclass(frozen=True, slots=True)
class Latest:
    """The pull requests that changed last, newest first, of `total` that are open; `at` is GitHub's
    time in seconds since the epoch.
    """

    total: int
    pulls: tuple[OpenNow, ...]
    default_branch: str
    at: float


@dataclass(frozen=True, slots=True)
class Page:
    """Some of all open pull requests, newest first. `config` is the digest of what verdicts into
    the default branch rest on; `after` leads to the next page, "" on the last one.
    """

    pulls: tuple[OpenNow, ...]
    total: int
    full_name: str
    default_branch: str
    config: str
    at: float
    after: str


def latest_of(node: Mapping[str, Any], at: float) -> Latest:
    """Of a repository as a brief look shows it. Raises `WorldFailure` where it has holes."""
    connection = node.get("pullRequests")
    pulls = tuple(map(open_now, every_node(connection)))
    total = int((connection or {}).get("totalCount") or len(pulls))
    return Latest(total, pulls, _default_branch(node), at)


def read_pages(github: GitHub, app_id: int, folders: Sequence[str]) -> Iterator[Page]:
    """All open pull requests, one request for each fifty. `folders` are the record folders that the
    policy of the default branch names.
    """
    owner, name = github.full_name.split("/", 1)
    variables: dict[str, Any] = base_variables("HEAD", POLICY_PATH, tuple(folders))
    del variables["root"]
    variables |= {"owner": owner, "name": name, "app": app_id, "after": None}
    page = None
    while page is None or page.after:
        answer = github.graphql(open_pull_requests_read(len(folders)), variables)
        answer.insist()
        repository = answer.found("repository")
        if not repository:
            raise Gone(f"{github.full_name} cannot be seen")
        with expecting("open pull requests"):
            page = _page(repository, folders, answer.date.timestamp())
        yield page
        variables["after"] = page.after


def open_now(node: Mapping[str, Any]) -> OpenNow:
    target = (node.get("baseRef") or {}).get("target") or {}
    return OpenNow(
        number=int(node["number"]),
        updated_at=str(node.get("updatedAt") or ""),
        changed_files=int(node.get("changedFiles") or 0),
        head_oid=str(node["headRefOid"]),
        base_name=str(node["baseRefName"]),
        base_tree=str((target.get("tree") or {}).get("oid") or ""),
        runs=runs_on(head_commit(node)) if "head" in node else None,
    )


def _page(repository: Mapping[str, Any], folders: Sequence[str], at: float) -> Page:
    connection = repository.get("pullRequests")
    pulls = tuple(map(open_now, every_node(connection)))
    info = (connection or {}).get("pageInfo") or {}
    owners = (_oid(repository, f"owners{n}") for n in range(len(LOCATIONS)))
    trees = {folder: _oid(repository, f"folder{n}") for n, folder in enumerate(folders)}
    return Page(
        pulls=pulls,
        total=int((connection or {}).get("totalCount") or len(pulls)),
        full_name=str(repository.get("nameWithOwner") or ""),
        default_branch=_default_branch(repository),
        config=config_digest(_oid(repository, "policy"), next(filter(None, owners), None), trees),
        at=at,
        after=str(info.get("endCursor") or "") if info.get("hasNextPage") else "",
    )


def _oid(repository: Mapping[str, Any], name: str) -> str | None:
    return (repository.get(name) or {}).get("oid")


def _default_branch(repository: Mapping[str, Any]) -> str:
    return str((repository.get("defaultBranchRef") or {}).get("name") or "")

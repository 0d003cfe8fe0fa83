"""Whose repository a clone is, by the address of its remote."""

from __future__ import annotations

import re
from pathlib import Path

import pygit2

from snapshot.facts import Repository
from snapshot.git.opening import default_branch

_ADDRESS = re.compile(
    r"(?:[a-z+]+://(?:[^/@]*@)?(?P<host>[^/]+)/|(?:[^/@:]+@)?(?P<alias>[^/:]+):)"
    r"(?:.*/)?(?P<owner>[^/]+)/(?P<name>[^/]+?)(?:\.git)?/?"
)


def identity(repository: pygit2.Repository, branch: str) -> Repository:
    """Owner and name by the address of `upstream` or `origin`; without one the folder's name.

    `branch` stands for the default branch where that is not known.
    """
    branch = default_branch(repository) or branch
    if match := _address(repository):
        return Repository(match["owner"], match["name"], branch)
    folder = Path(repository.workdir or repository.path).name.removesuffix(".git")
    return Repository("", folder, branch)


def web_address(repository: pygit2.Repository) -> str:
    """Where the repository is on the web, without trailing slash; "" when no remote tells."""
    match = _address(repository)
    host = (match["host"] or match["alias"]) if match else ""
    if match is None or "." not in host:  # an alias of ssh is no address
        return ""
    host = host.partition(":")[0].removeprefix("ssh.")
    return f"https://{host}/{match['owner']}/{match['name']}"


def _address(repository: pygit2.Repository) -> re.Match[str] | None:
    for remote in ("upstream", "origin"):
        if remote in repository.remotes.names():
            match = _ADDRESS.fullmatch(repository.remotes[remote].url or "")
            if match:
                return match
    return None

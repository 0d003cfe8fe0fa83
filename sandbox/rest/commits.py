"""Commits and comparisons."""

from __future__ import annotations

from typing import Any

import pygit2

from sandbox.refusals import Refused, not_found
from sandbox.repository import Repository
from sandbox.rest.route import Answer, Call, Page, Route
from sandbox.shapes.commit import changed_file, commit
from sandbox.shapes.pull import pull_simple
from sandbox.shapes.repository import repository_api, repository_web

COMPARED_FILES = 300


def get_commit(call: Call) -> Any:
    """One commit with its files."""
    owner = call.repository
    found = _revision(owner, call.path["ref"])
    parent = str(found.parent_ids[0]) if found.parent_ids else None
    changes = owner.git.changes(parent, str(found.id)) if parent else ()
    stats = {
        "additions": sum(each.additions for each in changes),
        "deletions": sum(each.deletions for each in changes),
    }
    files = [changed_file(call.world, owner, str(found.id), each) for each in changes]
    return {
        **commit(call.world, owner, found),
        "stats": {**stats, "total": sum(stats.values())},
        "files": files[:COMPARED_FILES],
    }


def list_commits(call: Call) -> Page:
    """Newest first, from `sha` (a branch or oid); by `since` and `until`."""
    owner = call.repository
    start = _revision(owner, call.query.get("sha") or owner.default_branch)
    found = list(owner.git.git.walk(start.id))
    return Page(found, lambda each: commit(call.world, owner, each))


def pulls_of_commit(call: Call) -> Page:
    """Nothing for the head of a fork, as GitHub answers."""
    owner, oid = call.repository, call.path["ref"]
    found = [
        each for each in owner.pulls if not each.is_fork and oid in (each.head_oid, each.merge_oid)
    ]
    return Page(found, lambda each: pull_simple(call.world, each))


def compare(call: Call) -> Answer:
    """`base...head`; commits are paged, files come with the first page only, at most 300."""
    owner = call.repository
    names = call.path["basehead"].split("...")
    if len(names) != 2:
        raise not_found()
    base, head = (_compared(call, owner, name) for name in names)
    root = owner.git.merge_base(str(base.id), str(head.id))
    if root is None:
        raise Refused(f"No common ancestor between {names[0]} and {names[1]}.", 404)
    ahead = owner.git.commits(str(base.id), str(head.id))
    behind = owner.git.commits(str(head.id), str(base.id))
    status = {(True, True): "diverged", (True, False): "ahead", (False, True): "behind"}
    page = f"{repository_web(call.world, owner)}/compare/{names[0]}...{names[1]}"
    number, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 250))
    changes = owner.git.changes(str(base.id), str(head.id)) if number == 1 else ()
    files = [changed_file(call.world, owner, str(head.id), each) for each in changes]
    shown = ahead[(number - 1) * size : number * size]
    data = {
        "url": f"{repository_api(call.world, owner)}/compare/{names[0]}...{names[1]}",
        "html_url": page,
        "permalink_url": page,
        "diff_url": f"{page}.diff",
        "patch_url": f"{page}.patch",
        "base_commit": commit(call.world, owner, base),
        "merge_base_commit": commit(call.world, owner, owner.git.commit_at(root)),
        "status": status.get((bool(ahead), bool(behind)), "identical"),
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(call.world, owner, each) for each in shown],
        "files": files[:COMPARED_FILES],
    }
    return Answer(200, data)


def _compared(call: Call, owner: Repository, name: str) -> pygit2.Commit:
    """An oid or branch, of another repository of the network as `owner:branch`; else 404."""
    login, colon, branch = name.rpartition(":")
    if colon and login != owner.owner.login:
        owner = call.world.repository(f"{login}/{owner.name}")
    found = owner.git.revision(branch)
    if found is None:
        raise not_found()
    return found


def _revision(owner: Repository, name: str) -> pygit2.Commit:
    found = owner.git.revision(name)
    if found is None:
        raise Refused(f"No commit found for SHA: {name}")
    return found


BASE = "/repos/{owner}/{repo}"
NEEDS = ("contents",)
ROUTES = (
    Route("GET", f"{BASE}/commits", list_commits, NEEDS),
    Route("GET", f"{BASE}/commits/{{ref}}", get_commit, NEEDS),
    Route("GET", f"{BASE}/commits/{{ref}}/pulls", pulls_of_commit, ("pull_requests",)),
    Route("GET", f"{BASE}/compare/{{basehead}}", compare, NEEDS),
)

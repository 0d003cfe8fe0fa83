"""Commits, changed files and other git objects as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pygit2

from sandbox.changes import Change
from sandbox.clock import iso
from sandbox.ids import git_node_id
from sandbox.repository import Repository
from sandbox.shapes.account import Shape, user_or_none
from sandbox.shapes.repository import repository_api, repository_web
from sandbox.state import WorldState


def moment(signature: pygit2.Signature) -> datetime:
    return datetime.fromtimestamp(signature.time, UTC)


def _signature(signature: pygit2.Signature) -> Shape:
    return {"name": signature.name, "email": signature.email, "date": iso(moment(signature))}


def commit(world: WorldState, owner: Repository, it: pygit2.Commit) -> Shape:
    """`commit`, without its files."""
    oid, tree = str(it.id), str(it.tree_id)
    url, page = repository_api(world, owner), repository_web(world, owner)
    return {
        "sha": oid,
        "node_id": git_node_id("C", owner.id, oid),
        "url": f"{url}/commits/{oid}",
        "html_url": f"{page}/commit/{oid}",
        "comments_url": f"{url}/commits/{oid}/comments",
        "commit": {
            "url": f"{url}/git/commits/{oid}",
            "author": _signature(it.author),
            "committer": _signature(it.committer),
            "message": it.message.rstrip("\n"),
            "comment_count": 0,
            "tree": {"sha": tree, "url": f"{url}/git/trees/{tree}"},
            "verification": {
                "verified": False,
                "reason": "unsigned",
                "signature": None,
                "payload": None,
                "verified_at": None,
            },
        },
        "author": user_or_none(world, world.account_by_email(it.author.email)),
        "committer": user_or_none(world, world.account_by_email(it.committer.email)),
        "parents": [
            {
                "sha": str(parent),
                "url": f"{url}/commits/{parent}",
                "html_url": f"{page}/commit/{parent}",
            }
            for parent in it.parent_ids
        ],
    }


def simple_commit(it: pygit2.Commit) -> Shape:
    """`simple-commit`, as check suites and merge groups carry it."""
    return {
        "id": str(it.id),
        "tree_id": str(it.tree_id),
        "message": it.message.rstrip("\n"),
        "timestamp": iso(moment(it.author)),
        "author": {"name": it.author.name, "email": it.author.email},
        "committer": {"name": it.committer.name, "email": it.committer.email},
    }


def changed_file(world: WorldState, owner: Repository, head: str, it: Change) -> Shape:
    """`diff-entry`."""
    path = quote(it.path)
    page, url = repository_web(world, owner), repository_api(world, owner)
    shape: Shape = {
        "sha": it.oid,
        "filename": it.path,
        "status": it.status,
        "additions": it.additions,
        "deletions": it.deletions,
        "changes": it.additions + it.deletions,
        "blob_url": f"{page}/blob/{head}/{path}",
        "raw_url": f"{page}/raw/{head}/{path}",
        "contents_url": f"{url}/contents/{path}?ref={head}",
    }
    if it.patch is not None:
        shape["patch"] = it.patch
    if it.previous_path is not None:
        shape["previous_filename"] = it.previous_path
    return shape


def pushed_commit(world: WorldState, owner: Repository, it: pygit2.Commit) -> Shape:
    """A commit inside a `push` event."""
    known = it.parents[0] if it.parents else None
    changes = owner.git.changes(str(known.id), str(it.id)) if known else ()
    people: dict[str, Any] = {}
    for role, signature in (("author", it.author), ("committer", it.committer)):
        people[role] = {"name": signature.name, "email": signature.email}
        account = world.account_by_email(signature.email)
        if account:
            people[role]["username"] = account.login
    return {
        **simple_commit(it),
        **people,
        "url": f"{repository_web(world, owner)}/commit/{it.id}",
        "distinct": True,
        "added": [c.path for c in changes if c.status in ("added", "renamed", "copied")],
        "removed": [c.path for c in changes if c.status == "removed"],
        "modified": [c.path for c in changes if c.status in ("modified", "changed")],
    }

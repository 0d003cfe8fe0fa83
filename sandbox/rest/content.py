"""Git content: files, trees, blobs and branches."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote

import pygit2

from sandbox.codeowners import owners_errors
from sandbox.ids import git_node_id
from sandbox.refusals import not_found
from sandbox.repository import Repository
from sandbox.rest.route import Call, Page, Route
from sandbox.shapes.codeowners import owners_error
from sandbox.shapes.repository import repository_api, repository_web

LARGEST_CONTENT = 1_000_000


def get_content(call: Call) -> Any:
    """A file with its content, or the entries of a folder."""
    owner, path = call.repository, call.path["path"].strip("/")
    ref = call.query.get("ref") or owner.default_branch
    if owner.git.revision(ref) is None:
        raise not_found(f"No commit found for the ref {ref}")
    found = owner.git.find(f"{ref}:{path}")
    if isinstance(found, pygit2.Tree):
        return [_entry(call, owner, each, f"{path}/{each.name}".strip("/"), ref) for each in found]
    if not isinstance(found, pygit2.Blob):
        raise not_found()
    return {**_entry(call, owner, found, path, ref), **_encoded(found)}


def get_root(call: Call) -> Any:
    owner = call.repository
    ref = call.query.get("ref") or owner.default_branch
    found = owner.git.find(f"{ref}:")
    if not isinstance(found, pygit2.Tree):
        raise not_found()
    return [_entry(call, owner, each, each.name or "", ref) for each in found]


def get_blob(call: Call) -> Any:
    owner = call.repository
    found = owner.git.git.get(call.path["file_sha"])
    if not isinstance(found, pygit2.Blob):
        raise not_found()
    oid = str(found.id)
    return {
        "sha": oid,
        "node_id": git_node_id("B", owner.id, oid),
        "size": found.size,
        "url": f"{repository_api(call.world, owner)}/git/blobs/{oid}",
        "content": base64.encodebytes(found.data).decode(),
        "encoding": "base64",
    }


def get_tree(call: Call) -> Any:
    owner = call.repository
    named = call.path["tree_sha"]
    found: object = owner.git.revision(named) or owner.git.git.get(named)
    tree = found.tree if isinstance(found, pygit2.Commit) else found
    if not isinstance(tree, pygit2.Tree):
        raise not_found()
    recursive = call.query.get("recursive") is not None
    url = f"{repository_api(call.world, owner)}/git/trees/{tree.id}"
    most = call.world.listed_entries
    entries = list(islice(_tree_entries(call, owner, tree, "", recursive), most + 1))
    return {
        "sha": str(tree.id),
        "url": url,
        "tree": entries[:most],
        "truncated": len(entries) > most,
    }


def codeowners_errors(call: Call) -> Any:
    """404 without a file, as without the revision."""
    owner = call.repository
    found = owners_errors(call.world, owner, call.query.get("ref") or owner.default_branch)
    if found is None:
        raise not_found()
    return {"errors": [owners_error(each) for each in found]}


def list_branches(call: Call) -> Page:
    owner = call.repository

    def shape(item: tuple[str, str]) -> dict[str, Any]:
        name, oid = item
        url = f"{repository_api(call.world, owner)}/commits/{oid}"
        return {"name": name, "commit": {"sha": oid, "url": url}, "protected": False}

    return Page(list(owner.git.branches().items()), shape)


def get_ref(call: Call) -> Any:
    owner, name = call.repository, call.path["ref"]
    oid = owner.git.tip(name.removeprefix("heads/"))
    if oid is None:
        raise not_found()
    url = repository_api(call.world, owner)
    return {
        "ref": f"refs/{name}",
        "node_id": git_node_id("REF", owner.id, name),
        "url": f"{url}/git/refs/{name}",
        "object": {"type": "commit", "sha": oid, "url": f"{url}/git/commits/{oid}"},
    }


def _encoded(found: pygit2.Blob) -> dict[str, Any]:
    if found.size > LARGEST_CONTENT:
        return {"content": "", "encoding": "none"}
    return {"content": base64.encodebytes(found.data).decode(), "encoding": "base64"}


def _entry(call: Call, owner: Repository, found: Any, path: str, ref: str) -> dict[str, Any]:
    folder = isinstance(found, pygit2.Tree)
    url, page = repository_api(call.world, owner), repository_web(call.world, owner)
    links = {
        "self": f"{url}/contents/{quote(path)}?ref={ref}",
        "git": f"{url}/git/{'trees' if folder else 'blobs'}/{found.id}",
        "html": f"{page}/{'tree' if folder else 'blob'}/{ref}/{quote(path)}",
    }
    return {
        "type": "dir" if folder else "file",
        "size": 0 if folder else found.size,
        "name": path.rpartition("/")[2],
        "path": path,
        "sha": str(found.id),
        "url": links["self"],
        "git_url": links["git"],
        "html_url": links["html"],
        "download_url": None if folder else f"{page}/raw/{ref}/{quote(path)}",
        "_links": links,
    }


def _tree_entries(
    call: Call, owner: Repository, tree: pygit2.Tree, folder: str, recursive: bool
) -> Iterator[dict[str, Any]]:
    for each in tree:
        path = f"{folder}{each.name}"
        kind = "trees" if isinstance(each, pygit2.Tree) else "blobs"
        entry: dict[str, Any] = {
            "path": path,
            "mode": f"{each.filemode:06o}",
            "type": each.type_str,
            "sha": str(each.id),
            "url": f"{repository_api(call.world, owner)}/git/{kind}/{each.id}",
        }
        if isinstance(each, pygit2.Blob):
            entry["size"] = each.size
        yield entry
        if recursive and isinstance(each, pygit2.Tree):
            yield from _tree_entries(call, owner, each, f"{path}/", recursive)


BASE = "/repos/{owner}/{repo}"
NEEDS = ("contents",)
ROUTES = (
    Route("GET", f"{BASE}/contents/{{path}}", get_content, NEEDS),
    Route("GET", f"{BASE}/contents/", get_root, NEEDS),
    Route("GET", f"{BASE}/git/blobs/{{file_sha}}", get_blob, NEEDS),
    Route("GET", f"{BASE}/git/trees/{{tree_sha}}", get_tree, NEEDS),
    Route("GET", f"{BASE}/git/ref/{{ref}}", get_ref, NEEDS),
    Route("GET", f"{BASE}/branches", list_branches, NEEDS),
    Route("GET", f"{BASE}/codeowners/errors", codeowners_errors, NEEDS),
)

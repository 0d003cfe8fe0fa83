"""The repository's content: folders, files, commits, and the form that writes a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygit2
from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from sandbox.changes import between
from sandbox.page.file_view import file_views
from sandbox.page.markdown import render
from sandbox.page.references import References
from sandbox.page.visitor import surroundings
from sandbox.refusals import not_found
from sandbox.repository import Repository
from sandbox.world import World

SHOWN_BYTES = 400_000


def show_blob(world: World, owner: str, name: str, rest: str) -> str | Response:
    """A file as it stands on a branch or at a commit; Markdown is rendered."""
    repository, ref, path, found = _found(world, owner, name, rest)
    if isinstance(found, pygit2.Tree):
        return redirect(url_for("page.show_tree", owner=owner, name=name, rest=rest))
    if not isinstance(found, pygit2.Blob):
        abort(404)
    text = None if found.is_binary else found.data[:SHOWN_BYTES].decode("utf-8", "replace")
    return render_template(
        "blob.html",
        **surroundings(world, repository, ""),
        ref=ref,
        path=path,
        text=text,
        is_branch=repository.git.tip(ref) is not None,
        document=_document(world, repository, path, text),
    )


def show_tree(world: World, owner: str, name: str, rest: str) -> str:
    """A folder's content, folders first."""
    repository, ref, path, found = _found(world, owner, name, rest)
    if not isinstance(found, pygit2.Tree):
        abort(404)
    entries = sorted(found, key=lambda entry: (not isinstance(entry, pygit2.Tree), entry.name))
    return render_template(
        "tree.html",
        **surroundings(world, repository, ""),
        ref=ref,
        path=path,
        entries=[(entry.name, isinstance(entry, pygit2.Tree)) for entry in entries],
    )


def show_commit(world: World, owner: str, name: str, oid: str) -> str:
    """What one commit changed against its first parent."""
    repository = world.repository(f"{owner}/{name}")
    git = repository.git
    if not git.has_commit(oid):
        abort(404)
    commit = git.commit_at(oid)
    parents = commit.parent_ids
    changes = between(git.git, str(parents[0]), oid) if parents else ()
    return render_template(
        "commit.html",
        **surroundings(world, repository, ""),
        commit=commit,
        files=file_views(changes, {}),
    )


def show_new(world: World, owner: str, name: str, rest: str) -> str:
    """A form for a new file; `filename` and `value` fill it, as they do on GitHub."""
    repository, ref, folder, _ = _found(world, owner, name, rest)
    filename = request.args.get("filename", "")
    path = "/".join(part for part in (folder, filename) if part)
    return _form(world, repository, ref, path, request.args.get("value", ""))


def show_edit(world: World, owner: str, name: str, rest: str) -> str:
    repository, ref, path, found = _found(world, owner, name, rest)
    text = found.data.decode("utf-8", "replace") if isinstance(found, pygit2.Blob) else ""
    return _form(world, repository, ref, path, text)


VIEWS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/<owner>/<name>/blob/<path:rest>", show_blob),
    ("/<owner>/<name>/tree/<path:rest>", show_tree),
    ("/<owner>/<name>/commit/<oid>", show_commit),
    ("/<owner>/<name>/new/<path:rest>", show_new),
    ("/<owner>/<name>/edit/<path:rest>", show_edit),
)


def _found(world: World, owner: str, name: str, rest: str) -> tuple[Repository, str, str, Any]:
    """Splits `<ref>/<path>`, where a branch name may hold slashes; the longest branch wins."""
    repository = world.repository(f"{owner}/{name}")
    parts = rest.strip("/").split("/")
    for end in range(len(parts), 0, -1):
        ref, path = "/".join(parts[:end]), "/".join(parts[end:])
        if repository.git.revision(ref) is not None:
            return repository, ref, path, repository.git.find(f"{ref}:{path}")
    raise not_found()


def _form(world: World, repository: Repository, ref: str, path: str, text: str) -> str:
    if repository.git.tip(ref) is None:
        abort(404)
    around = surroundings(world, repository, "")
    return render_template("write.html", **around, ref=ref, path=path, text=text)


def _document(world: World, repository: Repository, path: str, text: str | None) -> Markup | None:
    if text is None or not path.lower().endswith((".md", ".markdown")):
        return None
    return render(text, References(world, repository), breaks=False)

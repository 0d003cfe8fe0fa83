"""What the forms of the pages do, in the name of the person acted as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from sandbox.courier import Courier
from sandbox.page import form, visitor
from sandbox.page.pull_verbs import VERBS, ticked
from sandbox.refusals import Refused
from sandbox.world import World

LONGEST_LEAP = 366 * 24  # hours


def become(world: World) -> Response:
    """Act as somebody else from now on."""
    response = visitor.go_back()
    login = world.account(form.text("login")).login
    response.set_cookie(visitor.PERSON_COOKIE, login, httponly=True, samesite="Lax")
    return response


def set_status(world: World) -> Response:
    """The person acted as is busy from now on, or no longer."""
    who = visitor.person(world, world.repository())
    world.set_status(who.login, busy=form.text("busy") == "yes")
    return visitor.go_back()


def advance(world: World) -> Response:
    """Move the world's clock forward by whole hours."""
    hours = form.number("hours")
    if hours > LONGEST_LEAP:
        raise Refused("The clock moves by at most a year at a time.")
    world.advance(hours)
    return visitor.go_back()


def act_on_pull(world: World, owner: str, name: str, number: int) -> Response:
    """`verb` says which of `VERBS`; the other fields are what it needs."""
    repository = world.repository(f"{owner}/{name}")
    pull = world.pull(repository, number)
    verb = VERBS.get(form.text("verb"))
    if verb is None:
        raise Refused("There is no such button.")
    by = visitor.person(world, repository).login
    verb(world, pull, {"repository": repository.full_name, "by": by})
    return visitor.go_back()


def act_on_issue(world: World, owner: str, name: str, number: int) -> Response:
    """`verb` is `comment`, `tick`, `close` or `reopen`."""
    repository = world.repository(f"{owner}/{name}")
    issue = world.issue(repository, number)
    sender, verb = visitor.person(world, repository), form.text("verb")
    with world.lock:
        if verb == "comment":
            body = form.text("body")
            world.comment(number, body, by=sender.login, repository=repository.full_name)
        elif verb == "tick":
            world.edit_issue(issue, sender=sender, body=ticked(issue.body))
        elif verb in ("close", "reopen"):
            world.set_issue_state(issue, closed=verb == "close", sender=sender)
    return visitor.go_back()


def open_issue(world: World, owner: str, name: str) -> Response:
    """Open an issue, and show it; labels and assignees are separated by commas."""
    repository = world.repository(f"{owner}/{name}")
    issue = world.open_issue(
        form.text("title"),
        form.optional_text("body"),
        by=visitor.person(world, repository).login,
        labels=form.words("labels"),
        assignees=form.words("assignees"),
        repository=repository.full_name,
    )
    return redirect(url_for("page.show_issue", owner=owner, name=name, number=issue.number), 303)


def write_file(world: World, owner: str, name: str) -> Response:
    """Commit one file to a branch, and show it there."""
    repository = world.repository(f"{owner}/{name}")
    branch, path = form.text("branch"), form.path()
    message = form.optional_text("message", f"Write {path}")
    by = visitor.person(world, repository).login
    files = {path: form.content()}
    world.push_to_branch(branch, files, message, by=by, repository=repository.full_name)
    rest = f"{branch}/{path}"
    return redirect(url_for("page.show_blob", owner=owner, name=name, rest=rest), 303)


def redeliver(world: World, courier: Courier | None) -> Response:
    """Send one delivery again, under its old id."""
    number = form.number("delivery")
    with world.lock:
        again = courier.redeliver(number) if courier else None
    return visitor.go_back("" if again else "This delivery is no longer kept.")


ACTS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/_page/become", become),
    ("/_page/advance", advance),
    ("/_page/status", set_status),
    ("/<owner>/<name>/pull/<int:number>", act_on_pull),
    ("/<owner>/<name>/issues/<int:number>", act_on_issue),
    ("/<owner>/<name>/issues/new", open_issue),
    ("/<owner>/<name>/write", write_file),
)

"""What the buttons do: each is one verb of the world, done by the person acted as."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from sandbox.courier import Courier
from sandbox.page import ready_made, visitor
from sandbox.page.checklist import turned_over
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.world import World

LONGEST_LEAP = 366 * 24


def become(world: World) -> Response:
    """Act as somebody else from now on."""
    response = visitor.go_back()
    login = world.account(request.form["login"]).login
    response.set_cookie(visitor.PERSON_COOKIE, login, httponly=True, samesite="Lax")
    return response


def advance(world: World) -> Response:
    """Move the world's clock forward by whole hours."""
    hours = _whole_number(request.form["hours"])
    if hours > LONGEST_LEAP:
        raise Refused("The clock moves by at most a year at a time.")
    world.advance(hours)
    return visitor.go_back()


def act_on_pull(world: World, owner: str, name: str, number: int) -> Response:
    """`verb` says which of `VERBS`; the other fields are what it needs."""
    repository = world.repository(f"{owner}/{name}")
    pull = world.pull(repository, number)
    verb = VERBS.get(request.form["verb"])
    if verb is None:
        raise Refused("There is no such button.")
    verb(world, pull, {"repository": repository.full_name, "by": _login(world, pull)})
    return visitor.go_back()


def act_on_issue(world: World, owner: str, name: str, number: int) -> Response:
    repository = world.repository(f"{owner}/{name}")
    issue = world.issue(repository, number)
    sender = visitor.person(world, repository)
    who = {"by": sender.login, "repository": repository.full_name}
    verb = request.form["verb"]
    if verb == "comment":
        world.comment(number, _text("body"), **who)
    elif verb == "tick":
        with world.lock:
            world.edit_issue(issue, sender=sender, body=_ticked(issue.body))
    elif verb in ("close", "reopen"):
        with world.lock:
            world.set_issue_state(issue, closed=verb == "close", sender=sender)
    return visitor.go_back()


def write_file(world: World, owner: str, name: str) -> Response:
    """Commit one file to a branch, and show it there."""
    repository = world.repository(f"{owner}/{name}")
    branch, path = _text("branch"), _path()
    message = request.form.get("message") or f"Write {path}"
    by = visitor.person(world, repository).login
    content = _lines(request.form["content"])
    world.push_to_branch(branch, {path: content}, message, by=by, repository=repository.full_name)
    rest = f"{branch}/{path}"
    return redirect(url_for("page.show_blob", owner=owner, name=name, rest=rest), 303)


def redeliver(world: World, courier: Courier | None) -> Response:
    """Send one delivery again, under its old id."""
    number = _whole_number(request.form["delivery"])
    with world.lock:
        again = courier.redeliver(number) if courier else None
    return visitor.go_back("" if again else "This delivery is no longer kept.")


ACTS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/_page/become", become),
    ("/_page/advance", advance),
    ("/<owner>/<name>/pull/<int:number>", act_on_pull),
    ("/<owner>/<name>/issues/<int:number>", act_on_issue),
    ("/<owner>/<name>/write", write_file),
)


def _approve(world: World, pull: PullRequest, who: Any) -> None:
    world.approve(pull.number, body=request.form.get("body", ""), **who)


def _request_changes(world: World, pull: PullRequest, who: Any) -> None:
    world.request_changes(pull.number, body=_text("body"), **who)


def _comment(world: World, pull: PullRequest, who: Any) -> None:
    world.comment(pull.number, _text("body"), **who)


def _dismiss(world: World, pull: PullRequest, who: Any) -> None:
    world.dismiss(pull.number, of=_text("of"), **who)


def _label(world: World, pull: PullRequest, who: Any) -> None:
    world.label(pull.number, _text("name"), **who)


def _unlabel(world: World, pull: PullRequest, who: Any) -> None:
    world.unlabel(pull.number, _text("name"), **who)


def _edit(world: World, pull: PullRequest, who: Any) -> None:
    body = request.form["body"].replace("\r\n", "\n")
    world.edit(pull.number, title=_text("title"), body=body, **who)


def _tick(world: World, pull: PullRequest, who: Any) -> None:
    world.edit(pull.number, body=_ticked(pull.body), **who)


def _push(world: World, pull: PullRequest, who: Any) -> None:
    files = {_path(): _lines(request.form["content"])}
    world.push(pull.number, files, request.form.get("message") or "Change a file", **who)


def _add_todo(world: World, pull: PullRequest, who: Any) -> None:
    world.push(pull.number, ready_made.with_todo(pull), "Leave something for later", **who)


def _touch(world: World, pull: PullRequest, who: Any) -> None:
    world.push(pull.number, ready_made.touched(pull), "Touch a file", **who)


def _rerun(world: World, pull: PullRequest, who: Any) -> None:
    world.rerun(pull.number, _text("name"), **who)


def _plain(verb: str) -> Callable[[World, PullRequest, Any], None]:
    """A verb that needs nothing but the pull request and who does it."""
    return lambda world, pull, who: getattr(world, verb)(pull.number, **who)


VERBS: dict[str, Callable[[World, PullRequest, Any], None]] = {
    "approve": _approve,
    "request_changes": _request_changes,
    "comment": _comment,
    "dismiss": _dismiss,
    "label": _label,
    "unlabel": _unlabel,
    "edit": _edit,
    "tick": _tick,
    "push": _push,
    "add_todo": _add_todo,
    "touch": _touch,
    "rerun": _rerun,
    **{
        verb: _plain(verb)
        for verb in (
            "rerequest_suite",
            "close",
            "reopen",
            "merge",
            "enqueue",
            "convert_to_draft",
            "ready_for_review",
        )
    },
}


def _login(world: World, pull: PullRequest) -> str:
    return visitor.person(world, pull.repository).login


def _ticked(body: str) -> str:
    try:
        return turned_over(body, _whole_number(request.form["box"]))
    except IndexError:
        raise Refused("This checkbox is no longer there.") from None


def _text(field: str) -> str:
    text = request.form.get(field, "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(f"The field “{field}” is empty.")
    return text


def _path() -> str:
    path = _text("path").strip("/")
    if any(part in ("", ".", "..", ".git") for part in path.split("/")):
        raise Refused("This is no path of a file in a repository.")
    return path


def _lines(content: str) -> str:
    """What a text area sends, with the line ends of a file."""
    text = content.replace("\r\n", "\n")
    return text if text.endswith("\n") or not text else text + "\n"


def _whole_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Refused("This is no whole number.")
    return int(text)

"""What the buttons of a pull request do: each is one verb of the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.page import form, ready_made
from sandbox.page.checklist import turned_over
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.world import World

Verb = Callable[[World, PullRequest, Any], None]
"""Gets the keywords `by` and `repository` of every verb of the world as its last argument."""


def _approve(world: World, pull: PullRequest, who: Any) -> None:
    world.approve(pull.number, body=form.optional_text("body"), **who)


def _request_changes(world: World, pull: PullRequest, who: Any) -> None:
    world.request_changes(pull.number, body=form.text("body"), **who)


def _comment(world: World, pull: PullRequest, who: Any) -> None:
    world.comment(pull.number, form.text("body"), **who)


def _dismiss(world: World, pull: PullRequest, who: Any) -> None:
    world.dismiss(pull.number, of=form.text("of"), **who)


def _request_review(world: World, pull: PullRequest, who: Any) -> None:
    world.request_review(pull.number, of=form.text("of"), **who)


def _withdraw_request(world: World, pull: PullRequest, who: Any) -> None:
    world.withdraw_request(pull.number, of=form.text("of"), **who)


def _label(world: World, pull: PullRequest, who: Any) -> None:
    world.label(pull.number, form.text("name"), **who)


def _unlabel(world: World, pull: PullRequest, who: Any) -> None:
    world.unlabel(pull.number, form.text("name"), **who)


def _edit(world: World, pull: PullRequest, who: Any) -> None:
    title, body = form.text("title"), form.optional_text("body")
    world.edit(pull.number, title=title, body=body, **who)


def _tick(world: World, pull: PullRequest, who: Any) -> None:
    world.edit(pull.number, body=ticked(pull.body), **who)


def _push(world: World, pull: PullRequest, who: Any) -> None:
    message = form.optional_text("message", "Change a file")
    world.push(pull.number, {form.path(): form.content()}, message, **who)


def _add_todo(world: World, pull: PullRequest, who: Any) -> None:
    world.push(pull.number, ready_made.with_todo(pull), "Leave something for later", **who)


def _touch(world: World, pull: PullRequest, who: Any) -> None:
    world.push(pull.number, ready_made.touched(pull), "Touch a file", **who)


def _rerun(world: World, pull: PullRequest, who: Any) -> None:
    world.rerun(pull.number, form.text("name"), **who)


def _plain(verb: str) -> Verb:
    """A verb that needs nothing but the pull request and who does it."""
    return lambda world, pull, who: getattr(world, verb)(pull.number, **who)


VERBS: Mapping[str, Verb] = {
    "approve": _approve,
    "request_changes": _request_changes,
    "comment": _comment,
    "dismiss": _dismiss,
    "request_review": _request_review,
    "withdraw_request": _withdraw_request,
    "label": _label,
    "unlabel": _unlabel,
    "edit": _edit,
    "tick": _tick,
    "push": _push,
    "add_todo": _add_todo,
    "touch": _touch,
    "rerun": _rerun,
    "rerequest_suite": _plain("rerequest_suite"),
    "close": _plain("close"),
    "reopen": _plain("reopen"),
    "merge": _plain("merge"),
    "update_branch": _plain("update_branch"),
    "enqueue": _plain("enqueue"),
    "convert_to_draft": _plain("convert_to_draft"),
    "ready_for_review": _plain("ready_for_review"),
}


def ticked(body: str) -> str:
    """A description with the checkbox turned over that the form names."""
    try:
        return turned_over(body, form.number("box"))
    except IndexError:
        raise Refused("This checkbox is no longer there.") from None

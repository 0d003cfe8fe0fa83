"""Issues, comments, labels and assignees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.clock import iso
from sandbox.issues import Comment, Issue, Label
from sandbox.refusals import Refused, not_found
from sandbox.rest.route import Answer, Call, Page, Route
from sandbox.shapes.issue import comment, issue
from sandbox.shapes.repository import label
from sandbox.verbs.conversing import DEFAULT_COLOR


def list_issues(call: Call) -> Page:
    """Open ones by default, pull requests among them; by `state`, `labels`, `since`, `creator`."""
    if not call.repository.has_issues:
        raise Refused("Issues has been disabled in this repository.", 410)
    state = call.query.get("state", "open")
    names = [name.casefold() for name in call.query.get("labels", "").split(",") if name]
    creator, since = call.query.get("creator"), call.query.get("since", "")
    found = [
        each
        for each in call.repository.numbered.values()
        if state in ("all", each.state)
        and set(names) <= {label.name.casefold() for label in each.labels}
        and (creator is None or (each.author and each.author.login == creator))
        and iso(each.updated_at) >= since
    ]
    if call.query.get("sort") == "updated":
        found.sort(key=lambda each: each.updated_at)
    newest_first = call.query.get("direction", "desc") == "desc"
    return Page(found[::-1] if newest_first else found, lambda each: issue(call.world, each))


def create_issue(call: Call) -> Answer:
    """Labels that do not exist and assignees without access are dropped without a word."""
    made = call.world.open_issue(
        str(call.given("title")),
        call.field("body") or "",
        by=call.bot.login,
        labels=_names(call.field("labels") or ()),
        assignees=call.field("assignees") or (),
        repository=call.repository.full_name,
    )
    return Answer(201, issue(call.world, made))


def get_issue(call: Call) -> Any:
    return issue(call.world, _issue(call))


def update_issue(call: Call) -> Any:
    """Labels and assignees given here replace those there are."""
    found = _issue(call)
    call.world.edit_issue(
        found, sender=call.bot, title=call.field("title"), body=call.field("body")
    )
    if call.field("labels") is not None:
        _replace_labels(call, found, _known(call, _names(call.field("labels"))))
    if call.field("assignees") is not None:
        found.assignees = call.world.assignable(call.repository, call.field("assignees"))
    if call.field("state"):
        closed, reason = call.field("state") == "closed", call.field("state_reason")
        call.world.set_issue_state(found, closed=closed, sender=call.bot, reason=reason)
    return issue(call.world, found)


def list_comments(call: Call) -> Page:
    return Page(_issue(call).comments, lambda each: comment(call.world, each))


def create_comment(call: Call) -> Answer:
    made = call.world.comment(
        _issue(call).number,
        str(call.given("body", "IssueComment")),
        by=call.bot.login,
        repository=call.repository.full_name,
    )
    return Answer(201, comment(call.world, made))


def get_comment(call: Call) -> Any:
    return comment(call.world, _comment(call))


def update_comment(call: Call) -> Any:
    found = _comment(call)
    call.world.edit_comment(found, str(call.given("body", "IssueComment")), by=call.bot.login)
    return comment(call.world, found)


def delete_comment(call: Call) -> Answer:
    call.world.delete_comment(_comment(call), by=call.bot.login)
    return Answer(204)


def list_labels(call: Call) -> Page:
    owner = call.repository
    return Page(owner.labels, lambda each: label(call.world, owner, each))


def create_label(call: Call) -> Answer:
    made = call.world.create_label(
        call.repository,
        str(call.given("name", "Label")),
        str(call.field("color") or DEFAULT_COLOR),
        call.field("description") or "",
        by=call.bot.login,
    )
    return Answer(201, label(call.world, call.repository, made))


def get_label(call: Call) -> Any:
    return label(call.world, call.repository, _label(call))


def update_label(call: Call) -> Any:
    found = _label(call)
    found.name = call.field("new_name") or found.name
    found.color = call.field("color") or found.color
    found.description = call.field("description", found.description) or ""
    return label(call.world, call.repository, found)


def delete_label(call: Call) -> Answer:
    found = _label(call)
    call.repository.labels.remove(found)
    for each in call.repository.numbered.values():
        if found in each.labels:
            each.labels.remove(found)
    return Answer(204)


def labels_of_issue(call: Call) -> Page:
    return _labels_page(call, _issue(call))


def add_labels(call: Call) -> Page:
    """Takes `{"labels": [...]}` or a bare array; labels that do not exist are dropped."""
    found = _issue(call)
    call.world.add_labels(found, _known(call, _label_names(call)), call.bot)
    return _labels_page(call, found)


def set_labels(call: Call) -> Page:
    found = _issue(call)
    _replace_labels(call, found, _known(call, _label_names(call)))
    return _labels_page(call, found)


def remove_label(call: Call) -> Page:
    found, gone = _issue(call), _label(call)
    if not found.has_label(gone):
        raise Refused("Label does not exist", 404, "NOT_FOUND")
    call.world.remove_labels(found, [gone], call.bot)
    return _labels_page(call, found)


def add_assignees(call: Call) -> Answer:
    found = _issue(call)
    for person in call.world.assignable(call.repository, call.field("assignees") or ()):
        if person not in found.assignees:
            found.assignees.append(person)
    return Answer(201, issue(call.world, found))


def _replace_labels(call: Call, found: Issue, wished: list[Label]) -> None:
    call.world.remove_labels(found, [each for each in found.labels if each not in wished], call.bot)
    call.world.add_labels(found, wished, call.bot)


def _labels_page(call: Call, found: Issue) -> Page:
    return Page(found.labels, lambda each: label(call.world, call.repository, each))


def _label_names(call: Call) -> list[str]:
    return _names(call.body if isinstance(call.body, list) else call.field("labels") or ())


def _names(given: Iterable[str | Mapping[str, str]]) -> list[str]:
    return [each if isinstance(each, str) else each["name"] for each in given]


def _known(call: Call, names: Iterable[str]) -> list[Label]:
    found = (call.repository.label(name) for name in names)
    return [each for each in found if each]


def _issue(call: Call) -> Issue:
    if call.number in call.repository.vanished:
        raise Refused("This issue was deleted", 410)
    return call.world.issue(call.repository, call.number)


def _label(call: Call) -> Label:
    found = call.repository.label(call.path["name"])
    if found is None:
        raise not_found()
    return found


def _comment(call: Call) -> Comment:
    for each in call.repository.numbered.values():
        for found in each.comments:
            if found.id == call.number:
                return found
    raise not_found()


BASE = "/repos/{owner}/{repo}"
ISSUE = f"{BASE}/issues/{{issue_number}}"
EITHER = ("issues", "pull_requests")
ROUTES = (
    Route("GET", f"{BASE}/issues", list_issues, ("issues",)),
    Route("POST", f"{BASE}/issues", create_issue, ("issues",)),
    Route("GET", ISSUE, get_issue, EITHER),
    Route("PATCH", ISSUE, update_issue, EITHER),
    Route("GET", f"{ISSUE}/comments", list_comments, EITHER),
    Route("POST", f"{ISSUE}/comments", create_comment, EITHER),
    Route("GET", f"{BASE}/issues/comments/{{comment_id}}", get_comment, EITHER),
    Route("PATCH", f"{BASE}/issues/comments/{{comment_id}}", update_comment, EITHER),
    Route("DELETE", f"{BASE}/issues/comments/{{comment_id}}", delete_comment, EITHER),
    Route("GET", f"{BASE}/labels", list_labels, EITHER),
    Route("POST", f"{BASE}/labels", create_label, EITHER),
    Route("GET", f"{BASE}/labels/{{name}}", get_label, EITHER),
    Route("PATCH", f"{BASE}/labels/{{name}}", update_label, EITHER),
    Route("DELETE", f"{BASE}/labels/{{name}}", delete_label, EITHER),
    Route("GET", f"{ISSUE}/labels", labels_of_issue, EITHER),
    Route("POST", f"{ISSUE}/labels", add_labels, EITHER),
    Route("PUT", f"{ISSUE}/labels", set_labels, EITHER),
    Route("DELETE", f"{ISSUE}/labels/{{name}}", remove_label, EITHER),
    Route("POST", f"{ISSUE}/assignees", add_assignees, EITHER),
)

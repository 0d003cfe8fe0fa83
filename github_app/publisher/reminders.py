"""Opens the issue of a ritual, and creates the label it carries where there is none."""

from __future__ import annotations

from typing import Any

from checks.engine.verdict import LabelWish
from github_app.failures import NotPermitted
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import brief_failure
from github_app.gateway.rituals.documents import CREATE_LABEL, OPEN_ISSUE
from github_app.gateway.rituals.wishes import Targets
from rituals.engine.planner import OpenReminder


def open_reminder(github: GitHub, targets: Targets, action: OpenReminder) -> int:
    """The number of the new issue; one request, and one before it when the label is missing.

    A mutation cannot use an id that it creates itself, hence the second request. Never repeated
    here: whoever gets a `WorldFailure` looks again whether the issue stands.
    """
    label = targets.labels.get(action.label.name.casefold())
    if label is None:
        label = _create_label(github, targets.repository_id, action.label)
    issue: dict[str, Any] = {
        "repositoryId": targets.repository_id,
        "title": action.title,
        "body": action.body,
        "labelIds": [label],
    }
    person = targets.people.get((action.assignee or "").casefold())
    if person:
        issue["assigneeIds"] = [person]
    opened = _payload(github.graphql(OPEN_ISSUE, {"issue": issue}), "opened")
    return int(opened["issue"]["number"])


def _create_label(github: GitHub, repository_id: str, wish: LabelWish) -> str:
    label = {
        "repositoryId": repository_id,
        "name": wish.name,
        "color": wish.color,
        "description": wish.description,
    }
    created = _payload(github.graphql(CREATE_LABEL, {"label": label}), "created")
    return str(created["label"]["id"])


def _payload(answer: Answer, alias: str) -> dict[str, Any]:
    """What a mutation answered; raises when it was not carried out.

    Refusals for lack of permission, or because the repository takes no issues, end the work; one
    without a kind is an outage. Any other is a mistake of ours: tried a few times, then given up.
    """
    payload = answer.data.get(alias)
    if isinstance(payload, dict):
        return payload
    words = "; ".join(answer.errors) or "no answer"
    if any(t.is_refusal or "disabled" in t.message.lower() for t in answer.troubles):
        raise NotPermitted(words)
    if all(not trouble.kind for trouble in answer.troubles):
        raise brief_failure(f"GitHub did not carry out a mutation: {words}")
    raise RuntimeError(f"GitHub refused a mutation: {words}")

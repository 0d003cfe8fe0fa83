"""Opens an issue, and creates the label it carries where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from checks.engine.verdict import LabelWish
from github_app.failures import NotPermitted
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import brief_failure, expecting, is_behind
from github_app.publisher.operations import Operation, alias_of, document, variables


@dataclass(frozen=True, slots=True)
class IssueWish:
    """An issue to open. `title` is plain text, `body` Markdown; `label_id` is the node id of its
    label where the repository has it, `assignee_id` that of a person, or "".
    """

    title: str
    body: str
    label: LabelWish | None = None
    label_id: str = ""
    assignee_id: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new issue: its number, and its node id."""

    number: int
    id: str


def open_issue(github: GitHub, repository_id: str, wish: IssueWish) -> Opened:
    """One request, and one before it when the label is missing.

    A mutation cannot use an id that it creates itself, hence the second request. Never repeated
    here: whoever gets a `WorldFailure` looks again whether the issue stands.
    """
    issue: dict[str, Any] = {
        "repositoryId": repository_id,
        "title": wish.title,
        "body": wish.body,
    }
    if wish.label:
        issue["labelIds"] = [wish.label_id or create_label(github, repository_id, wish.label)]
    if wish.assignee_id:
        issue["assigneeIds"] = [wish.assignee_id]
    answer = _carried_out(github, Operation("createIssue", issue))
    with expecting("a new issue"):
        return Opened(int(answer["issue"]["number"]), str(answer["issue"]["id"]))


def create_label(github: GitHub, repository_id: str, wish: LabelWish) -> str:
    """The node id of the new label."""
    label = {
        "repositoryId": repository_id,
        "name": wish.name,
        "color": wish.color,
        "description": wish.description,
    }
    answer = _carried_out(github, Operation("createLabel", label))
    with expecting("a new label"):
        return str(answer["label"]["id"])


def _carried_out(github: GitHub, operation: Operation) -> dict[str, Any]:
    answer = github.graphql(document([operation]), variables([operation]))
    return insisted(answer, alias_of(0))


def insisted(answer: Answer, alias: str) -> dict[str, Any]:
    """What a mutation answered; raises when it was not carried out.

    Refusals for lack of permission, or because the repository takes no issues, end the work. What
    GitHub calls invalid is a mistake of ours: tried a few times, then given up. Anything else
    passes, as does what a part of GitHub does not know yet.
    """
    payload = answer.data.get(alias)
    if isinstance(payload, dict):
        return payload
    words = "; ".join(answer.errors) or "no answer"
    if any(t.is_refusal or "disabled" in t.message.lower() for t in answer.troubles):
        raise NotPermitted(words)
    if any(t.kind == "UNPROCESSABLE" and not is_behind(t.message) for t in answer.troubles):
        raise RuntimeError(f"GitHub refused a mutation: {words}")
    raise brief_failure(f"GitHub did not carry out a mutation: {words}")

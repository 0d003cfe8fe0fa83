"""Carries out what is planned for the rituals of a repository: all of it in one request."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from checks.engine.verdict import LabelWish
from checks.engine.words import code
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.wishes import Targets
from github_app.publisher.issues import insisted
from github_app.publisher.operations import Operation, alias_of, document, variables
from rituals.engine.actions import Acknowledge, Action, Conclude, OpenReminder, Remark

log = structlog.stdlib.get_logger(__name__)
_FOLLOWED: Final = "THUMBS_UP"


@dataclass(frozen=True, slots=True)
class Written:
    """`opened` are the numbers of the new issues, by ritual and occurrence. `is_whole` is False
    when something else could not be written that may succeed later.
    """

    opened: Mapping[tuple[str, str], int]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Writing:
    """What is needed to write: `issues` are the node ids of our own by number; `confirm` is called
    before each request and raises where nobody may write now.
    """

    github: GitHub
    targets: Targets
    issues: Mapping[int, str]
    confirm: Callable[[], None]

    def carry_out(self, actions: Sequence[Action], *, labels_first: bool) -> Written:
        """One request; with `labels_first` one before it where a label is missing, else such an
        issue opens without. Raises when an issue was not opened: whoever gets a `WorldFailure`
        looks again whether it stands.
        """
        missing = self._missing_labels(actions)
        labels, refused = dict(self.targets.labels), dict.fromkeys(missing, "")
        created = [Operation("createLabel", self._label(wish)) for wish in missing.values()]
        if missing and labels_first:
            made, refused = self._make_labels(missing, created)
            labels |= made
            created = []
        parts = [(action, tuple(self._operations(action, labels, refused))) for action in actions]
        operations = [*created, *(operation for _, part in parts for operation in part)]
        if not operations:
            return Written({}, True)
        answer = self._send(operations)
        return self._read(parts, answer, len(created))

    def _send(self, operations: Sequence[Operation]) -> Answer:
        self.confirm()
        return self.github.graphql(document(operations), variables(operations))

    def _missing_labels(self, actions: Sequence[Action]) -> dict[str, LabelWish]:
        wished = {a.label.name.casefold(): a.label for a in actions if isinstance(a, OpenReminder)}
        return {key: wish for key, wish in wished.items() if key not in self.targets.labels}

    def _label(self, wish: LabelWish) -> Mapping[str, str]:
        return {
            "repositoryId": self.targets.repository_id,
            "name": wish.name,
            "color": wish.color,
            "description": wish.description,
        }

    def _make_labels(
        self, missing: Mapping[str, LabelWish], created: Sequence[Operation]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """The ids of those that were made, and GitHub's words about the others."""
        answer = self._send(created)
        made: dict[str, str] = {}
        refused: dict[str, str] = {}
        for number, key in enumerate(missing):
            alias = alias_of(number)
            words = [t.message for t in answer.troubles if t.path[:1] == (alias,)]
            if words and not answer.data.get(alias):
                refused[key] = words[0]
                continue
            with expecting("a new label"):
                made[key] = str(insisted(answer, alias)["label"]["id"])
        return made, refused

    def _operations(
        self, action: Action, labels: Mapping[str, str], refused: Mapping[str, str]
    ) -> Iterator[Operation]:
        match action:
            case OpenReminder():
                yield self._opening(action, labels, refused)
            case Remark(issue=number, body=body) if number in self.issues:
                yield Operation("addComment", {"subjectId": self.issues[number], "body": body})
            case Conclude(issue=number, body=body) if number in self.issues:
                node_id = self.issues[number]
                reason = "COMPLETED" if action.completed else "NOT_PLANNED"
                yield Operation("addComment", {"subjectId": node_id, "body": body})
                yield Operation("closeIssue", {"issueId": node_id, "stateReason": reason})
            case Acknowledge(comment_id=comment_id):
                yield Operation("addReaction", {"subjectId": comment_id, "content": _FOLLOWED})

    def _opening(
        self, action: OpenReminder, labels: Mapping[str, str], refused: Mapping[str, str]
    ) -> Operation:
        key = action.label.name.casefold()
        issue: dict[str, object] = {
            "repositoryId": self.targets.repository_id,
            "title": action.title,
            "body": action.body,
        }
        if key in labels:
            issue["labelIds"] = [labels[key]]
        else:
            issue["body"] = f"{action.body}\n\n{_without_label(action.label, refused.get(key, ''))}"
        if assignee := self.targets.people.get((action.assignee or "").casefold()):
            issue["assigneeIds"] = [assignee]
        return Operation("createIssue", issue)

    def _read(
        self, parts: Sequence[tuple[Action, tuple[Operation, ...]]], answer: Answer, first: int
    ) -> Written:
        """What became of each action, however others ended; then raises where one must not fail."""
        opened: dict[tuple[str, str], int] = {}
        failed: list[str] = []
        number = first
        for action, operations in parts:
            for _ in operations:
                alias = alias_of(number)
                number += 1
                if isinstance(action, OpenReminder) and answer.data.get(alias):
                    with expecting("a new issue"):
                        issue = insisted(answer, alias)["issue"]
                        opened[action.ritual, action.occurrence] = int(issue["number"])
                elif isinstance(action, OpenReminder):
                    failed.append(alias)
        for trouble in answer.troubles:
            log.warning("GitHub refused a write", path=trouble.path, told=trouble.message)
        for alias in failed:
            insisted(answer, alias)
        return Written(opened, all(trouble.is_refusal for trouble in answer.troubles))


def _without_label(label: LabelWish, told: str) -> str:
    """What is said in an issue that carries no label."""
    why = f" GitHub did not let it be created: {code(told, 200)}." if told else ""
    return (
        f"<sub>**This issue carries no label:** {code(label.name)} was not there when it opened."
        f"{why} Lists by label miss it, Plumbline does not.<br>**What to do now.** Put the label "
        "on this issue; where it does not exist, create it first.</sub>"
    )

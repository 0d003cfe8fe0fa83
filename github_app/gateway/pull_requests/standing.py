"""What of ours already stands on a pull request: check runs, the comment, repository labels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from github_app.gateway.pull_requests.asked import Asked
from github_app.gateway.pull_requests.facts import nodes
from github_app.gateway.pull_requests.standing_reminders import StandingReminder

COMMENT_MARKER = "<!-- plumbline:comment -->"


@dataclass(frozen=True, slots=True)
class StandingRun:
    """The latest check run of its name on the head. `status` and `conclusion` are GitHub's words
    in lower case; `conclusion` is "" while the run is not completed.
    """

    id: str
    name: str
    external_id: str
    status: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class StandingComment:
    """Our one comment; `body` includes its marker."""

    id: str
    body: str
    is_minimised: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things are written, and what is there. Ids are GraphQL node ids.

    `head_oid` is the commit that check runs go to. `labels` are those of the wished labels that
    exist, lower case, `label_ids` theirs. `carried` are the labels of the pull request, and
    `touched_by_people` those that a person put on or took off last, None where that is not known;
    both in lower case. `asked` are the comments whose commands wait for an answer; `reminders` ours
    of missing reviews, None where not all comments were read. `doubles` are further comments like
    `comment`: a write of ours that was on its way for long may arrive after the one that took its
    place.
    """

    repository_id: str
    pull_request_id: str
    number: int
    head_oid: str
    runs: tuple[StandingRun, ...]
    comment: StandingComment | None
    labels: frozenset[str]
    label_ids: Mapping[str, str] = field(default_factory=dict)
    carried: frozenset[str] = frozenset()
    touched_by_people: frozenset[str] | None = None
    is_locked: bool = False
    asked: tuple[Asked, ...] = ()
    reminders: tuple[StandingReminder, ...] | None = ()
    doubles: tuple[str, ...] = ()

    def run(self, name: str) -> StandingRun | None:
        return next((run for run in self.runs if run.name == name), None)

    def is_asked(self, name: str) -> bool:
        """Whether a command that begins with `name` waits for an answer."""
        return any(command.name == name for it in self.asked for command in it.commands)


def runs_on(commit: Any) -> tuple[StandingRun, ...]:
    """Our runs on a commit, as selected by `documents.OUR_RUNS`, one per name.

    Where several suites of ours carry one name, the last one listed is the newest.
    """
    found = commit if isinstance(commit, dict) else {}
    runs = {
        str(run["name"]): StandingRun(
            id=str(run["id"]),
            name=str(run["name"]),
            external_id=str(run.get("externalId") or ""),
            status=str(run.get("status") or "").lower(),
            conclusion=str(run.get("conclusion") or "").lower(),
        )
        for suite in nodes(found.get("checkSuites"))
        for run in nodes(suite.get("checkRuns"))
    }
    return tuple(runs.values())


def head_commit(pull_request: Mapping[str, Any]) -> Any:
    """The head's commit with our runs, None when GitHub did not show it."""
    return next((node.get("commit") for node in nodes(pull_request.get("head"))), None)


def our_comments(comments: Iterable[Mapping[str, Any]]) -> tuple[StandingComment, ...]:
    """Those that begin with our marker and were written by us; what we quote of others may hold one
    too. The first is the one that counts.
    """
    return tuple(
        StandingComment(str(c["id"]), str(c["body"]), bool(c.get("isMinimized")))
        for c in comments
        if c.get("viewerDidAuthor") and str(c.get("body") or "").startswith(COMMENT_MARKER)
    )

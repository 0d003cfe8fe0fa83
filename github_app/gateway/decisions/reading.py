"""Reads what the log and the reminders of one repository are made of, in one request as a rule.

What to ask for (folders, labels) stands in the policy, which is part of the answer: so it is asked
by the policy seen last, and asked again when that turns out to want something else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from config.policy import Policy
from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.documents import decisions_read
from github_app.gateway.decisions.merged_page import MergedPage, merged_page
from github_app.gateway.decisions.standing import StandingLog, standing_log
from github_app.gateway.decisions.wishes import DecisionWishes
from github_app.gateway.policy_at_head import POLICY_EXPRESSION, PolicyAtHead
from github_app.gateway.pull_requests.base import BaseSeen, TreeFile
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.recall import Recall
from snapshot.facts import Repository

FIRST_PAGE = 20
WHOLE_PAGE = 100


@dataclass(frozen=True, slots=True)
class DecisionsSeen:
    """The default branch and what stands in the repository, at one moment.

    `files` are those of the record folders, `logs` our log issues by family as far as their numbers
    were known, `merged` the newest page of merged pull requests (empty unless a log is wished).
    `labels` are node ids by lower-case name. `takes_issues` is False when issues are switched off
    or the repository is archived. `now` is UTC.
    """

    repository: Repository
    repository_id: str
    takes_issues: bool
    head_oid: str
    policy: Policy
    wishes: DecisionWishes
    files: tuple[TreeFile, ...]
    logs: Mapping[str, StandingLog]
    merged: MergedPage
    labels: Mapping[str, str]
    now: datetime


def read_decisions(
    github: GitHub,
    desk: Desk,
    recall: Recall,
    numbers: Mapping[str, int],
    *,
    is_warm: bool,
    wished: Callable[[Policy], DecisionWishes] = DecisionWishes.of,
) -> DecisionsSeen:
    """One request; one more when the policy changed what has to be read, and one more when it is
    broken and its last good version has to be found in its history.

    `numbers` are those of the log issues as far as they are known, by family. `is_warm` says that
    older merged pull requests are known, so that a short page will do. `wished` says what to read.
    Raises `Gone` when the repository is, and `WorldFailure` when a part could not be read.
    """
    known = PolicyAtHead(recall)
    wishes = wished(known.guess)
    answer, found = _read(github, wishes, numbers, is_warm)
    policy = known.in_force(github, found)
    wanted = wished(policy)
    if wanted != wishes:
        answer, found = _read(github, wanted, numbers, is_warm)
    logs = _logs(github, wanted, numbers, found)
    return _seen(policy, wanted, found, logs, desk.time_of(answer))


def _read(
    github: GitHub, wishes: DecisionWishes, numbers: Mapping[str, int], is_warm: bool
) -> tuple[Answer, Node]:
    owner, name = github.full_name.split("/", 1)
    known = _known(wishes, numbers)
    document = decisions_read(len(wishes.folders), len(known), len(wishes.labels))
    variables = {
        "owner": owner,
        "name": name,
        "policy": POLICY_EXPRESSION,
        "withMerged": bool(wishes.logs),
        "size": FIRST_PAGE if is_warm else WHOLE_PAGE,
        "after": None,
        **{f"folder{n}": f"HEAD:{folder}" for n, folder in enumerate(wishes.folders)},
        **{f"log{n}": number for n, (_, number) in enumerate(known)},
        **{f"label{n}": label for n, label in enumerate(wishes.labels)},
    }
    answer = github.graphql(document, variables)
    answer.insist()
    repository = answer.found("repository")
    if not repository:
        raise Gone(f"the repository {github.full_name} cannot be seen")
    return answer, repository


def _known(wishes: DecisionWishes, numbers: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(family, numbers[family]) for family in wishes.logs if family in numbers]


def _logs(
    github: GitHub, wishes: DecisionWishes, numbers: Mapping[str, int], found: Node
) -> dict[str, StandingLog]:
    read = (
        standing_log(github, found.get(f"log{n}"), family)
        for n, (family, _) in enumerate(_known(wishes, numbers))
    )
    return {log.family: log for log in read if log}


def _seen(
    policy: Policy,
    wishes: DecisionWishes,
    found: Node,
    logs: Mapping[str, StandingLog],
    now: datetime,
) -> DecisionsSeen:
    branch = found.get("defaultBranchRef") or {}
    tree = BaseSeen(None, frozenset(), None, None)
    for n, folder in enumerate(wishes.folders):
        tree.take_folder(folder, found.get(f"folder{n}"))
    labels = ((name, found.get(f"label{n}")) for n, name in enumerate(wishes.labels))
    return DecisionsSeen(
        repository=Repository(
            owner=str((found.get("owner") or {}).get("login") or ""),
            name=str(found.get("name") or ""),
            default_branch=str(branch.get("name") or ""),
            url=str(found.get("url") or ""),
        ),
        repository_id=str(found["id"]),
        takes_issues=bool(found.get("hasIssuesEnabled")) and not found.get("isArchived"),
        head_oid=str((branch.get("target") or {}).get("oid") or ""),
        policy=policy,
        wishes=wishes,
        files=tree.files_in(wishes.folders),
        logs=logs,
        merged=merged_page(found["merged"]) if wishes.logs else MergedPage(),
        labels={name.casefold(): str(label["id"]) for name, label in labels if label},
        now=now,
    )

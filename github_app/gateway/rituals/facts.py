"""Reads what the rituals of one repository are planned from, in one request as a rule.

What to ask for (labels, people) stands in the policy, which is part of the answer: so it is asked
by the policy seen last, and asked again when that turns out to want something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from checks.engine.words import plural
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.base import blob
from github_app.gateway.pull_requests.facts import Node
from github_app.gateway.pull_requests.file_entries import changed_file
from github_app.gateway.pull_requests.policy_at_base import (
    PolicyInForce,
    policy_from_history,
    policy_in_force,
)
from github_app.gateway.recall import Recall
from github_app.gateway.refusals import expecting
from github_app.gateway.rituals.documents import POLICY_EXPRESSION, rituals_read
from github_app.gateway.rituals.wishes import RitualWishes, Targets, facts_in, targets_in
from rituals.engine.facts import Changes, RitualFacts
from rituals.engine.reminder import Reminder
from snapshot.changed_file import ChangedFile

LAST_GOOD = "rituals:policy"
COMPARED_FILES = 300
_GONE = (
    "The commit of the sprint before is no longer part of the repository, so what came and went "
    "since then could not be counted."
)


@dataclass(frozen=True, slots=True)
class RitualsSeen:
    """The policy in force on the default branch, the facts its rituals need, where to write."""

    policy: Policy
    facts: RitualFacts
    targets: Targets


def read_rituals(github: GitHub, desk: Desk, recall: Recall) -> RitualsSeen:
    """One request; one more when the policy changed what has to be read, and one more when it is
    broken and its last good version has to be found in its history.

    Raises `Gone` when the repository is, and `WorldFailure` when a part could not be read.
    """
    last_good = str(recall.get(LAST_GOOD) or "")
    seen = load(last_good) if last_good else defaults()
    wishes = RitualWishes.of(seen if isinstance(seen, Policy) else defaults())
    answer, repository = _read(github, wishes)
    in_force = in_force_at_head(github, repository)
    if in_force.text != last_good:
        recall.put({LAST_GOOD: in_force.text})
    wanted = RitualWishes.of(in_force.policy)
    if wanted != wishes:
        answer, repository = _read(github, wanted)
    facts = facts_in(repository, wanted, desk.time_of(answer))
    return RitualsSeen(in_force.policy, facts, targets_in(repository, wanted))


def read_changes(github: GitHub, previous: Reminder | None, facts: RitualFacts) -> Changes | None:
    """What the default branch changed since the previous reminder; at most one request.

    None when there is no earlier commit to compare with.
    """
    since = previous.from_oid if previous else ""
    if not since or not facts.head_oid:
        return None
    if since == facts.head_oid:
        return Changes(since, ())
    path = f"/repos/{facts.repository.full_name}/compare/{since}...{facts.head_oid}"
    try:
        # The files are on the first page, however few commits it lists.
        answer = github.rest("GET", path, query={"per_page": 1, "page": 1}, expected=True)
    except Gone:
        return Changes(since, (), (_GONE,))
    with expecting("a comparison"):
        files = tuple(changed_file(entry) for entry in answer.fields["files"])
    return Changes(since, files, _left_out(files))


def _left_out(files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    left_out = []
    if len(files) >= COMPARED_FILES:
        left_out.append(
            f"GitHub lists at most {COMPARED_FILES} files of a comparison; others are not counted."
        )
    unseen = sum(1 for file in files if file.patch is None and file.changed_lines)
    if unseen:
        left_out.append(f"{plural(unseen, 'file')} with differences too large to show not counted.")
    return tuple(left_out)


def _read(github: GitHub, wishes: RitualWishes) -> tuple[Answer, Node]:
    owner, name = github.full_name.split("/", 1)
    document = rituals_read(len(wishes.reminders), len(wishes.labelled), len(wishes.people))
    fixed = {"owner": owner, "name": name, "policy": POLICY_EXPRESSION}
    answer = github.graphql(document, fixed | wishes.variables)
    answer.insist()
    repository = answer.found("repository")
    if not repository:
        raise Gone(f"the repository {github.full_name} cannot be seen")
    return answer, repository


def in_force_at_head(github: GitHub, repository: Node) -> PolicyInForce:
    """The policy in force on the default branch; `repository` has its file as `policy`.

    No request, unless the file is broken: what was good when somebody looked last need not be what
    was good last.
    """
    file = blob(repository.get("policy"), POLICY_PATH)
    found = policy_in_force(file, "")
    if file is None or isinstance(found, PolicyInForce):
        return cast(PolicyInForce, found)
    return policy_from_history(github, "HEAD", file, found)

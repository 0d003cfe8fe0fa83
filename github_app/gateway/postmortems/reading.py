"""Reads what the postmortems of one repository are kept from, in one request as a rule.

What to ask for (folders, labels) stands in the policy, which is part of the answer: so it is asked
by the policy seen last, and asked again when that turns out to want something else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.policy import Policy
from github_app.desk import Desk
from github_app.failures import Gone
from github_app.gateway.answers import Answer
from github_app.gateway.client import GitHub
from github_app.gateway.policy_at_head import POLICY_EXPRESSION, PolicyAtHead
from github_app.gateway.postmortems.documents import INDEX, postmortems_read
from github_app.gateway.postmortems.index import StandingIndex, standing_index
from github_app.gateway.postmortems.kept import Kept, digest_of
from github_app.gateway.postmortems.own import OwnSeen, own_seen
from github_app.gateway.postmortems.values import incident_in
from github_app.gateway.pull_requests.base import BaseSeen, TreeFile, blob
from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.recall import Recall
from github_app.slug import bot_login
from postmortems.facts import Incident
from postmortems.markers import is_ours
from postmortems.wishes import PostmortemWishes
from snapshot.facts import Repository
from snapshot.record_names import is_record_path

_NONE = OwnSeen()


@dataclass(frozen=True, slots=True)
class PostmortemsSeen:
    """The default branch and what stands in the repository, at one moment.

    `wishes` are None where nobody wants anything. `files` are the documents in the folders.
    `own` are our open issues, `labels` node ids by lower-case name. `takes_issues` is False when
    issues are switched off or the repository is archived. `index` is our index, as far as its
    number was known.
    """

    repository: Repository
    repository_id: str
    takes_issues: bool
    head_oid: str
    policy: Policy
    digest: str
    now: datetime
    files: tuple[TreeFile, ...] = ()
    incidents: tuple[Incident, ...] = ()
    own: OwnSeen = _NONE
    labels: Mapping[str, str] | None = None
    index: StandingIndex | None = None
    template: str | None = None

    @property
    def wishes(self) -> PostmortemWishes | None:
        wishes = self.policy.postmortems
        return None if wishes is None or wishes.is_empty else wishes


def read_postmortems(
    github: GitHub, desk: Desk, recall: Recall, kept: Kept | None
) -> PostmortemsSeen:
    """One request; one more when the policy changed what has to be read, one more when it is broken
    and its last good version has to be found in its history, and one more for each further hundred
    of our open issues.

    Raises `Gone` when the repository is, and `WorldFailure` when a part could not be read.
    """
    known = PolicyAtHead(recall)
    answer, found = _read(github, desk, known.guess, kept)
    policy = known.in_force(github, found)
    if digest_of(policy) != digest_of(known.guess):
        answer, found = _read(github, desk, policy, kept)
    return _seen(github, desk, policy, kept, answer, found)


def read_index(github: GitHub, number: int) -> StandingIndex | None:
    """The index of this number; one request."""
    owner, name = github.full_name.split("/", 1)
    answer = github.graphql(INDEX, {"owner": owner, "name": name, "number": number})
    answer.insist()
    return standing_index(github, answer.found("repository", "index"))


def _own_labels(wishes: PostmortemWishes) -> tuple[str, ...]:
    return tuple(dict.fromkeys((wishes.label, wishes.action_label)))


def _read(github: GitHub, desk: Desk, policy: Policy, kept: Kept | None) -> tuple[Answer, Node]:
    owner, name = github.full_name.split("/", 1)
    variables: dict[str, Any] = {"owner": owner, "name": name, "policy": POLICY_EXPRESSION}
    wishes, folders = policy.postmortems, policy.postmortem_customs.folders
    if wishes is None or wishes.is_empty:
        answer = github.graphql(postmortems_read(0, 0, 0, 0, False, False), variables)
    else:
        waited = kept.looked_at if kept else ()
        number = kept.index if kept and wishes.index else 0
        variables |= {f"folder{n}": f"HEAD:{folder}" for n, folder in enumerate(folders)}
        variables |= {f"incident{n}": label for n, label in enumerate(wishes.incident_labels)}
        variables |= {f"own{n}": label for n, label in enumerate(_own_labels(wishes))}
        variables |= {f"waited{n}": each for n, each in enumerate(waited)}
        variables |= {"creator": bot_login(desk.redis, desk.github)}
        variables |= {"index": number} if number else {}
        variables |= {"template": f"HEAD:{wishes.template}"} if wishes.template else {}
        document = postmortems_read(
            len(folders),
            len(wishes.incident_labels),
            len(_own_labels(wishes)),
            len(waited),
            bool(number),
            bool(wishes.template),
        )
        answer = github.graphql(document, variables)
    answer.insist()
    repository = answer.found("repository")
    if not repository:
        raise Gone(f"the repository {github.full_name} cannot be seen")
    return answer, repository


def _seen(
    github: GitHub, desk: Desk, policy: Policy, kept: Kept | None, answer: Answer, found: Node
) -> PostmortemsSeen:
    branch = found.get("defaultBranchRef") or {}
    folders = policy.postmortem_customs.folders
    tree = BaseSeen(None, frozenset(), None, None)
    for n, folder in enumerate(folders):
        tree.take_folder(folder, found.get(f"folder{n}"))
    wishes = policy.postmortems
    own = _own_labels(wishes) if wishes else ()
    labels = ((name, found.get(f"label{n}")) for n, name in enumerate(own))
    template = blob(found.get("template"), wishes.template) if wishes else None
    return PostmortemsSeen(
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
        digest=digest_of(policy),
        now=desk.time_of(answer),
        files=tuple(f for f in tree.files_in(folders) if is_record_path(f.path)),
        incidents=_incidents(found, policy, kept),
        own=own_seen(github, desk, found.get("own")),
        labels={name.casefold(): str(label["id"]) for name, label in labels if label},
        index=standing_index(github, found.get("index")),
        template=template.text if template else None,
    )


def _incidents(found: Node, policy: Policy, kept: Kept | None) -> tuple[Incident, ...]:
    """Those with a label, and those that are waited for; each once, none of our own issues."""
    count = len(policy.postmortems.incident_labels) if policy.postmortems else 0
    listed = [issue for n in range(count) for issue in nodes(found.get(f"incident{n}"))]
    waited = [found.get(f"waited{n}") for n in range(len(kept.looked_at) if kept else 0)]
    by_number = {
        int(issue["number"]): issue
        for issue in (*listed, *waited)
        if issue and not (issue.get("viewerDidAuthor") and is_ours(str(issue.get("body") or "")))
    }
    return tuple(incident_in(by_number[number]) for number in sorted(by_number))

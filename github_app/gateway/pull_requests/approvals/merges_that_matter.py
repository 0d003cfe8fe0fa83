"""Of which commits it matters whether they are clean merges: proving it costs several requests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checks.review_coverage import Settings
from github_app.gateway.pull_requests.facts import (
    Node,
    account,
    commit,
    reviewed_oid,
)
from github_app.gateway.pull_requests.partial_reading import PartialReading

# How git and GitHub begin the message of a merge, whoever makes it.
_MERGE = "merge "


def oid_of(node: Node) -> str:
    """The id of a node of `PullRequest.commits`."""
    return str((node.get("commit") or {}).get("oid") or "")


def looks_like_merge(node: Node) -> bool:
    """Whether a node of `PullRequest.commits` says that it is a merge."""
    return str((node.get("commit") or {}).get("message")).casefold().startswith(_MERGE)


def merges_that_matter(draft: PartialReading) -> list[str]:
    """Ids of what look like merges on which a verdict may depend, in the order of the commits."""
    wanted = {*_of_approvers(draft), *_since_approvals(draft)}
    return [oid for oid in map(oid_of, draft.commits) if oid in wanted]


def _of_approvers(draft: PartialReading) -> Iterator[str]:
    """Those without which somebody whose approval stands would have no part in the change."""
    author = account(draft.pull.get("author"))
    identities = dict(draft.in_force.policy.customs.identities)
    approvers = (account(node.get("author")) for node in draft.approvals)
    logins = {str(person.login).casefold() for person in approvers if person}
    logins.discard(str(author.login).casefold() if author else "")
    if not logins:
        return
    parts = [(_people(node, identities) & logins, node) for node in draft.commits]
    workers = {login for some, node in parts if not looks_like_merge(node) for login in some}
    yield from (oid_of(node) for some, node in parts if some - workers)


def _people(node: Node, identities: Mapping[str, str]) -> set[str]:
    """The logins (lower case) of all who had a hand in a commit, as far as they are known."""
    made = commit(node)
    people = (*made.authors, *((made.committer,) if made.committer else ()))
    logins = {person.login.casefold() for person in people if person.login}
    return logins | {identities.get(person.email.casefold(), "") for person in people} - {""}


def _since_approvals(draft: PartialReading) -> Iterator[str]:
    """Where any push ends an approval: what came after one, if that may be merges alone."""
    wishes = draft.in_force.policy.checks.get("review_coverage")
    if not isinstance(wishes, Settings) or wishes.stale_approvals != "any_push":
        return
    oids = [oid_of(node) for node in draft.commits]
    for reviewed in {reviewed_oid(review) for review in draft.approvals}:
        later = draft.commits[oids.index(reviewed) + 1 :] if reviewed in oids else []
        if all(map(looks_like_merge, later)):
            yield from map(oid_of, later)

"""GraphQL's answers about a pull request as our own values. Reads tolerantly: nulls are normal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from github_app.gateway.refusals import brief_failure
from snapshot.people import Person
from snapshot.pull_request import Commit, Comparison, Review, ReviewState

Node = Mapping[str, Any]

_STATES: Mapping[str, ReviewState] = {
    "APPROVED": "approved",
    "CHANGES_REQUESTED": "changes_requested",
    "COMMENTED": "commented",
    "DISMISSED": "dismissed",
    "PENDING": "pending",
}
_NO_REPLY = re.compile(r"(?:\d+\+)?([A-Za-z0-9-]+(?:\[bot\])?)@users\.noreply\.[A-Za-z0-9.-]+")


def nodes(connection: Any) -> Iterator[Node]:
    """The nodes of a connection without its nulls; none when the connection itself is null."""
    found = connection.get("nodes") if isinstance(connection, dict) else None
    return (cast(Node, node) for node in found or () if isinstance(node, dict))


def every_node(connection: Any) -> Iterator[Node]:
    """The nodes of a list that a verdict rests on. GitHub sends nulls in their place only when it
    is in trouble, and a list without them would be taken for the whole: raises `WorldFailure`.
    """
    found = connection.get("nodes") if isinstance(connection, dict) else None
    if not isinstance(found, list) or not all(isinstance(node, dict) for node in found):
        raise brief_failure("GitHub answered in part: a list has holes")
    return iter(found)


def account(actor: Any) -> Person | None:
    """The account behind an `Actor`; None for a deleted one."""
    if not isinstance(actor, dict) or not actor.get("login"):
        return None
    login = str(actor["login"])
    is_bot = actor.get("__typename") == "Bot" or login.endswith("[bot]")
    return Person(login=login, is_bot=is_bot)


def git_identity(actor: Any) -> Person:
    """The person behind a commit. GitHub maps bots to no user: their no-reply address names them,
    as it does for people who hide their address.
    """
    found = actor if isinstance(actor, dict) else {}
    name, email = str(found.get("name") or ""), str(found.get("email") or "")
    login = (found.get("user") or {}).get("login")
    if login is None and (named := _NO_REPLY.fullmatch(email)):
        login = named.group(1)
    is_bot = str(login or name).endswith("[bot]")
    return Person(login=login, name=name, email=email, is_bot=is_bot)


def commit(node: Node, clean_merges: frozenset[str] = frozenset()) -> Commit:
    """A node of `PullRequest.commits`; `clean_merges` are the ids of those known to be such."""
    found = node.get("commit") or {}
    committer = found.get("committer")
    return Commit(
        oid=str(found.get("oid") or ""),
        message=str(found.get("message") or ""),
        authors=tuple(git_identity(author) for author in nodes(found.get("authors"))),
        committer=git_identity(committer) if committer else None,
        is_clean_merge=found.get("oid") in clean_merges,
    )


def review(
    node: Node, unchanged_paths: frozenset[str] | None, comparison: Comparison = "compared"
) -> Review:
    """A node of `PullRequest.reviews`."""
    submitted = node.get("submittedAt")
    return Review(
        author=account(node.get("author")),
        state=_STATES.get(str(node.get("state")), "commented"),
        commit_oid=reviewed_oid(node),
        submitted_at=datetime.fromisoformat(submitted) if submitted else None,
        author_can_push=bool(node.get("authorCanPushToRepository")),
        unchanged_paths=unchanged_paths,
        comparison=comparison,
    )


def reviewed_oid(node: Node) -> str | None:
    """The commit a review was given on, None when GitHub no longer knows it."""
    return (node.get("commit") or {}).get("oid")


def requested_reviewer(node: Node) -> str | None:
    """The login or `organization/slug` of a review request; a bot's login ends in `[bot]`."""
    reviewer = node.get("requestedReviewer") or {}
    name = reviewer.get("combinedSlug") or reviewer.get("login")
    is_bot = name and reviewer.get("__typename") == "Bot"
    return f"{str(name).removesuffix('[bot]')}[bot]" if is_bot else name


def approvals_by_login(reviews: Iterable[Node]) -> dict[str, Node]:
    """The latest opinion of each person (lower case), in time order, where that is an approval."""
    latest: dict[str, Node] = {}
    for node in reviews:
        person = account(node.get("author"))
        if person and person.login and node.get("state") not in ("COMMENTED", "PENDING"):
            login = person.login.casefold()
            latest.pop(login, None)
            latest[login] = node
    return {login: node for login, node in latest.items() if node.get("state") == "APPROVED"}


def standing_approvals(reviews: list[Node], *, of_all: bool = False) -> list[Node]:
    """The approvals that stand, in time order: those of people who may push, and before them with
    `of_all` those of others.

    Only the latest opinion of each person counts; remarks without an opinion do not replace it.
    """
    approvals = list(approvals_by_login(reviews).values())
    pushers = [node for node in approvals if node.get("authorCanPushToRepository")]
    others = [node for node in approvals if not node.get("authorCanPushToRepository")]
    return [*others, *pushers] if of_all else pushers

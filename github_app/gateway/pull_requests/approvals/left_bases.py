"""The branches that a pull request targeted before, as GitHub's timeline tells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from github_app.gateway.pull_requests.facts import Node, every_node
from github_app.gateway.refusals import brief_failure
from github_app.remembered.retargets import Retarget

_NOBODY_KNOWS = "\n"
"""No branch is called so: nothing is remembered of what was seen on it."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def left_bases(pull: Node, noted: Iterable[Retarget]) -> tuple[Retarget, ...]:
    """The retargets of a `PullRequest`, those `noted` among them, oldest first.

    An approval from before one of them rests on it, so that a hole in the story raises
    `WorldFailure`. Where the story is longer than what was read, it begins with a branch unknown.
    """
    story = pull.get("retargets")
    told = list(_told(every_node(story)))
    if ((story or {}).get("pageInfo") or {}).get("hasPreviousPage"):
        told.insert(0, Retarget(min((each.at for each in told), default=_NEVER), _NOBODY_KNOWS))
    # Sorting keeps the order of those of the same moment.
    return tuple(sorted((*told, *noted), key=lambda each: each.at))


def _told(nodes: Iterable[Node]) -> Iterator[Retarget]:
    for node in nodes:
        try:
            at = datetime.fromisoformat(str(node["createdAt"])).astimezone(UTC)
            yield Retarget(at, str(node["previousRefName"]))
        except (KeyError, ValueError):
            raise brief_failure("GitHub answered in part: a change of base has a hole") from None

"""Comments below issues in GitHub's answers, and who may give commands there."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from github_app.gateway.pull_requests.facts import Node
from snapshot.conversation import Comment

CONVERSED: Final = (
    "id body createdAt viewerDidAuthor authorAssociation "
    "author { __typename login } reactionGroups { viewerHasReacted }"
)
"""What a document selects of each comment for `comment_in`."""

_MAY_STEER: Final = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
_LONGEST_BODY: Final = 65_536


def comment_in(node: Node) -> Comment:
    """A comment with what `CONVERSED` names."""
    author = node.get("author") or {}
    groups = node.get("reactionGroups") or ()
    return Comment(
        id=str(node["id"]),
        author=str(author.get("login") or ""),
        body=str(node.get("body") or "")[:_LONGEST_BODY],
        at=datetime.fromisoformat(str(node["createdAt"])),
        is_own=bool(node.get("viewerDidAuthor")),
        may_steer=may_steer(node),
        is_acknowledged=any(group.get("viewerHasReacted") for group in groups),
    )


def may_steer(node: Node) -> bool:
    """Whether who wrote it, with `author { __typename }` and `authorAssociation`, may give commands
    here. Programs steer nothing, whoever they belong to.
    """
    is_person = (node.get("author") or {}).get("__typename") == "User"
    return is_person and node.get("authorAssociation") in _MAY_STEER

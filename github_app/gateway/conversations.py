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
    """A comment with what `CONVERSED` names. Programs steer nothing, whoever they belong to."""
    author = node.get("author") or {}
    is_person = author.get("__typename") == "User"
    groups = node.get("reactionGroups") or ()
    return Comment(
        id=str(node["id"]),
        author=str(author.get("login") or ""),
        body=str(node.get("body") or "")[:_LONGEST_BODY],
        at=datetime.fromisoformat(str(node["createdAt"])),
        is_own=bool(node.get("viewerDidAuthor")),
        may_steer=is_person and node.get("authorAssociation") in _MAY_STEER,
        is_acknowledged=any(group.get("viewerHasReacted") for group in groups),
    )

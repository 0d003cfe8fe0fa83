"""A page of merged pull requests as GitHub answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decisions.log import MergedPullRequest
from github_app.gateway.pull_requests.facts import every_node, nodes

LONGEST_TEXT = 20_000
"""Characters of a description or a merge message that are looked at."""


@dataclass(frozen=True, slots=True)
class MergedPage:
    """`newest` and `oldest` are when its first and last entry changed, as GitHub writes times, ""
    on an empty page; `next_page` is the cursor of the page below, "" without one.
    """

    merged: tuple[MergedPullRequest, ...] = ()
    newest: str = ""
    oldest: str = ""
    next_page: str = ""


def merged_page(connection: Any) -> MergedPage:
    """Reads a connection as `documents.MERGED` selects it."""
    found = tuple(every_node(connection))
    page = (connection or {}).get("pageInfo") or {}
    changed = [str(node["updatedAt"]) for node in found]
    return MergedPage(
        merged=tuple(_merged(node) for node in found),
        newest=max(changed, default=""),
        oldest=min(changed, default=""),
        next_page=str(page.get("endCursor") or "") if page.get("hasNextPage") else "",
    )


def _merged(node: Any) -> MergedPullRequest:
    message = str((node.get("mergeCommit") or {}).get("message") or "")
    said = (str(node.get("title") or ""), str(node.get("body") or ""), message)
    paths = tuple(str(file["path"]) for file in nodes(node.get("files")))
    return MergedPullRequest(
        number=int(node["number"]),
        merged_at=datetime.fromisoformat(str(node.get("mergedAt") or node["updatedAt"])),
        texts=tuple(dict.fromkeys(text[:LONGEST_TEXT] for text in said if text)),
        branch=str(node.get("headRefName") or ""),
        paths=paths if len(paths) >= int(node.get("changedFiles") or 0) else (),
    )

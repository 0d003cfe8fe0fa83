"""A page of merged pull requests, as far as hotspots need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from debt.fixes import is_fix
from debt.hotspot_paths import may_be_hotspot
from debt.hotspots import MOST_PATHS, SeenChange
from github_app.gateway.pull_requests.facts import Node, every_node, nodes


@dataclass(frozen=True, slots=True)
class MergedPage:
    """`changes` are by number. `newest` and `oldest` are when its first and last entry changed, as
    GitHub writes times, "" on an empty page; `next_page` is the cursor of the page below, ""
    without one.
    """

    changes: tuple[tuple[int, SeenChange], ...] = ()
    newest: str = ""
    oldest: str = ""
    next_page: str = ""


def merged_page(connection: Any) -> MergedPage:
    """Reads a connection as `documents.MERGED` selects it. Sweeping changes, and files that cannot
    be hotspots, are left out.
    """
    found = tuple(every_node(connection))
    page = (connection or {}).get("pageInfo") or {}
    changed = [str(node["updatedAt"]) for node in found]
    telling = (node for node in found if int(node.get("changedFiles") or 0) <= MOST_PATHS)
    return MergedPage(
        changes=tuple((int(node["number"]), _change(node)) for node in telling),
        newest=max(changed, default=""),
        oldest=min(changed, default=""),
        next_page=str(page.get("endCursor") or "") if page.get("hasNextPage") else "",
    )


def _change(node: Node) -> SeenChange:
    paths = (str(file["path"]) for file in nodes(node.get("files")) if file.get("path"))
    labels = [str(label.get("name") or "") for label in nodes(node.get("labels"))]
    return SeenChange(
        paths=tuple(path for path in paths if may_be_hotspot(path)),
        is_fix=is_fix(str(node.get("title") or ""), labels, str(node.get("headRefName") or "")),
        at=datetime.fromisoformat(str(node.get("mergedAt") or node["updatedAt"])).astimezone(UTC),
        by=str((node.get("author") or {}).get("login") or ""),
    )

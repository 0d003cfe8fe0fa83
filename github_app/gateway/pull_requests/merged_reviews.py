"""Who reviewed what was merged last: asked once a day and branch, beside something else.

No verdict rests on it: what GitHub does not tell is left out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.recall import DAY, Recall
from snapshot.merged_review import MergedReview

_FIELD = (
    "pullRequests(states: MERGED, baseRefName: {base}, first: 50, "
    "orderBy: {{field: UPDATED_AT, direction: DESC}})"
)
# One point: two lists of each of fifty. The files are what GitHub has to work for.
_SELECTION = (
    "nodes { number mergedAt author { login } files(first: 50) { nodes { path } } "
    "latestOpinionatedReviews(first: 20) { nodes { state author { login } } } }"
)
# A failure tends to pass, but not within one burst of events.
_UNKNOWN_KEPT_SECONDS = 600
_ASKED = "merged reviews"


def find_merged(draft: PartialReading, recall: Recall) -> None:
    """Takes what was remembered, once, where somebody answers for files at all."""
    if _ASKED in draft.settled or not draft.names_owners:
        return
    found = recall.get(_key(draft))
    if found is not None:
        draft.settled.add(_ASKED)
        draft.merged = None if found["rows"] is None else tuple(map(_unpacked, found["rows"]))


def ask_merged(draft: PartialReading, question: Question, recall: Recall) -> None:
    """The last fifty that were merged into the base."""
    if _ASKED in draft.settled or not draft.names_owners:
        return

    def take(connection: Any) -> None:
        draft.settled.add(_ASKED)
        draft.merged = _merged(connection)
        rows = None if draft.merged is None else [_packed(one) for one in draft.merged]
        recall.put({_key(draft): {"rows": rows}}, _UNKNOWN_KEPT_SECONDS if rows is None else DAY)

    base_name = draft.pull["baseRefName"]
    question.ask_repository(_FIELD, _SELECTION, take, "optional", base=base_name)


def _key(draft: PartialReading) -> str:
    return f"merged:{draft.pull['baseRefName']}"


def _merged(connection: Any) -> tuple[MergedReview, ...] | None:
    if not isinstance(connection, dict):
        return None
    found = [one for node in nodes(connection) if (one := _one(node))]
    return tuple(sorted(found, key=lambda one: one.merged_at, reverse=True))


def _one(node: Node) -> MergedReview | None:
    if not node.get("mergedAt"):
        return None
    approvals = (r for r in nodes(node.get("latestOpinionatedReviews")) if _approves(r))
    return MergedReview(
        number=int(node["number"]),
        merged_at=datetime.fromisoformat(str(node["mergedAt"])).astimezone(UTC),
        author=_login(node),
        paths=tuple(str(file["path"]) for file in nodes(node.get("files")) if file.get("path")),
        approvers=tuple(sorted({login for r in approvals if (login := _login(r))})),
    )


def _approves(review: Node) -> bool:
    return review.get("state") == "APPROVED"


def _login(node: Node) -> str:
    return str((node.get("author") or {}).get("login") or "").casefold()


def _packed(one: MergedReview) -> list[Any]:
    return [one.number, one.merged_at.isoformat(), one.author, one.paths, one.approvers]


def _unpacked(row: list[Any]) -> MergedReview:
    number, merged_at, author, paths, approvers = row
    at = datetime.fromisoformat(merged_at)
    return MergedReview(number, at, author, tuple(paths), tuple(approvers))

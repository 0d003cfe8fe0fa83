"""The one comment: whether there should be one, and what that changes on the pull request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from checks.engine.comment import render_comment
from checks.engine.report import BLOCKING, Report
from config.policy import CommentWhen
from github_app.gateway.pull_requests.standing import COMMENT_MARKER, Standing
from snapshot.facts import Snapshot

_COMMENTED: dict[CommentWhen, frozenset[str]] = {
    "never": frozenset(),
    "blocking": frozenset(BLOCKING),
    "findings": frozenset({*BLOCKING, "neutral"}),
}


@dataclass(frozen=True, slots=True)
class CommentWish:
    """`body` is the whole comment with its marker, None for no comment. `is_quiet` means that
    nothing may be said now; an older comment is then folded away, or left as it is.
    """

    body: str | None
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class CommentWrite:
    """What to do, in this order, with the comment `id` ("" for a new one)."""

    steps: tuple[Literal["add", "edit", "fold", "unfold"], ...]
    body: str = ""
    id: str = ""


def wished_comment(when: CommentWhen, reports: Sequence[Report], snapshot: Snapshot) -> CommentWish:
    """The comment that the policy's `comment` setting allows for these reports; never on drafts."""
    loud = [report for report in reports if report.conclusion in _COMMENTED[when]]
    body = render_comment(loud, snapshot) if loud else None
    quiet = bool(loud) and snapshot.pull_request.is_draft
    return CommentWish(f"{COMMENT_MARKER}\n{body}" if body else None, is_quiet=quiet)


def plan_comment(wish: CommentWish, standing: Standing) -> CommentWrite | None:
    """The difference between the wish and our comment as it stands; a locked conversation is left
    alone, since GitHub would refuse every word.
    """
    comment = standing.comment
    if standing.is_locked or wish.is_quiet:
        return None
    if comment is None:
        return CommentWrite(("add",), wish.body) if wish.body else None
    if wish.body is None:
        return None if comment.is_minimised else CommentWrite(("fold",), id=comment.id)
    steps: list[Literal["edit", "unfold"]] = []
    if _plain(wish.body) != _plain(comment.body):
        steps.append("edit")
    if comment.is_minimised:
        steps.append("unfold")
    return CommentWrite(tuple(steps), wish.body, comment.id) if steps else None


def _plain(body: str) -> str:
    # GitHub may store other line ends, and none at the end.
    return body.replace("\r\n", "\n").strip()

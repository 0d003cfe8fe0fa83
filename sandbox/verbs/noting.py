"""Noting: what a pull request's timeline keeps."""

from __future__ import annotations

from sandbox.accounts import Account, Team
from sandbox.pull_requests import Moment, MomentKind, PullRequest
from sandbox.state import WorldState

MOMENT_PREFIX: dict[MomentKind, str] = {
    "base_ref_changed": "BRCE",
    "convert_to_draft": "CTDE",
    "head_ref_force_pushed": "HRFPE",
    "ready_for_review": "RFRE",
    "review_requested": "RRE",
    "review_request_removed": "RRRE",
}


class Noting(WorldState):
    """Keeps the moments of pull requests."""

    def note(
        self,
        pull: PullRequest,
        kind: MomentKind,
        actor: Account,
        *,
        reviewer: Account | Team | None = None,
        before: str = "",
        after: str = "",
    ) -> None:
        """Keep in the pull request's timeline what happens now."""
        ident, node = self.identify(MOMENT_PREFIX[kind])
        now = self.clock.now()
        made = Moment(ident, node, pull, kind, actor, now, reviewer, before, after)
        pull.moments.append(made)
        pull.updated_at = now
        self.nodes[node] = made

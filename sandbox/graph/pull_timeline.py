"""What happened to a pull request: who was asked for a review, who labelled it, when it was a
draft.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.clock import iso
from sandbox.graph.commit import CommitView, commit_view
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import FACTORIES, Context, View
from sandbox.graph.people import AccountView, account_view, reviewer_view
from sandbox.issues import Labelling
from sandbox.pull_requests import Moment, MomentKind, PullRequest
from sandbox.shapes.issue import issue_page


class MomentView(View[Moment]):
    @property
    def actor(self) -> AccountView | None:
        return account_view(self.context, self.it.actor)

    @property
    def created_at(self) -> str:
        return iso(self.it.at)

    @property
    def pull_request(self) -> Any:
        return self.show(self.it.pull)

    @property
    def requested_reviewer(self) -> Any:
        return reviewer_view(self.context, self.it.reviewer)

    @property
    def url(self) -> str:
        return f"{issue_page(self.world, self.it.pull)}#event-{self.it.id}"

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)


class ConvertToDraftEventView(MomentView):
    typename = "ConvertToDraftEvent"


class ReadyForReviewEventView(MomentView):
    typename = "ReadyForReviewEvent"


class ReviewRequestedEventView(MomentView):
    typename = "ReviewRequestedEvent"


class ReviewRequestRemovedEventView(MomentView):
    typename = "ReviewRequestRemovedEvent"


class BaseRefChangedEventView(MomentView):
    typename = "BaseRefChangedEvent"

    @property
    def previous_ref_name(self) -> str:
        return self.it.before

    @property
    def current_ref_name(self) -> str:
        return self.it.after


class HeadRefForcePushedEventView(MomentView):
    typename = "HeadRefForcePushedEvent"

    @property
    def before_commit(self) -> CommitView | None:
        return commit_view(self.context, self.it.pull.repository, self.it.before)

    @property
    def after_commit(self) -> CommitView | None:
        return commit_view(self.context, self.it.pull.repository, self.it.after)


VIEWS: dict[MomentKind, type[MomentView]] = {
    "base_ref_changed": BaseRefChangedEventView,
    "head_ref_force_pushed": HeadRefForcePushedEventView,
    "convert_to_draft": ConvertToDraftEventView,
    "ready_for_review": ReadyForReviewEventView,
    "review_requested": ReviewRequestedEventView,
    "review_request_removed": ReviewRequestRemovedEventView,
}


def moment_view(context: Context, it: Moment) -> MomentView:
    return VIEWS[it.kind](context, it)


FACTORIES[Moment] = moment_view


def _labelled(it: Labelling) -> str:
    return "UNLABELED_EVENT" if it.is_removal else "LABELED_EVENT"


class Timeline:
    """A connection that also counts what its filters left."""

    def __init__(self, page: Connection, total: int, updated_at: str) -> None:
        self.nodes, self.edges, self.page_info = page.nodes, page.edges, page.page_info
        self.total_count, self.filtered_count = total, page.total_count
        self.page_count, self.updated_at = len(page.nodes), updated_at


def timeline(
    context: Context,
    it: PullRequest,
    item_types: list[str] | None,
    since: str | None,
    skip: int,
    **page: Any,
) -> Timeline:
    """Oldest first; of all that happens, the kinds that the schema names."""
    happened: list[tuple[datetime, int, str, Moment | Labelling]] = [
        (each.at, each.id, f"{each.kind}_event".upper(), each) for each in it.moments
    ]
    happened += [(each.created_at, each.id, _labelled(each), each) for each in it.labellings]
    wanted = [
        each
        for at, _, kind, each in sorted(happened, key=lambda row: row[:2])
        if (item_types is None or kind in item_types) and (since is None or iso(at) >= since)
    ]
    shown = connect(wanted[skip:], lambda each: FACTORIES[type(each)](context, each), **page)
    return Timeline(shown, len(wanted), iso(it.updated_at))

"""Issues, comments and labels."""

from __future__ import annotations

from typing import Any, TypeVar

from sandbox.clock import iso, iso_or_none
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import View, shows
from sandbox.graph.issue_history import happened
from sandbox.graph.people import AccountView, account_view
from sandbox.issues import Comment, Issue, Label, Reaction
from sandbox.pull_requests import PullRequest
from sandbox.shapes.issue import issue_page
from sandbox.shapes.repository import repository_web

Numbered = TypeVar("Numbered", bound=Issue)
# In the order GitHub answers them.
_GOOD_AND_BAD = ("THUMBS_UP", "THUMBS_DOWN")
REACTIONS = (*_GOOD_AND_BAD, "LAUGH", "HOORAY", "CONFUSED", "HEART", "ROCKET", "EYES")


class NumberedView(View[Numbered]):
    """What issues and pull requests have in common."""

    @property
    def number(self) -> int:
        return self.it.number

    @property
    def title(self) -> str:
        return self.it.title

    @property
    def body(self) -> str:
        return self.it.body

    @property
    def body_text(self) -> str:
        return self.it.body

    @property
    def url(self) -> str:
        return issue_page(self.world, self.it)

    @property
    def permalink(self) -> str:
        return self.url

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

    @property
    def closed(self) -> bool:
        return self.it.state == "closed"

    @property
    def locked(self) -> bool:
        return self.it.locked

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.updated_at)

    @property
    def closed_at(self) -> str | None:
        return iso_or_none(self.it.closed_at)

    @property
    def author(self) -> AccountView | None:
        return account_view(self.context, self.it.author)

    @property
    def author_association(self) -> str:
        return self.world.association(self.it.repository, self.it.author)

    @property
    def viewer_did_author(self) -> bool:
        return self.it.author is self.context.bot

    @property
    def repository(self) -> Any:
        return self.show(self.it.repository)

    def assignees(self, **page: Any) -> Connection:
        return connect(self.it.assignees, self.show, **page)

    def labels(self, order_by: Any = None, **page: Any) -> Connection:
        del order_by
        return connect(self.it.labels, self.label_of, **page)

    @property
    def milestone(self) -> Any:
        return self.show(self.it.milestone)

    def comments(self, order_by: Any = None, **page: Any) -> Connection:
        del order_by
        return connect(self.it.comments, self.show, **page)

    def label_of(self, label: Label) -> LabelView:
        return LabelView(self.context, label, self.it.repository)


@shows(Issue)
class IssueView(NumberedView[Issue]):
    typename = "Issue"

    @property
    def state(self) -> str:
        return self.it.state.upper()

    def state_reason(self, **_: Any) -> str | None:
        return self.it.state_reason.upper() if self.it.state_reason else None

    @property
    def is_pinned(self) -> bool:
        return self.it.is_pinned

    def closed_by_pull_requests_references(
        self, include_closed_prs: bool = False, user_linked_only: bool = False, **page: Any
    ) -> Connection:
        """Pull requests whose description closes it."""
        page.pop("order_by_state", None)
        found = [
            pull
            for pull in self.it.repository.pulls
            if (pull.state == "open" or pull.merged_at or include_closed_prs)
            and self.it in self.show(pull).closes
            and not user_linked_only
        ]
        return connect(found, self.show, **page)

    def timeline_items(
        self, item_types: list[str] | None = None, skip: int = 0, **page: Any
    ) -> Connection:
        """Oldest first; of all that happens to an issue, that it was pinned or labelled."""
        since = page.pop("since", None)
        return connect(happened(self.it, item_types, since)[skip:], self.show, **page)


@shows(Comment)
class CommentView(View[Comment]):
    typename = "IssueComment"

    @property
    def author(self) -> AccountView | None:
        return account_view(self.context, self.it.author)

    @property
    def author_association(self) -> str:
        return self.world.association(self.it.issue.repository, self.it.author)

    @property
    def body(self) -> str:
        return self.it.body

    @property
    def body_text(self) -> str:
        return self.it.body

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.updated_at)

    @property
    def url(self) -> str:
        return f"{issue_page(self.world, self.it.issue)}#issuecomment-{self.it.id}"

    @property
    def is_minimized(self) -> bool:
        return self.it.minimized_reason is not None

    @property
    def minimized_reason(self) -> str | None:
        """Lower case, as GitHub answers it."""
        return self.it.minimized_reason

    @property
    def viewer_did_author(self) -> bool:
        return self.it.author is self.context.bot

    @property
    def viewer_can_minimize(self) -> bool:
        return self.context.caller.may("issues", "write") or self.context.caller.may(
            "pull_requests", "write"
        )

    @property
    def reaction_groups(self) -> list[dict[str, Any]]:
        """One for each emoji, whether anybody left it or not."""
        ours = {each.content for each in self.it.reactions if each.author is self.context.bot}
        return [
            {"content": content, "subject": self, "viewerHasReacted": content in ours}
            for content in REACTIONS
        ]

    @property
    def issue(self) -> IssueView:
        return IssueView(self.context, self.it.issue)

    @property
    def pull_request(self) -> Any:
        return self.show(self.it.issue) if isinstance(self.it.issue, PullRequest) else None

    @property
    def repository(self) -> Any:
        return self.issue.repository


@shows(Reaction)
class ReactionView(View[Reaction]):
    typename = "Reaction"

    @property
    def content(self) -> str:
        return self.it.content

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def reactable(self) -> Any:
        return self.show(self.it.comment)


class LabelView(View[Label]):
    typename = "Label"
    __slots__ = ("owner",)

    def __init__(self, context: Any, it: Label, owner: Any) -> None:
        super().__init__(context, it)
        self.owner = owner

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def color(self) -> str:
        return self.it.color

    @property
    def description(self) -> str | None:
        return self.it.description or None

    @property
    def is_default(self) -> bool:
        return False

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def url(self) -> str:
        return f"{repository_web(self.world, self.owner)}/labels/{self.it.name}"

    @property
    def repository(self) -> Any:
        return self.show(self.owner)

"""The entry points of a query."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sandbox.accounts import Team
from sandbox.check_runs import CheckRun, CheckSuite
from sandbox.clock import iso
from sandbox.graph import milestone, pull_request, review  # noqa: F401 - so that they can be shown
from sandbox.graph.context import FACTORIES, Context, View
from sandbox.graph.issue import LabelView
from sandbox.graph.people import (
    OrganizationView,
    UserView,
    ViewerView,
    user_by_login,
)
from sandbox.graph.repository import RepositoryView
from sandbox.graph.search import search
from sandbox.issues import Comment, Issue, Label, Labelling, Milestone, Reaction
from sandbox.pull_requests import Moment, PullRequest, Review
from sandbox.refusals import not_found
from sandbox.repository import Repository


class QueryView(View[None]):
    typename = "Query"

    def node(self, id: str) -> Any:
        return node_view(self.context, id)

    def nodes(self, ids: list[str]) -> list[View[Any] | Exception]:
        """Null with an error of its own for each id that names nothing."""
        found: list[View[Any] | Exception] = []
        for each in ids:
            try:
                found.append(node_view(self.context, each))
            except Exception as refusal:
                found.append(refusal)
        return found

    def repository(
        self, owner: str, name: str, follow_renames: bool | None = True
    ) -> RepositoryView:
        key = f"{owner}/{name}".casefold()
        former = self.world.former_names.get(key) if follow_renames else None
        found = former or self.world.repositories.get(key)
        if found is None or not self.context.caller.sees(self.world, found):
            message = f"Could not resolve to a Repository with the name '{owner}/{name}'."
            raise not_found(message)
        return RepositoryView(self.context, found)

    def organization(self, login: str) -> OrganizationView:
        found = self.world.accounts.get(login.casefold())
        if found is None or found.kind != "Organization":
            message = f"Could not resolve to an Organization with the login of '{login}'."
            raise not_found(message)
        return OrganizationView(self.context, found)

    def user(self, login: str) -> UserView:
        found = user_by_login(self.context, login)
        if found is None:
            raise not_found(f"Could not resolve to a User with the login of '{login}'.")
        return found

    def search(self, query: str, type: str, **page: Any) -> Any:
        del type
        return search(self.context, query, self.show, **page)

    @property
    def viewer(self) -> ViewerView:
        return ViewerView(self.context, self.context.bot)

    def rate_limit(self, dry_run: bool | None = False) -> dict[str, Any]:
        del dry_run
        budget = self.context.budget
        return {
            "cost": self.context.cost,
            "limit": budget.limit,
            "nodeCount": self.context.nodes,
            "remaining": budget.remaining,
            "resetAt": iso(datetime.fromtimestamp(budget.reset, UTC)),
            "used": budget.used,
        }


def repository_of(thing: object) -> Repository | None:
    """The repository something belongs to; None for what stands by itself."""
    match thing:
        case Repository():
            return thing
        case Issue() | CheckSuite() | Milestone():
            return thing.repository
        case Labelling():
            return thing.issue.repository
        case Comment():
            return thing.issue.repository
        case Reaction():
            return thing.comment.issue.repository
        case Review() | Moment():
            return thing.pull.repository
        case CheckRun():
            return thing.suite.repository
    return None


def _needs(thing: object) -> tuple[str, ...]:
    """The permissions of which one is enough to read something found by its id."""
    match thing:
        case PullRequest() | Review() | Moment():
            return ("pull_requests",)
        case Issue():
            return ("issues",)
        case Comment() | Reaction() | Label() | Labelling() | Milestone():
            return ("issues", "pull_requests")
        case CheckRun() | CheckSuite():
            return ("checks",)
        case Team():
            return ("members",)
    return ()


def find_node(context: Context, node_id: str) -> object:
    """The thing behind a node id, if the caller may see it."""
    found = context.world.nodes.get(node_id)
    owner = repository_of(found)
    if found is None or (owner and not context.caller.sees(context.world, owner)):
        raise not_found(f"Could not resolve to a node with the global id of '{node_id}'")
    if needs := _needs(found):
        context.caller.need(*needs)
    return found


def node_view(context: Context, node_id: str) -> Any:
    """The view of a node, by the kind of thing it is."""
    found = find_node(context, node_id)
    if isinstance(found, Label):
        owner = next(r for r in context.world.repositories.values() if found in r.labels)
        return LabelView(context, found, owner)
    return FACTORIES[type(found)](context, found)

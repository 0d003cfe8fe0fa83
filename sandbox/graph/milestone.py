"""Milestones."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso, iso_or_none
from sandbox.graph.context import View, shows
from sandbox.graph.people import AccountView, account_view
from sandbox.issues import Milestone
from sandbox.shapes.repository import repository_web


@shows(Milestone)
class MilestoneView(View[Milestone]):
    typename = "Milestone"
    closed, closed_at, description = False, None, None

    @property
    def number(self) -> int:
        return self.it.number

    @property
    def title(self) -> str:
        return self.it.title

    @property
    def due_on(self) -> str | None:
        return iso_or_none(self.it.due_on)

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def creator(self) -> AccountView | None:
        return account_view(self.context, self.it.creator)

    @property
    def repository(self) -> Any:
        return self.show(self.it.repository)

    @property
    def url(self) -> str:
        return f"{repository_web(self.world, self.it.repository)}/milestone/{self.it.number}"

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

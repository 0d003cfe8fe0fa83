"""Telling: the frame all events share."""

from __future__ import annotations

from typing import Any

from sandbox.accounts import Account
from sandbox.repository import Repository
from sandbox.shapes.account import organization, user
from sandbox.shapes.repository import repository as repository_shape
from sandbox.state import WorldState


class Telling(WorldState):
    """Sends events to the listeners with sender, repository, organisation and installation."""

    def tell(
        self,
        event: str,
        action: str | None,
        repository: Repository | None,
        sender: Account,
        **content: Any,
    ) -> None:
        """Emit one event; `content` is what only this kind of event carries."""
        if not self.listeners:
            return
        payload: dict[str, Any] = {"action": action} if action else {}
        payload.update(content)
        owner = repository.owner if repository else None
        if repository:
            payload["repository"] = repository_shape(self, repository)
        self._add_frame(payload, owner, repository, sender)
        self.emit(event, payload, repository)

    def tell_organization(
        self, event: str, action: str, owner: Account, sender: Account, **content: Any
    ) -> None:
        """Emit an event that is about an organisation, not about one repository."""
        payload: dict[str, Any] = {"action": action, **content}
        self._add_frame(payload, owner, None, sender)
        self.emit(event, payload, None)

    def _add_frame(
        self,
        payload: dict[str, Any],
        owner: Account | None,
        repository: Repository | None,
        sender: Account,
    ) -> None:
        if owner and owner.kind == "Organization":
            payload["organization"] = organization(self, owner)
        payload["sender"] = user(self, sender)
        installation = next(
            (each for each in self.installations.values() if each.account is owner), None
        )
        if repository:
            installation = self.installation_of(repository)
        if installation and "installation" not in payload:
            payload["installation"] = {"id": installation.id, "node_id": installation.node_id}

"""Permissions that the App asks for, and that owners have yet to grant."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sandbox.verbs.installing import Installing


class Permitting(Installing):
    """Verbs about the registration and what installations grant of it."""

    def ask_for_permissions(
        self, permissions: Mapping[str, str], *, events: Collection[str] | None = None
    ) -> None:
        """Register the App with these permissions (and events) alone. Installations keep what they
        have, and GitHub writes a mail to their owners.
        """
        with self.lock:
            app = self.registered_app()
            app.permissions = dict(permissions)
            app.events = app.events if events is None else tuple(events)

    def accept_permissions(
        self, account: str, permissions: Mapping[str, str] | None = None
    ) -> None:
        """The owner grants what the App asks for, or just these."""
        with self.lock:
            it = self._installed_on(account)
            it.permissions = dict(permissions or it.app.permissions)
            it.updated_at = self.clock.now()
            self._tell_installation("new_permissions_accepted", it)

"""Installing the App, suspending it, and the tokens it is given."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from sandbox.app import App, Installation, Token
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.shapes.app import installation as installation_shape
from sandbox.shapes.repository import short_repository
from sandbox.verbs.telling import Telling

TOKEN_LIFE = timedelta(hours=1)
STRENGTH = {"read": 1, "write": 2, "admin": 3}


def machine_now() -> datetime:
    """Tokens live by the machine's time, which both ends share, however far a story has moved."""
    return datetime.now(UTC)


def _classic() -> str:
    """Forty characters in all."""
    return f"ghs_{secrets.token_hex(18)}"


def _stateless(app_id: int) -> str:
    """The newer form, some 520 characters: it carries a JSON Web Token, nothing of which is read
    here.
    """
    head = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9"
    return f"ghs_{app_id}_{head}.{secrets.token_urlsafe(90)}.{secrets.token_urlsafe(256)}"


class Installing(Telling):
    """Verbs about the App itself."""

    def install(
        self,
        account: str,
        *,
        repositories: Collection[str] | None = None,
        permissions: Mapping[str, str] | None = None,
    ) -> Installation:
        """Put the App on an account; `repositories` None means all of them, now and later."""
        app = self.registered_app()
        number, node = self.identify("I")
        chosen = None if repositories is None else [self.repository(name) for name in repositories]
        now = self.clock.now()
        made = Installation(
            number,
            node,
            app,
            self.account(account),
            dict(permissions or app.permissions),
            now,
            now,
            chosen,
        )
        self.installations[number] = made
        self._tell_installation("created", made)
        return made

    def suspend(self, account: str) -> None:
        self._installed_on(account).suspended_at = self.clock.now()
        self._tell_installation("suspend", self._installed_on(account))

    def unsuspend(self, account: str) -> None:
        self._installed_on(account).suspended_at = None
        self._tell_installation("unsuspend", self._installed_on(account))

    def uninstall(self, account: str) -> None:
        gone = self.installations.pop(self._installed_on(account).id)
        self._tell_installation("deleted", gone)

    def expire_tokens(self) -> None:
        """Make every token handed out so far worthless."""
        with self.lock:
            self.tokens.clear()

    def mint_token(
        self,
        installation: Installation,
        permissions: Mapping[str, str] | None = None,
        repositories: Collection[Repository] | None = None,
    ) -> Token:
        """A token with at most what the installation was granted."""
        wanted = dict(permissions) if permissions else dict(installation.permissions)
        for name, level in wanted.items():
            granted = installation.permissions.get(name, "")
            if STRENGTH.get(level, 99) > STRENGTH.get(granted, 0):
                raise Refused("The permissions requested are not granted to this installation.")
        wanted.setdefault("metadata", "read")
        for repository in repositories or ():
            if self.installation_of(repository) is not installation:
                raise Refused(
                    "There is at least one repository that does not exist or is not accessible to "
                    "the parent installation."
                )
        ids = None if repositories is None else frozenset(each.id for each in repositories)
        token = Token(
            _classic() if self.classic_tokens else _stateless(installation.app.id),
            installation,
            wanted,
            ids,
            machine_now().replace(microsecond=0) + TOKEN_LIFE,
        )
        self.tokens[token.text] = token
        return token

    def reachable(self, installation: Installation) -> list[Repository]:
        """The repositories an installation covers, by age."""
        owned = [r for r in self.repositories.values() if self.installation_of(r) is installation]
        return sorted(owned, key=lambda repository: repository.id)

    def registered_app(self) -> App:
        if self.app is None:
            raise Refused("No App is registered", 404)
        return self.app

    def _installed_on(self, account: str) -> Installation:
        owner = self.account(account)
        for installation in self.installations.values():
            if installation.account is owner:
                return installation
        raise Refused(f"The App is not installed on {account}", 404)

    def _tell_installation(self, action: str, it: Installation) -> None:
        repositories = it.repositories if it.repositories is not None else self.reachable(it)
        self.tell_organization(
            "installation",
            action,
            it.account,
            it.account,
            installation=installation_shape(self, it),
            repositories=[short_repository(each) for each in repositories],
        )

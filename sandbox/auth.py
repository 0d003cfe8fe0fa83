"""Who is calling: App tokens (RS256 JWT), installation tokens and tokens that act for a person, as
GitHub checks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt

from sandbox.accounts import Account
from sandbox.app import App, Token
from sandbox.refusals import Refused, not_accessible
from sandbox.repository import Repository
from sandbox.verbs.installing import STRENGTH, machine_now
from sandbox.world import World

LONGEST_JWT_SECONDS = 600
CLOCK_DRIFT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Caller:
    """The App itself (no token), one of its installations, a person, or nobody (none of these)."""

    app: App | None = None
    token: Token | None = None
    person: Account | None = None

    def may(self, permission: str, level: str = "read") -> bool:
        """True when the token holds the permission at that level or above."""
        if self.token is None:
            return False
        held = self.token.permissions.get(permission, "")
        return STRENGTH.get(held, 0) >= STRENGTH[level]

    def need(self, *permissions: str, level: str = "read") -> None:
        """Refuse unless one of the permissions is held."""
        if not any(self.may(permission, level) for permission in permissions):
            raise not_accessible()

    def sees(self, world: World, repository: Repository) -> bool:
        """True when the token may read the repository; public ones are open to every token. A
        person's reaches private ones only where the App is installed.
        """
        if self.person is not None:
            is_installed = world.installation_of(repository) is not None
            is_reader = world.role(repository, self.person) is not None
            return not repository.private or (is_installed and is_reader)
        if self.token is None:
            return False
        return not repository.private or self.reaches(world, repository)

    def reaches(self, world: World, repository: Repository) -> bool:
        """True when the repository is one of the token's own, which alone it may write to."""
        if self.token is None:
            return False
        if world.installation_of(repository) is not self.token.installation:
            return False
        chosen = self.token.repository_ids
        return chosen is None or repository.id in chosen


NOBODY = Caller()


def check_writable(world: World, caller: Caller, repository: Repository) -> None:
    """Refuse writes to other people's repositories and to archived ones."""
    if not caller.reaches(world, repository):
        raise not_accessible()
    if repository.archived:
        raise Refused("Repository was archived so is read-only.", 403, "FORBIDDEN")


def identify(world: World, authorization: str | None) -> Caller:
    """The caller behind an `Authorization` header; Refused with 401 when it does not hold."""
    if not authorization:
        return NOBODY
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() not in ("bearer", "token") or not credentials:
        raise _bad_credentials()
    if credentials.startswith("ghu_"):
        return _person(world, credentials)
    if credentials.startswith("ghs_"):
        return _installation(world, credentials)
    if credentials.count(".") == 2:
        return Caller(_app(world, credentials))
    raise _bad_credentials()


def _installation(world: World, text: str) -> Caller:
    token = world.tokens.get(text)
    if token is None or token.expires_at <= machine_now():
        raise _bad_credentials()
    if token.installation.id not in world.installations:
        raise _bad_credentials()
    if token.installation.suspended_at:
        raise Refused("This installation has been suspended", 403, "FORBIDDEN")
    return Caller(token.installation.app, token)


def _person(world: World, text: str) -> Caller:
    found = world.authorizations.find(text)
    if found is None:
        raise _bad_credentials()
    return Caller(person=found.account)


def _app(world: World, text: str) -> App:
    app = world.app
    if app is None:
        raise Refused("Integration not found", 404, "NOT_FOUND")
    checked = {"verify_exp": False, "verify_iat": False, "verify_iss": False, "verify_aud": False}
    try:
        claims = jwt.decode(text, app.public_key, algorithms=["RS256"], options=checked)  # type: ignore[arg-type]
    except jwt.InvalidTokenError:
        raise Refused("A JSON web token could not be decoded", 401, "UNAUTHORIZED") from None
    _check_times(claims, machine_now() + world.skew)
    if str(claims.get("iss")) not in (str(app.id), app.client_id):
        raise Refused("Integration not found", 404, "NOT_FOUND")
    return app


def _check_times(claims: dict[str, Any], now: datetime) -> None:
    seconds = now.timestamp()
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(expires, int | float) or expires <= seconds:
        raise _claim(
            "'Expiration time' claim ('exp') must be a numeric value representing the future time "
            "at which the assertion expires"
        )
    if expires > seconds + LONGEST_JWT_SECONDS + CLOCK_DRIFT_SECONDS:
        raise _claim("'Expiration time' claim ('exp') is too far in the future")
    if not isinstance(issued, int | float) or issued > seconds:
        raise _claim(
            "'Issued at' claim ('iat') must be an Integer representing the time that the assertion "
            "was issued"
        )


def _claim(message: str) -> Refused:
    return Refused(message, 401, "UNAUTHORIZED")


def _bad_credentials() -> Refused:
    return Refused("Bad credentials", 401, "UNAUTHORIZED")

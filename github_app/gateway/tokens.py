"""Installation tokens: narrowed to one repository and to what we do, shared through Redis."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

import structlog
from redis import Redis
from redis.exceptions import LockError
from requests import RequestException

from github_app.failures import Gone
from github_app.gateway.app_key import AppKey
from github_app.gateway.connections import Connections
from github_app.gateway.ledger import Ledger
from github_app.gateway.observer import Exchange, Observer, tell
from github_app.gateway.refusals import brief_failure, message_of, parsed, raise_for

PERMISSIONS = {
    "checks": "write",
    "contents": "read",
    "issues": "write",
    "members": "read",
    "metadata": "read",
    "pull_requests": "write",
}
REFRESH_BEFORE_SECONDS = 300
_LOCK_SECONDS = 10
_POLL_SECONDS = 0.05
_log = structlog.get_logger("plumbline.tokens")


class InstallationToken:
    """The token of one installation for one repository (0: all repositories of the installation).

    Kept in Redis, sealed with the App's key, until five minutes before it expires.
    """

    def __init__(
        self,
        redis: Redis,
        key: AppKey,
        connections: Connections,
        installation_id: int,
        repository_id: int,
        observers: Sequence[Observer] = (),
    ) -> None:
        self._observers = observers
        self._redis = redis
        self._key = key
        self._connections = connections
        self._installation_id = installation_id
        self._repository_id = repository_id
        self._place = f"plumbline:token:{installation_id}:{repository_id}"

    def token(self, ledger: Ledger) -> str:
        """The kept token, or a new one.

        Raises `Gone` when the installation or repository is, `NotPermitted` when suspended.
        """
        if kept := self._kept():
            return kept
        # One of many workers mints; the others wait, and find what it keeps.
        lock = self._redis.lock(f"{self._place}:lock", timeout=_LOCK_SECONDS, sleep=_POLL_SECONDS)
        held = lock.acquire(blocking_timeout=_LOCK_SECONDS)
        try:
            return self._kept() or self._minted(ledger)
        finally:
            if held:
                # Past its time, it may be somebody else's already.
                with suppress(LockError):
                    lock.release()

    def renewed(self, refused: str, ledger: Ledger) -> str:
        """A token other than the `refused` one, which is forgotten."""
        if self._kept() == refused:
            self._redis.delete(self._place)
        return self.token(ledger)

    def _kept(self) -> str | None:
        sealed = cast("bytes | None", self._redis.get(self._place))
        return self._key.unseal(sealed) if sealed else None

    def _minted(self, ledger: Ledger) -> str:
        token, seconds = self._mint(ledger)
        if seconds > 0:
            self._redis.set(self._place, self._key.seal(token), ex=seconds)
        return token

    def _mint(self, ledger: Ledger) -> tuple[str, int]:
        """The new token, and for how many seconds it may be kept."""
        narrow: dict[str, Any] = {"permissions": PERMISSIONS}
        if self._repository_id:
            narrow["repository_ids"] = [self._repository_id]
        status, headers, data = self._request(narrow, ledger)
        if status == 422 and "permission" in message_of(data).lower():
            # Its owner has not accepted all we ask for: work with what was granted.
            _log.warning(
                "installation grants less than the App asks for",
                installation=self._installation_id,
                told=message_of(data),
            )
            del narrow["permissions"]
            status, headers, data = self._request(narrow, ledger)
        raise_for(status, headers, data, "installation token")
        if status != 201 or not isinstance(data, dict):
            raise Gone(f"installation token: {message_of(data) or status}")
        expires = datetime.fromisoformat(str(data["expires_at"])).astimezone(UTC)
        # A local clock that is wrong costs a refused token at worst, and that is replaced.
        left = (expires - datetime.now(UTC)).total_seconds()
        return str(data["token"]), int(left) - REFRESH_BEFORE_SECONDS

    def _request(
        self, narrow: dict[str, Any], ledger: Ledger
    ) -> tuple[int, dict[str, Any], object]:
        ledger.enter("token")
        path = f"/app/installations/{self._installation_id}/access_tokens"
        status, headers, began = 0, dict[str, Any](), time.monotonic()
        try:
            with self._connections.borrow() as connection:
                status, headers, text = connection.send(
                    "POST", path, self._key.token(ledger), None, narrow
                )
        except RequestException as problem:
            raise brief_failure(f"installation token: {problem}") from problem
        finally:
            # Asked as the App: the limits of the installation are not touched by it.
            took = time.monotonic() - began
            tell(self._observers, Exchange(0, "token", "POST", path, "", status, headers, took))
        return status, headers, parsed(status, text)

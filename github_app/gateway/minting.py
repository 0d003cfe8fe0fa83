"""Asks GitHub for an installation token that carries what a job takes, and no more."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from requests import RequestException

from github_app.failures import Gone
from github_app.gateway.app_key import AppKey
from github_app.gateway.connections import Connections
from github_app.gateway.jobs_at_github import STRENGTH, Job
from github_app.gateway.ledger import Ledger
from github_app.gateway.observer import Exchange, Observer, tell
from github_app.gateway.refusals import brief_failure, date_of, message_of, parsed, raise_for

LIFE_SECONDS = 3600
REFRESH_BEFORE_SECONDS = 300
# What was not granted may be granted soon, and is to be noticed then.
_NARROWER_SECONDS = 600
_log = structlog.get_logger("plumbline.tokens")
Reply = tuple[int, dict[str, Any], object]


@dataclass(frozen=True, slots=True)
class Minted:
    """A new token, and for how many seconds it may be kept."""

    token: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class Mint:
    """Where the tokens of one installation come from."""

    key: AppKey
    connections: Connections
    installation_id: int
    observers: Sequence[Observer] = ()

    def mint(self, job: Job, repository_id: int, ledger: Ledger) -> Minted:
        """A token for one repository; 0: for all of the installation, however many they are.

        One request; three where the installation's owner has not accepted all that the job takes:
        then the token carries what of it was granted. Raises `Gone` when the installation or
        repository is, `NotPermitted` when suspended, `WorldFailure`.
        """
        reply = self._asked_for(job.permissions, repository_id, ledger)
        is_narrower = reply[0] == 422 and "permission" in message_of(reply[2]).lower()
        if is_narrower:
            told = message_of(reply[2])
            _log.warning("installation grants less than the App asks for", job=job.name, told=told)
            granted = self._granted(ledger)
            reply = self._asked_for(_both(job.permissions, granted), repository_id, ledger)
        made = _usable(reply)
        if not isinstance(made.get("token"), str):
            raise brief_failure("installation token: there is none in GitHub's answer")
        seconds = _seconds_to_keep(reply[1], made.get("expires_at"))
        return Minted(
            str(made["token"]), min(seconds, _NARROWER_SECONDS) if is_narrower else seconds
        )

    def _asked_for(
        self, permissions: Mapping[str, str], repository_id: int, ledger: Ledger
    ) -> Reply:
        # Not listing repositories means all: of 500 at most GitHub would take a list.
        only = {"repository_ids": [repository_id]} if repository_id else {}
        body = {"permissions": dict(permissions), **only}
        return self._send("POST", "/access_tokens", body, ledger)

    def _granted(self, ledger: Ledger) -> Mapping[str, str]:
        reply = self._send("GET", "", None, ledger)
        permissions = _usable(reply).get("permissions")
        return permissions if isinstance(permissions, dict) else {}

    def _send(self, verb: str, below: str, body: object, ledger: Ledger) -> Reply:
        reply = self._send_once(verb, below, body, ledger)
        if reply[0] == 401 and self.key.follow(date_of(reply[1])):
            reply = self._send_once(verb, below, body, ledger)
            if reply[0] == 401:
                self.key.follow(date_of(reply[1]))
        return reply

    def _send_once(self, verb: str, below: str, body: object, ledger: Ledger) -> Reply:
        ledger.enter("token")
        path = f"/app/installations/{self.installation_id}{below}"
        status, headers, began = 0, dict[str, Any](), time.monotonic()
        try:
            with self.connections.borrow() as connection:
                told = connection.send(verb, path, self.key.token(ledger), None, body)
            status, headers, text = told
        except RequestException as problem:
            raise brief_failure(f"installation token: {problem}") from None
        finally:
            # Asked as the App: the limits of the installation are not touched by it.
            took = time.monotonic() - began
            tell(self.observers, Exchange(0, "token", verb, path, status, headers, took))
        return status, headers, parsed(status, text)


def _usable(reply: Reply) -> Mapping[str, Any]:
    """What the answer holds; raises where it is a refusal."""
    status, headers, data = reply
    raise_for(status, headers, data, "installation token")
    if status == 422:
        # The repository is not one of the installation's.
        raise Gone(f"installation token: {message_of(data) or status}")
    if status >= 300 or not isinstance(data, dict):
        raise brief_failure("installation token: GitHub answered something else")
    return data


def _both(wanted: Mapping[str, str], granted: Mapping[str, str]) -> dict[str, str]:
    """What is wanted, at the level that is granted."""
    levels = {name: (level, granted.get(name, "")) for name, level in wanted.items()}
    return {
        name: min(pair, key=lambda level: STRENGTH.get(level, 0))
        for name, pair in levels.items()
        if pair[1] in STRENGTH
    }


def _seconds_to_keep(headers: Mapping[str, Any], expires_at: object) -> int:
    """By GitHub's own clock, since this machine's may be wrong; where its answer makes no sense,
    a token lives for the hour that is documented.
    """
    try:
        left = (datetime.fromisoformat(str(expires_at)) - date_of(headers)).total_seconds()
    except (TypeError, ValueError):
        left = LIFE_SECONDS
    return int(left if 0 < left <= LIFE_SECONDS else LIFE_SECONDS) - REFRESH_BEFORE_SECONDS

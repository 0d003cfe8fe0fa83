"""Which repositories a signed-in person may see here. GitHub is asked, with the person's token."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import Any, cast

from redis import Redis

from github_app.failures import Gone, NotPermitted
from github_app.gateway.app import GitHubApp
from github_app.gateway.client import Credential, GitHub
from github_app.gateway.visitors.sessions import Session
from github_app.remembered.legible import legible

REMEMBERED_SECONDS = 300
_INSTALLATION_SECONDS = 3600
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_NAME = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}")


@dataclass(frozen=True, slots=True)
class OpenRepository:
    """A repository the person may read and the App is installed on; `full_name` is its name now."""

    id: int
    full_name: str
    installation_id: int


class Access:
    """Answers whether a session may see a repository; a yes is remembered for five minutes, sealed
    with its place, so that nobody can write it into Redis for us.
    """

    def __init__(self, redis: Redis, github: GitHubApp) -> None:
        self._redis = redis
        self._github = github

    def open(
        self, session: Session, visitor: Credential, owner: str, name: str
    ) -> OpenRepository | None:
        """The repository `owner/name`, or what that name leads to today.

        None when it does not exist, the person may not read it, or the App is not installed there:
        which of these, nobody is told. Raises `SignedOut` and `WorldFailure`.
        """
        if not (_OWNER.fullmatch(owner) and _NAME.fullmatch(name)):
            return None
        place = f"plumbline:may-see:{session.key}:{owner}/{name}".lower()
        if kept := self._github.key.unseal(place, self._redis.get(place)):
            return OpenRepository(**json.loads(kept))
        found = self._asked(self._github.for_page(visitor), f"{owner}/{name}")
        if found is not None:
            sealed = self._github.key.seal(place, json.dumps(asdict(found)))
            self._redis.set(place, sealed, ex=REMEMBERED_SECONDS)
        return found

    def forget_installation(self, repository: OpenRepository) -> None:
        """Its installation turned out to be gone."""
        self._redis.delete(_place_of_installation(repository.id))

    def _asked(self, github: GitHub, full_name: str) -> OpenRepository | None:
        try:
            told = github.rest("GET", f"/repos/{full_name}").data
        except (Gone, NotPermitted):
            return None
        number, full_name = int(told["id"]), str(told["full_name"])
        installation = self._installation(number, full_name)
        return OpenRepository(number, full_name, installation) if installation else None

    def _installation(self, repository_id: int, full_name: str) -> int:
        """Its number; 0 where the App is not installed or suspended."""
        place = _place_of_installation(repository_id)
        if kept := legible(cast("bytes | None", self._redis.get(place)), int):
            return kept
        try:
            answer = self._github.for_page().rest("GET", f"/repos/{full_name}/installation")
        except (Gone, NotPermitted):
            return 0
        told: dict[str, Any] = answer.data
        if told.get("suspended_at"):
            return 0
        self._redis.set(place, int(told["id"]), ex=_INSTALLATION_SECONDS)
        return int(told["id"])


def _place_of_installation(repository_id: int) -> str:
    return f"plumbline:installation-of:{repository_id}"

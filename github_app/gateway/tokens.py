"""Installation tokens: shared by all processes through Redis, where they lie sealed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from redis import Redis
from redis.exceptions import LockError, ResponseError

from github_app.gateway.app_key import AppKey
from github_app.gateway.jobs_at_github import Job
from github_app.gateway.ledger import Ledger
from github_app.gateway.minting import Mint

_LOCK_SECONDS = 10
_POLL_SECONDS = 0.05


class InstallationToken:
    """The token of one installation for one job in one repository (0: in all of its repositories).

    Kept until five minutes before it expires. It is sealed with the App's key together with its
    place, so what somebody moved about in Redis, or sealed with an earlier key, is as good as
    nothing: it is replaced.
    """

    def __init__(self, redis: Redis, mint: Mint, job: Job, repository_id: int) -> None:
        self._redis = redis
        self._mint = mint
        self._job = job
        self._repository_id = repository_id
        self._place = f"plumbline:token:{mint.installation_id}:{repository_id}:{job.name}"

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

    def renewed(self, refused: str, ledger: Ledger, at: datetime) -> str:  # noqa: ARG002
        """A token other than the `refused` one, which is forgotten."""
        if self._kept() == refused:
            self._redis.delete(self._place)
        return self.token(ledger)

    @property
    def _key(self) -> AppKey:
        return self._mint.key

    def _kept(self) -> str | None:
        try:
            sealed = self._redis.get(self._place)
        except ResponseError:
            # Somebody put something else there than a string.
            return None
        return self._key.unseal(self._place, sealed)

    def _minted(self, ledger: Ledger) -> str:
        made = self._mint.mint(self._job, self._repository_id, ledger)
        if made.seconds > 0:
            sealed = self._key.seal(self._place, made.token)
            self._redis.set(self._place, sealed, ex=made.seconds)
        return made.token

"""A signed-in person as a credential: their token, renewed when it has come to its end."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

from redis import Redis
from redis.exceptions import LockError

from github_app.gateway.ledger import Ledger
from github_app.gateway.visitors.failures import SignedOut
from github_app.gateway.visitors.grant import Grant
from github_app.gateway.visitors.sessions import Session, Sessions
from github_app.gateway.visitors.sign_in import SignIn

_LOCK_SECONDS = 8
_POLL_SECONDS = 0.05


class NewToken:
    """A token just given, before there is a session."""

    def __init__(self, grant: Grant) -> None:
        self._grant = grant

    def token(self, ledger: Ledger) -> str:  # noqa: ARG002
        return self._grant.token

    def renewed(self, refused: str, ledger: Ledger, at: datetime) -> str:  # noqa: ARG002
        raise SignedOut


class VisitorToken:
    """The token of one session, for `gateway.client.GitHub`. Every use may raise `SignedOut`."""

    def __init__(self, redis: Redis, sessions: Sessions, sign_in: SignIn, session: Session) -> None:
        self._redis = redis
        self._sessions = sessions
        self._sign_in = sign_in
        self._session = session

    def token(self, ledger: Ledger) -> str:
        grant = self._session.grant
        now = datetime.now(UTC)
        return grant.token if grant.is_good(now) else self.renewed(grant.token, ledger, now)

    def renewed(self, refused: str, ledger: Ledger, at: datetime) -> str:  # noqa: ARG002
        """A token other than the `refused` one.

        A refresh token is good once, so of several pages that find it ended one alone uses it.
        """
        lock = self._redis.lock(
            f"plumbline:session:{self._session.key}:lock",
            timeout=_LOCK_SECONDS,
            sleep=_POLL_SECONDS,
        )
        held = lock.acquire(blocking_timeout=_LOCK_SECONDS)
        try:
            return self._other_than(refused, ledger)
        finally:
            if held:
                # Past its time, it may be somebody else's already.
                with suppress(LockError):
                    lock.release()

    def _other_than(self, refused: str, ledger: Ledger) -> str:
        session = self._sessions.read(self._session.key)
        if session is None:
            raise SignedOut
        if session.grant.token == refused:
            ledger.enter("token")
            try:
                session = self._sessions.renew(session, self._sign_in.renew(session.grant))
            except SignedOut:
                self._sessions.end(session)
                raise
        self._session = session
        return session.grant.token

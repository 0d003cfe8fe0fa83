"""Who is signed in: kept in Redis, found by a random id that only the person's browser has."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from redis import Redis

from github_app.gateway.app_key import AppKey
from github_app.gateway.visitors.grant import Grant

SESSION_SECONDS = 7 * 86_400
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in. `key` names the session without opening it; `form_key` is what a
    form has to bring along to be taken for one of ours.
    """

    key: str
    login: str
    form_key: str = field(repr=False)
    grant: Grant


class Sessions:
    """All sessions. Redis alone does not open any: the ids are kept as digests, and what belongs to
    them is sealed with the App's key together with its place.
    """

    def __init__(self, redis: Redis, key: AppKey) -> None:
        self._redis = redis
        self._key = key

    def begin(self, login: str, grant: Grant) -> str:
        """A new session; answers its id, which is not kept anywhere."""
        session_id = secrets.token_urlsafe(32)
        session = Session(_digest(session_id), login, secrets.token_urlsafe(32), grant)
        self._redis.set(_place(session.key), self._sealed(session), ex=SESSION_SECONDS)
        return session_id

    def find(self, session_id: str) -> Session | None:
        """The session with this id, None for any other text."""
        if not 0 < len(session_id) <= _LONGEST_ID:
            return None
        return self.read(_digest(session_id))

    def read(self, key: str) -> Session | None:
        """The session as it is now."""
        text = self._key.unseal(_place(key), self._redis.get(_place(key)))
        if text is None:
            return None
        kept: dict[str, Any] = json.loads(text)
        return Session(key, kept["login"], kept["form_key"], Grant.from_json(kept["grant"]))

    def renew(self, session: Session, grant: Grant) -> Session:
        """Keeps another grant, unless the session has ended meanwhile."""
        renewed = replace(session, grant=grant)
        self._redis.set(_place(session.key), self._sealed(renewed), xx=True, keepttl=True)
        return renewed

    def end(self, session: Session) -> None:
        """Forgets the session and its token."""
        self._redis.delete(_place(session.key))

    def _sealed(self, it: Session) -> bytes:
        kept = {"login": it.login, "form_key": it.form_key, "grant": it.grant.as_json()}
        return self._key.seal(_place(it.key), json.dumps(kept))


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()


def _place(key: str) -> str:
    return f"plumbline:session:{key}"

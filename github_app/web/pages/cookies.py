"""Our two cookies: which session somebody has, and what they were about when sent to sign in."""

from __future__ import annotations

import hmac
import json
import secrets
import time
from dataclasses import asdict, dataclass

from flask import Request
from werkzeug.wrappers import Response

from github_app.gateway.app_key import AppKey
from github_app.gateway.visitors.sessions import SESSION_SECONDS

SIGN_IN_SECONDS = 600
_SIGN_IN_PATH = "/sign-in"
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Errand:
    """Somebody on the way to GitHub and back: `state` has to return with them, `verifier` proves
    that the code they bring was meant for us, and `target` is the page they asked for.
    """

    state: str
    verifier: str
    target: str
    until: float

    @classmethod
    def begin(cls, target: str) -> Errand:
        until = time.time() + SIGN_IN_SECONDS
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(48), target, until)

    def is_of(self, state: str) -> bool:
        """Whether this is what they were sent away with, and not too long ago."""
        is_same = hmac.compare_digest(state.encode(), self.state.encode())
        return is_same and time.time() < self.until


class Cookies:
    """Sent to us alone, unreadable for scripts, and never along with what other sites embed or
    submit. With `is_secure` their names keep other hosts of the domain from setting them.
    """

    def __init__(self, key: AppKey, *, is_secure: bool) -> None:
        self._key = key
        self._is_secure = is_secure
        self._session = "__Host-plumbline" if is_secure else "plumbline"
        self._errand = "__Secure-plumbline-errand" if is_secure else "plumbline-errand"

    def session_id(self, request: Request) -> str:
        """The id as the browser says it, "" without one."""
        return request.cookies.get(self._session, "")

    def keep_session(self, response: Response, session_id: str) -> None:
        self._set(response, self._session, session_id, SESSION_SECONDS, "/")

    def drop_session(self, response: Response) -> None:
        self._set(response, self._session, "", 0, "/")

    def errand(self, request: Request) -> Errand | None:
        """None when there is none, or it was not made by us."""
        sealed = request.cookies.get(self._errand, "")
        text = self._key.unseal(self._errand, sealed[:_LONGEST].encode())
        return Errand(**json.loads(text)) if text else None

    def keep_errand(self, response: Response, errand: Errand) -> None:
        sealed = self._key.seal(self._errand, json.dumps(asdict(errand))).decode()
        self._set(response, self._errand, sealed, SIGN_IN_SECONDS, _SIGN_IN_PATH)

    def drop_errand(self, response: Response) -> None:
        self._set(response, self._errand, "", 0, _SIGN_IN_PATH)

    def _set(self, response: Response, name: str, value: str, seconds: int, path: str) -> None:
        response.set_cookie(
            name,
            value,
            max_age=seconds,
            path=path,
            secure=self._is_secure,
            httponly=True,
            samesite="Lax",
        )

"""The App's user authorization (OAuth web flow with PKCE), spoken by PyGithub."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import structlog
from github import Github, GithubException
from github.AccessToken import AccessToken
from github.ApplicationOAuth import ApplicationOAuth
from requests import RequestException

from github_app.failures import WorldFailure
from github_app.gateway.connections import USER_AGENT
from github_app.gateway.refusals import brief_failure
from github_app.gateway.visitors.failures import SignedOut, SignInRefused
from github_app.gateway.visitors.grant import Grant

_TIMEOUT_SECONDS = 5
# Answers that come with status 200 and mean that the code or refresh token is of no use any more.
_TOO_LATE = "bad_verification_code"
_USED_UP = "bad_refresh_token"
_log = structlog.stdlib.get_logger("plumbline.sign_in")


class SignIn:
    """`web_url` is the address of GitHub's pages, `return_url` the callback registered for the App,
    letter by letter.
    """

    def __init__(self, client_id: str, client_secret: str, web_url: str, return_url: str) -> None:
        self._client_id = client_id
        self._client_secret = client_secret
        self._web_url = web_url
        self._return_url = return_url

    def address(self, state: str, verifier: str) -> str:
        """Where a person is sent to say yes. Both arguments are random texts of ours; GitHub sees
        the first, and of the second (43 to 128 characters) a digest only.
        """
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        proof = {"code_challenge": challenge, "code_challenge_method": "S256"}
        url = self._application().get_login_url(redirect_uri=self._return_url, state=state)
        return f"{url}&{urlencode(proof)}"

    def grant(self, code: str, verifier: str) -> Grant:
        """Turns the code that the person brought back into a token.

        Raises `SignInRefused`, and `WorldFailure` when GitHub does not answer.
        """
        return _granted(lambda: self._application().get_access_token(code, verifier))

    def renew(self, grant: Grant) -> Grant:
        """The next token; the old pair is worthless then. Raises `SignedOut`, `WorldFailure`."""
        if not grant.refresh_token:
            raise SignedOut
        try:
            return _granted(lambda: self._application().refresh_access_token(grant.refresh_token))
        except SignInRefused:
            raise SignedOut from None

    def _application(self) -> ApplicationOAuth:
        # A connection of its own each time: signing in is rare, and this one is never shared.
        github = Github(
            base_url=self._web_url,
            timeout=_TIMEOUT_SECONDS,
            user_agent=USER_AGENT,
            retry=None,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
        return github.get_oauth_application(self._client_id, self._client_secret)


def _granted(ask: Callable[[], AccessToken]) -> Grant:
    try:
        answer = ask()
    except GithubException as refused:
        raise _translated(refused) from None
    except RequestException as problem:
        # Only its kind: the words of a failure may repeat what was sent.
        raise brief_failure(f"Signing in: {type(problem).__name__}") from None
    if not answer.token:
        raise brief_failure("Signing in: GitHub's answer holds no token")
    return Grant(answer.token, answer.refresh_token or "", answer.expires_at)


def _translated(refused: GithubException) -> Exception:
    told: Any = refused.data
    kind = str(told.get("error") or "") if isinstance(told, dict) else ""
    if kind in (_TOO_LATE, _USED_UP):
        return SignInRefused("late", kind)
    if refused.status == 429 or refused.status >= 500:
        return WorldFailure(10.0, f"Signing in: GitHub answered {refused.status}")
    _log.error("GitHub refuses to sign people in", why=kind, status=refused.status)
    return SignInRefused("setup", kind or str(refused.status))

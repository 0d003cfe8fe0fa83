"""What an application asks for when it sends somebody to sign in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from sandbox.app import App

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class Asked:
    """`problem` is GitHub's word for what is wrong with it, "" when nothing is; `words` explain."""

    client_id: str
    redirect_uri: str
    state: str
    challenge: str
    problem: str = ""
    words: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str], app: App) -> Asked:
        """Without a `redirect_uri` the first registered one is meant; others lead nowhere."""
        registered = app.callback_urls
        wanted = given.get("redirect_uri", "")
        challenge = given.get("code_challenge", "")
        problem = words = ""
        if wanted and wanted not in registered:
            problem = "redirect_uri_mismatch"
            words = "The redirect_uri MUST match the registered callback URL for this application."
        elif challenge and (
            given.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(challenge)
        ):
            problem, words = "invalid_request", "The code_challenge must be a SHA-256 hash."
        target = wanted if wanted in registered else next(iter(registered), "")
        state = given.get("state", "")
        return cls(app.client_id, target, state, challenge, problem, words)

    def back(self, **told: str) -> str:
        """The address people return to."""
        state = {"state": self.state} if self.state else {}
        return f"{self.redirect_uri}?{urlencode({**told, **state})}"

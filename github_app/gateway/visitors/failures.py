"""Why somebody is not, or no longer, signed in."""

from __future__ import annotations

from typing import Literal

Reason = Literal["late", "denied", "setup"]


class SignInRefused(Exception):
    """GitHub gave no token. `late`: the code was used or is too old; `denied`: the person said no;
    `setup`: the App and our settings do not agree. The message is GitHub's word for it.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class SignedOut(Exception):
    """The person's token is no longer good, and there is no way to another one without them."""

"""Why somebody is not, or no longer, signed in."""

from __future__ import annotations

from typing import Literal

Reason = Literal["stray", "late", "denied", "setup"]


class SignInRefused(Exception):
    """Nobody is signed in; the message is GitHub's word for it.

    `stray`: we did not send them away, or long ago; `late`: the code was used or is too old;
    `denied`: the person said no; `setup`: the App and our settings do not agree.
    """

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class SignedOut(Exception):
    """The person's token is no longer good, and there is no way to another one without them."""

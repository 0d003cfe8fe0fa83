"""What people allowed the App to do in their name: codes, and the tokens codes are turned into."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sandbox.accounts import Account

CODE_LIFE = timedelta(minutes=10)
TOKEN_LIFE = timedelta(hours=8)
REFRESH_LIFE = timedelta(days=184)


@dataclass
class Unauthorized(Exception):
    """What the token endpoint answers with status 200; `kind` is GitHub's `error`."""

    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Code:
    """A short-lived code in the address people come back with; good once."""

    account: Account
    redirect_uri: str
    challenge: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class UserToken:
    """A token that acts for a person, within what the App is installed on."""

    text: str
    refresh: str
    account: Account
    expires_at: datetime
    refresh_expires_at: datetime


@dataclass(eq=False, slots=True)
class Authorizations:
    """All codes and tokens of one App; times are the machine's, which both ends share."""

    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, UserToken] = field(default_factory=dict)

    def allow(self, account: Account, redirect_uri: str, challenge: str) -> str:
        """The person said yes; answers the code."""
        text = secrets.token_hex(10)
        self.codes[text] = Code(account, redirect_uri, challenge, _now() + CODE_LIFE)
        return text

    def redeem(self, text: str, redirect_uri: str, verifier: str) -> UserToken:
        """A code becomes a token, once; `redirect_uri` "" where it was not sent again."""
        code = self.codes.pop(text, None)
        if code is None or code.expires_at <= _now() or not _is_answered(code, verifier):
            raise Unauthorized("bad_verification_code", "The code passed is incorrect or expired.")
        if redirect_uri and redirect_uri != code.redirect_uri:
            raise Unauthorized(
                "redirect_uri_mismatch",
                "The redirect_uri MUST match the registered callback URL for this application.",
            )
        return self.mint(code.account)

    def renew(self, refresh: str) -> UserToken:
        """A refresh token becomes a new pair, once; the old pair is worthless then."""
        old = next((each for each in self.tokens.values() if each.refresh == refresh), None)
        if old is None or old.refresh_expires_at <= _now():
            message = "The refresh token passed is incorrect or expired."
            raise Unauthorized("bad_refresh_token", message)
        del self.tokens[old.text]
        return self.mint(old.account)

    def mint(self, account: Account) -> UserToken:
        now = _now()
        made = UserToken(
            f"ghu_{secrets.token_hex(18)}",
            f"ghr_{secrets.token_hex(38)}",
            account,
            now + TOKEN_LIFE,
            now + REFRESH_LIFE,
        )
        self.tokens[made.text] = made
        return made

    def find(self, text: str) -> UserToken | None:
        """The token, if it is known and good."""
        found = self.tokens.get(text)
        return found if found and found.expires_at > _now() else None

    def revoke(self, account: Account) -> None:
        """The person takes the permission back."""
        self.tokens = {t: each for t, each in self.tokens.items() if each.account is not account}


def _is_answered(code: Code, verifier: str) -> bool:
    """PKCE with S256: whoever redeems the code is the one that asked for it."""
    if not code.challenge:
        return True
    digest = hashlib.sha256(verifier.encode()).digest()
    answer = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(answer, code.challenge)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)

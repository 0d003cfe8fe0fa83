"""Whom a person asks about: the service alone, an account, or a repository."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cli.mistakes import Mistake

_OWNER = r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}"
_REPOSITORY = r"[A-Za-z0-9._-]{1,100}"


@dataclass(frozen=True, slots=True)
class Target:
    """`repository` is a name without its owner, "" for the account as a whole."""

    owner: str
    repository: str = ""

    @property
    def full_name(self) -> str:
        """`owner/name`, or the owner alone."""
        return f"{self.owner}/{self.repository}" if self.repository else self.owner


def read_target(text: str | None) -> Target | None:
    """`OWNER` or `OWNER/REPOSITORY`, also as the address of its page; raises Mistake."""
    if text is None:
        return None
    name = re.sub(r"^https?://[^/]+/", "", text.strip()).strip("/").removesuffix(".git")
    match = re.fullmatch(rf"@?({_OWNER})(?:/({_REPOSITORY}))?", name)
    if match is None or match[2] in (".", ".."):
        raise Mistake(
            f"{text!r} is neither an account nor a repository.",
            "Write OWNER or OWNER/REPOSITORY, such as acme/shop.",
        )
    return Target(match[1], match[2] or "")

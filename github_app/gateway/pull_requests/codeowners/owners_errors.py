"""What GitHub itself finds wrong in CODEOWNERS at one commit.

Whether an owner exists and may write changes without a commit. So the answer is asked for anew
when teams or access change, and after an hour; but not because of a review, which must cost little.
"""

from __future__ import annotations

import time
from dataclasses import astuple
from typing import Any

import structlog

from github_app.failures import Gone, NotPermitted, WorldFailure, wants_peace
from github_app.gateway.client import GitHub
from github_app.gateway.recall import DAY, Recall
from github_app.gateway.refusals import expecting
from github_app.subjects import Prompt
from snapshot.edited_owners import OwnersError

log = structlog.stdlib.get_logger(__name__)
_ABOUT_ACCESS = ("member.", "membership.", "organization.", "team.")
"""How the names of events begin that tell of teams and access."""
_FRESH_SECONDS = 3_600
_KEPT_SECONDS = 7 * DAY
_MOST_ERRORS = 5_000
_LONGEST_LINE = 2_000


class OwnersErrors:
    """The errors at `head_oid`: from memory as long as they are fresh, else read."""

    def __init__(self, github: GitHub, recall: Recall, head_oid: str) -> None:
        self._github, self._recall, self._oid = github, recall, head_oid
        self._known: dict[str, Any] | None = recall.get(self._key)

    @property
    def _key(self) -> str:
        return f"owners_errors:{self._oid}"

    def are_known(self, prompt: Prompt) -> bool:
        """Whether what is remembered will do for `prompt`."""
        if self._known is None or prompt.again or prompt.event.startswith(_ABOUT_ACCESS):
            return False
        return prompt.is_about_review or time.time() - self._known["at"] < _FRESH_SECONDS

    @property
    def remembered(self) -> tuple[OwnersError, ...] | None:
        """None when GitHub did not tell."""
        errors = self._known["errors"] if self._known else None
        return None if errors is None else tuple(OwnersError(*error) for error in errors)

    def read(self) -> tuple[OwnersError, ...] | None:
        """One request; None when GitHub knows no such list, as for a file that is too large. When
        GitHub is in trouble, what it said before; where it never said anything, the verdict has to
        wait. Raises `WorldFailure`.
        """
        try:
            with expecting("errors of CODEOWNERS"):
                told = {"at": time.time(), "errors": self._ask()}
        except WorldFailure as trouble:
            if self._known is None or wants_peace(trouble):
                raise
            log.warning("GitHub's errors of CODEOWNERS could not be read", why=str(trouble))
            told = {"at": 0.0, "errors": self._known["errors"]}
        self._known = told
        self._recall.put({self._key: told}, _KEPT_SECONDS)
        return self.remembered

    def _ask(self) -> list[tuple[Any, ...]] | None:
        place = f"/repos/{self._github.full_name}/codeowners/errors"
        try:
            answer = self._github.rest("GET", place, query={"ref": self._oid})
        except (Gone, NotPermitted):
            return None
        return [astuple(_error(each)) for each in answer.fields["errors"][:_MOST_ERRORS]]


def _error(said: dict[str, Any]) -> OwnersError:
    return OwnersError(
        line=int(said["line"]),
        column=int(said["column"]),
        kind=str(said.get("kind") or ""),
        source=str(said.get("source") or "")[:_LONGEST_LINE],
        suggestion=str(said.get("suggestion") or ""),
    )

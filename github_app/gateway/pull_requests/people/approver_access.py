"""What those who approved may do, by REST: where the policy weighs that, and GraphQL did not say.

GraphQL may refuse to show collaborators to an App that REST answers. One request for each approver,
at most once a day; it rests for a while where REST does not say it either.
"""

from __future__ import annotations

import time
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import cast
from urllib.parse import quote

from github_app.failures import Gone, NotPermitted
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people.candidates import approvers
from github_app.gateway.pull_requests.people.colleagues import (
    UNKNOWN_KEPT_SECONDS,
    Acquaintance,
    ColleagueCache,
)
from snapshot.people import PERMISSIONS, Permission

MOST_ASKED = 20
# Everybody may read what is public, without having any access of their own: that proves nothing.
_WORDS = tuple(word for word in PERMISSIONS if word != "read")


def fetch_access(draft: PartialReading, github: GitHub, cache: ColleagueCache) -> None:
    """Fills in permissions that are still unknown; a refusal leaves them unknown."""
    unknown = [login for login in approvers(draft) if _is_unknown(draft, login)]
    before = cache.get(unknown)
    to_ask = [login for login in unknown if not _was_refused(before.get(login))]
    asked = {login: github.beside(partial(_ask, github, login)) for login in to_ask[-MOST_ASKED:]}
    for login, answer in asked.items():
        if found := _result(answer):
            known = draft.people.get(login, Acquaintance())
            draft.people[login] = replace(known, permission=found, permission_at=draft.began)
            draft.new_people.add(login)


def _is_unknown(draft: PartialReading, login: str) -> bool:
    known = draft.people.get(login)
    return known is None or known.permission is None


def _was_refused(before: Acquaintance | None) -> bool:
    return before is not None and time.time() - before.permission_at < UNKNOWN_KEPT_SECONDS


def _ask(github: GitHub, login: str) -> Permission | None:
    path = f"/repos/{github.full_name}/collaborators/{quote(login)}/permission"
    told = github.rest("GET", path, expected=True).fields
    # Organisations may have roles of their own; `permission` says what such a one comes down to.
    found = next((w for w in (told.get("role_name"), told.get("permission")) if w in _WORDS), None)
    return cast("Permission | None", found)


def _result(answer: Future[Permission | None]) -> Permission | None:
    try:
        return answer.result()
    except (Gone, NotPermitted):
        return None

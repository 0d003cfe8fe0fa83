"""What is to be known of people who gave reviews or could give them.

It rides in queries that are sent anyway; no request is made for it alone, but for what those may do
whose approval counts only with more than write access. No trouble with it fails a reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from github_app.gateway.answers import Answer
from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.facts import Node, nodes
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people.candidates import approvers, candidates
from github_app.gateway.pull_requests.people.colleagues import Acquaintance, ColleagueCache
from github_app.gateway.pull_requests.question import Question, Want
from snapshot.people import PERMISSIONS, Colleague, Permission

MOST_ASKED = 60
_PERMISSION = "collaborators(login: {login}, first: 1)"
_USER = "user(login: {login})"


def take_guessed(draft: PartialReading, answer: Answer, people: Sequence[str]) -> None:
    """What the big query told of `people`, and of those who are asked for a review."""
    for number, login in enumerate(people):
        _take_permission(draft, login, draft.repository.get(f"optionalPermission{number}"))
        _take_user(draft, login, answer.data.get(f"optionalUser{number}"))
    requests = nodes(draft.pull.get("reviewRequests"))
    reviewers = ((request.get("requestedReviewer") or {}) for request in requests)
    users = [user for user in reviewers if user.get("__typename") == "User" and user.get("login")]
    take_status(draft, users)


def take_status(draft: PartialReading, users: Iterable[Node]) -> None:
    """Whether these are busy; `users` as they are selected with `documents.STATUS`."""
    for user in users:
        login = str(user["login"]).casefold()
        known = draft.people.get(login, Acquaintance())
        draft.people[login] = _with_status(known, user, draft.began)
        draft.new_people.add(login)


def fill_from_memory(draft: PartialReading, cache: ColleagueCache) -> None:
    """Takes what the cache knows of those who matter; what was told just now goes before."""
    wanted = set(_everybody(draft)) - draft.recalled
    draft.recalled |= wanted
    for login, known in cache.get(wanted).items():
        draft.people[login] = known.and_then(draft.people.get(login, Acquaintance()))


def ask_people(draft: PartialReading, question: Question) -> None:
    """What is not known of those who matter."""
    needed = set(approvers(draft))
    unknown = [login for login in _everybody(draft) if _is_unknown(draft, login)]
    for login in unknown[: max(MOST_ASKED, len(needed))]:
        draft.asked_people.add(login)
        want: Want = "optional" if login in needed and _lacks(draft, login) else "rider"
        take = partial(_take_permission, draft, login)
        question.ask_repository(_PERMISSION, documents.PERMISSION, take, want, login=login)
        take = partial(_take_user, draft, login)
        question.ask(_USER, f"login {documents.STATUS}", take, "rider", login=login)


def keep(draft: PartialReading, cache: ColleagueCache) -> None:
    """Leaves behind what was told, and who should be asked about next time."""
    cache.put({login: draft.people[login] for login in draft.new_people})
    cache.want(_everybody(draft))


def colleagues(draft: PartialReading, now: datetime) -> tuple[Colleague, ...]:
    """Those who matter to this pull request, as far as they are known at `now`."""
    return tuple(
        draft.people.get(login, Acquaintance()).colleague(login, now) for login in candidates(draft)
    )


def _everybody(draft: PartialReading) -> tuple[str, ...]:
    """Those who matter, and then those who would if other files were changed."""
    others = draft.named.other_users if draft.named else ()
    return tuple(dict.fromkeys((*candidates(draft), *others[:MOST_ASKED])))


def _is_unknown(draft: PartialReading, login: str) -> bool:
    known = draft.people.get(login)
    return login not in draft.asked_people and not (known and known.is_fresh)


def _lacks(draft: PartialReading, login: str) -> bool:
    known = draft.people.get(login)
    return known is None or not known.permission_at


def _take_permission(draft: PartialReading, login: str, connection: Any) -> None:
    known, found = draft.people.get(login, Acquaintance()), _permission(login, connection)
    if found or not known.permission:
        draft.people[login] = replace(known, permission=found, permission_at=draft.began)
        draft.new_people.add(login)


def _permission(login: str, connection: Any) -> Permission | None:
    """What `repository.collaborators` says of this login: nobody else is listed; an empty list
    means that there is no access, or that there is no such account (any more).
    """
    edges = connection.get("edges") if isinstance(connection, dict) else None
    if not isinstance(edges, list) or not all(isinstance(edge, dict) for edge in edges):
        return None
    for edge in edges:
        if str((edge.get("node") or {}).get("login")).casefold() == login:
            word = str(edge.get("permission")).lower()
            return word if word in PERMISSIONS else None
    return "none"


def _take_user(draft: PartialReading, login: str, user: Any) -> None:
    known = draft.people.get(login, Acquaintance())
    told = _with_status(known, user, draft.began) if isinstance(user, dict) else known
    # Who does not exist is not asked about again at once.
    draft.people[login] = replace(told, status_at=draft.began)
    draft.new_people.add(login)


def _with_status(known: Acquaintance, user: Mapping[str, Any], asked: float) -> Acquaintance:
    status = user.get("optionalStatus") or {}
    return replace(
        known,
        is_busy=bool(status.get("indicatesLimitedAvailability")),
        busy_until=_moment(status.get("expiresAt")),
        status_at=asked,
    )


def _moment(value: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)).astimezone(UTC)
    except ValueError:
        return None

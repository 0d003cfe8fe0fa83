"""The teams that answer for changed files, and those that learn there: from the cache, else asked.

A team is whole or unknown: one that was read in part is as unknown as one that is gone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.people import people_gaps
from github_app.gateway.pull_requests.people.named_owners import named_owners
from github_app.gateway.pull_requests.people.teams import TeamCache
from github_app.gateway.pull_requests.question import Question
from snapshot.codeowners import parse

# One reading asks for that many at most; the others stay unknown and are said to be.
MOST_TEAMS = 100
MOST_MEMBERS = 3_000


def find_owners(draft: PartialReading) -> None:
    """Parses CODEOWNERS, once its text is known, and finds who is named for the changed files."""
    owners, areas = draft.base.owners, draft.in_force.policy.customs.areas
    is_new = draft.owners is None and owners is not None and owners.text is not None
    if is_new and owners:
        draft.owners = parse(owners.text or "")
    if is_new or draft.named is None:
        draft.named = named_owners(draft.owners, areas, draft.files)


def teams_to_read(draft: PartialReading) -> tuple[str, ...]:
    """The handles of all teams that matter, those first that answer for files."""
    return (*draft.named.teams, *draft.named.learners) if draft.named else ()


def fill_from_memory(draft: PartialReading, cache: TeamCache, *, fresh: bool) -> set[str]:
    """Takes what the cache knows, and answers which teams that were."""
    known = cache.get(set(teams_to_read(draft)) - set(draft.teams), fresh=fresh)
    draft.teams |= known
    return set(known)


def ask_teams(draft: PartialReading, question: Question) -> None:
    """Members of the teams not known yet; a team that cannot be read ends as None."""
    for handle in teams_to_read(draft)[:MOST_TEAMS]:
        selection, cursor = documents.TEAM, draft.more_members.get(handle)
        if cursor:
            selection = selection.replace("(", f"(after: {json.dumps(cursor)}, ", 1)
        elif handle in draft.teams:
            continue
        organization, slug = handle.split("/", 1)
        question.ask_organization(
            organization,
            "team(slug: {slug})",
            selection,
            _taker(draft, handle),
            "optional" if draft.named and handle in draft.named.learners else "needed",
            slug=slug,
        )


def leave_parts_out(draft: PartialReading) -> None:
    """Teams of which there was more to read than there was time for are unknown."""
    for handle in draft.more_members:
        draft.teams[handle] = None
    draft.more_members.clear()


def _taker(draft: PartialReading, handle: str) -> Callable[[Any], None]:
    def take(team: Any) -> None:
        draft.more_members.pop(handle, None)
        page = _page(team)
        if page is None:
            draft.teams[handle] = None
            return
        members, cursor = page
        people_gaps.take_status(draft, members)
        logins = {str(node["login"]).casefold() for node in members}
        draft.teams[handle] = (draft.teams.get(handle) or frozenset()) | logins
        if cursor:
            draft.more_members[handle] = cursor

    return take


def _page(team: Any) -> tuple[list[dict[str, Any]], str] | None:
    """The members on a page and where the next one begins, "" after the last; None where that is
    not all there is to see on it, and for a team that is too large.
    """
    members = (team or {}).get("members") or {}
    found, page = members.get("nodes"), members.get("pageInfo") or {}
    if not isinstance(found, list) or int(members.get("totalCount") or 0) > MOST_MEMBERS:
        return None
    cursor = str(page.get("endCursor") or "") if page.get("hasNextPage") else ""
    has_holes = not all(isinstance(node, dict) and node.get("login") for node in found)
    if has_holes or bool(page.get("hasNextPage")) != bool(cursor):
        return None
    return found, cursor

"""The teams that own changed files: from the cache, else asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from github_app.gateway.pull_requests import documents
from github_app.gateway.pull_requests.facts import every_node
from github_app.gateway.pull_requests.partial_reading import PartialReading
from github_app.gateway.pull_requests.question import Question
from github_app.gateway.pull_requests.teams import TeamCache
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners, parse

# One query asks for that many at most; the others stay unknown and are said to be.
MOST_TEAMS = 100
MOST_MEMBERS = 3_000


def find_owners(draft: PartialReading) -> None:
    """Parses CODEOWNERS, once its text is known, and finds the teams that own changed files."""
    owners = draft.base.owners
    if draft.owners is None and owners and owners.text is not None:
        draft.owners = parse(owners.text)
        draft.owning_teams = _owning_teams(draft.owners, draft.files)


def _owning_teams(owners: Codeowners, files: tuple[ChangedFile, ...]) -> tuple[str, ...]:
    paths = [path for file in files for path in file.paths]
    rules = {rule for rule in owners.rules_for(paths) if rule}
    teams = {o.name.lstrip("@").casefold() for r in rules for o in r.owners if o.kind == "team"}
    return tuple(sorted(handle for handle in teams if handle.count("/") == 1))


def fill_from_memory(draft: PartialReading, cache: TeamCache) -> set[str]:
    """Takes what the cache knows, and answers which teams that were."""
    known = cache.get(set(draft.owning_teams) - set(draft.teams))
    draft.teams |= known
    return set(known)


def ask_teams(draft: PartialReading, question: Question) -> None:
    """Members of the teams not known yet; a team that cannot be read ends as None."""
    for handle in draft.owning_teams[:MOST_TEAMS]:
        organization, slug = handle.split("/", 1)
        if handle not in draft.teams:
            question.ask_organization(
                organization, "team(slug: {slug})", documents.TEAM, _taker(draft, handle), slug=slug
            )
        elif cursor := draft.more_members.get(handle):
            selection = documents.TEAM.replace("(", f"(after: {json.dumps(cursor)}, ", 1)
            question.ask_organization(
                organization, "team(slug: {slug})", selection, _taker(draft, handle), slug=slug
            )


def _taker(draft: PartialReading, handle: str) -> Callable[[Any], None]:
    def take(team: Any) -> None:
        members = (team or {}).get("members")
        draft.more_members.pop(handle, None)
        if members is None:
            draft.teams[handle] = None
            return
        logins = {str(node["login"]).casefold() for node in every_node(members)}
        known = (draft.teams.get(handle) or frozenset()) | logins
        draft.teams[handle] = known
        page = members.get("pageInfo") or {}
        if page.get("hasNextPage") and len(known) < MOST_MEMBERS:
            draft.more_members[handle] = str(page["endCursor"])

    return take

"""Gives the owners that a clone's CODEOWNERS names accounts and teams, so that they can approve.

Git does not know who is in a team: everybody with an account here is a member of every team.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from sandbox.git_store import GitStore, at_path
from sandbox.repository import Repository
from sandbox.world import World

PLACES = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
OWNER = re.compile(r"(?:^|(?<=\s))@(?P<who>[A-Za-z0-9][\w-]*)(?:/(?P<team>[\w.-]+))?(?=\s|$)")


def add_owners(world: World, repository: Repository) -> None:
    """Add those that are missing, with write access; teams of other organisations stay unknown."""
    tip = repository.git.tip(repository.default_branch)
    owners = list(_named(repository.git, tip)) if tip else []
    for who, team in owners:
        if not team and who.casefold() not in world.accounts:
            account = world.add_account(who, "User", who, f"{who}@users.noreply.github.com")
            repository.roles[account.key] = "write"
    people = tuple(key for key, each in world.accounts.items() if each.kind == "User")
    for who, team in owners:
        known = f"{who}/{team}".casefold() in world.teams
        if team and not known and who.casefold() == repository.owner.key:
            repository.team_roles[world.add_team(who, team, people)] = "write"


def organization_of_teams(git: GitStore, commit: str) -> str:
    """The organisation whose teams CODEOWNERS names most often at `commit`, "" without any."""
    counted = Counter(who for who, team in _named(git, commit) if team)
    return next((who for who, _ in counted.most_common(1)), "")


def _named(git: GitStore, commit: str) -> Iterator[tuple[str, str]]:
    """Accounts with "", and organisations with a team, in the order of the file."""
    tree = git.commit_at(commit).tree
    blob = next(filter(None, (at_path(tree, place) for place in PLACES)), None)
    text = bytes(getattr(blob, "data", b"")).decode("utf-8", "replace")
    for line in text.splitlines():
        for match in OWNER.finditer(line.partition("#")[0]):
            yield match["who"], match["team"] or ""

"""Which repositories a ritual speaks of, in words: one that is asked for across an organisation
tells only what the readers of its issue may see.
"""

from __future__ import annotations

from typing import Final

from checks.engine.words import code
from rituals.engine.facts import RitualFacts
from rituals.engine.settings import RitualSettings

# Whoever writes the policy there speaks for the organisation; anywhere else nobody may decide what
# is told of repositories that they perhaps cannot see themselves.
_HOMES: Final = frozenset({".github", ".github-private"})


def is_home(name: str) -> bool:
    """Whether the repository of this name is the one in which an organisation speaks for itself."""
    return name.casefold() in _HOMES


def which_repositories(name: str, visibility: str) -> str:
    """In words that go before the owner's name, for a ritual of the repository `name` that looks
    beyond it; `visibility` is GitHub's word, "" when unknown.
    """
    match visibility:
        case "PUBLIC":
            return "the public repositories of"
        case "INTERNAL":
            return "the public and internal repositories of"
        case "PRIVATE" if is_home(name):
            return "all repositories of"
        case "PRIVATE":
            return "this repository and the public ones of"
        case _:
            return "those repositories that may be told of here, of"


def scope(facts: RitualFacts, settings: RitualSettings) -> str:
    """A sentence for the issue of a ritual that is asked for across an organisation, else ""."""
    if settings.across == "repository":
        return ""
    if not settings.looks_wide:
        return "This ritual reads this repository alone."
    which = which_repositories(facts.repository.name, facts.visibility)
    looks = (
        f"This ritual looks at issues and pull requests in {which} {code(facts.repository.owner)}"
    )
    return f"{looks}, as far as Plumbline can read them."

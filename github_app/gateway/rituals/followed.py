"""Which issues the newest issue of each ritual speaks of, so that the next read asks for them.

They are asked for by number: what lost its label is on no list of those that carry it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from rituals.engine.declare import RitualSettings
from rituals.engine.facts import OwnIssue
from rituals.engine.known import reminders_of, without_doubles
from rituals.engine.registry import ritual_for

_MOST: Final = 100

Followed = Mapping[str, tuple[str, ...]]
"""References such as `#12` or `owner/name#12`, by ritual."""


def followed_by(
    asked: Mapping[str, RitualSettings], own_issues: Iterable[OwnIssue]
) -> dict[str, tuple[str, ...]]:
    """What the rituals that are `asked` for go on asking about, by the newest issue of each."""
    ours = tuple(own_issues)
    rituals = (ritual_for(name, settings) for name, settings in asked.items())
    return {
        ritual.name: references
        for ritual in rituals
        if ritual.follows
        for newest in without_doubles(reminders_of(ritual, ours))[-1:]
        if (references := ritual.follows(newest.issue.body)[:_MOST])
    }

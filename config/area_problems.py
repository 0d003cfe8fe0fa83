"""What is wrong with `areas:` as a whole: bad names, doubles, approvals that nobody can give."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.engine.words import code, plural
from config.area_fields import NAME_PATTERN
from config.areas import AreaSettings, AreasSettings
from config.document import Document, Path
from config.policy import Problem

_LISTS = {
    "paths": "paths",
    "except": "excluded",
    "users": "users",
    "teams": "teams",
    "owners": "owners",
    "learners": "learners",
}


def area_problems(areas: AreasSettings, document: Document) -> tuple[Problem, ...]:
    """In the order of the areas; each at the key or list item that causes it."""
    return tuple(
        problem
        for name, area in areas.by_name().items()
        for problem in (
            *_name(name, document),
            *_doubles(name, area, document),
            *_too_few(name, area, document),
        )
    )


def _name(name: str, document: Document) -> Iterator[Problem]:
    if not re.fullmatch(NAME_PATTERN, name, re.ASCII):
        place = document.keys[("areas", name)]
        yield Problem(
            place.line,
            place.column,
            f"{code(name)} cannot be the name of an area.",
            "Write up to 41 small letters, digits, dashes or underscores, like `payments`.",
        )


def _doubles(name: str, area: AreaSettings, document: Document) -> Iterator[Problem]:
    for key, field in _LISTS.items():
        seen: set[str] = set()
        for item, entry in enumerate(getattr(area, field)):
            if entry in seen:
                path: Path = ("areas", name, key, item)
                place = document.values[path]
                yield Problem(
                    place.line,
                    place.column,
                    f"{code(entry)} is written twice in {code(f'areas.{name}.{key}')}.",
                    "Keep one of the two.",
                )
            seen.add(entry)


def _too_few(name: str, area: AreaSettings, document: Document) -> Iterator[Problem]:
    """More approvals than there are people; how many a team has is not known here."""
    people = len(set(area.users))
    if area.users and not area.teams and people < area.approvals:
        place = document.values[("areas", name, "approvals")]
        yield Problem(
            place.line,
            place.column,
            f"{code(f'areas.{name}')} asks for {plural(area.approvals, 'approval')} of "
            f"{plural(people, 'person', 'people')}, so it could never be covered.",
            "Name more people or a team, or ask for fewer approvals.",
        )

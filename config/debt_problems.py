"""What is wrong with `debt:` as a whole: budgets of areas that there are not, and doubles."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.words import code, listing
from config.document import Document
from config.key_names import likely_word
from config.policy import Problem
from debt.wishes import DebtWishes
from snapshot.debt_areas import NO_AREA


def debt_problems(wishes: DebtWishes, document: Document) -> tuple[Problem, ...]:
    """In the order of the budgets, each at its key."""
    return tuple(_unknown(wishes, document)) + tuple(_doubles(wishes, document))


def _unknown(wishes: DebtWishes, document: Document) -> Iterator[Problem]:
    """Only where areas are named: which owners and folders there are is not known here."""
    names = tuple(area.name for area in wishes.areas)
    known = {name.casefold() for name in (*names, NO_AREA)}
    for budget in wishes.budgets:
        if names and budget.area.casefold() not in known:
            likely = likely_word(budget.area, names)
            hint = f"Did you mean {code(likely)}? " if likely else ""
            yield _problem(
                budget.area,
                document,
                f"{code(budget.area)} has a budget, but no area is called so.",
                f"{hint}The areas are {listing([code(name) for name in names], 10)}.",
            )


def _doubles(wishes: DebtWishes, document: Document) -> Iterator[Problem]:
    seen: set[str] = set()
    for budget in wishes.budgets:
        if budget.area.casefold() in seen:
            yield _problem(
                budget.area,
                document,
                f"{code(budget.area)} has two budgets, as capitals make no difference.",
                "Keep one of the two.",
            )
        seen.add(budget.area.casefold())


def _problem(area: str, document: Document, message: str, remedy: str) -> Problem:
    path = ("debt", "budgets", area)
    place = document.keys.get(path) or document.values[path[:2]]
    return Problem(place.line, place.column, message, remedy)

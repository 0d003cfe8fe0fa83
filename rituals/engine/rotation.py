"""Whose turn it is to hold a ritual."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from snapshot.review_customs import ReviewCustoms


@dataclass(frozen=True, slots=True)
class Turn:
    """`holder` is who is assigned, None for nobody. Before them in the order were those who are
    `away` that day and those who were `passed_over` as GitHub does not let them be assigned.
    """

    holder: str | None = None
    away: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


def whose_turn(
    rotation: Sequence[str],
    number: int,
    day: date,
    customs: ReviewCustoms,
    assignable: Collection[str] | None,
) -> Turn:
    """The turn of occurrence `number`, on its `day`.

    `assignable` are logins in lower case, None where that is not known: then anybody may be.
    """
    place = number % len(rotation) if rotation else 0
    away: list[str] = []
    passed_over: list[str] = []
    for login in (*rotation[place:], *rotation[:place]):
        if assignable is not None and login.casefold() not in assignable:
            passed_over.append(login)
        elif customs.is_absent(login, day):
            away.append(login)
        else:
            return Turn(login, tuple(away), tuple(passed_over))
    return Turn(None, tuple(away), tuple(passed_over))

"""What a person asks about debt."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

import click

from checks.parts.debt_label.pieces import Kind

Sort = Literal["oldest", "newest", "path", "author"]

_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
_AGE: Final = re.compile(r"(\d{1,5})\s*([dwmy])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """`older_than` is in days. None for `at` means HEAD; None for `kinds` what the policy counts;
    None elsewhere means anything.
    """

    paths: tuple[str, ...] = ()
    repository: Path = Path()
    at: str | None = None
    since: str | None = None
    older_than: int | None = None
    area: str | None = None
    author: str | None = None
    kinds: frozenset[Kind] | None = None
    hotspots: bool = False
    sort: Sort = "oldest"


class _Age(click.ParamType[int]):
    """`90d`, `12w`, `6m` or `2y`, in days."""

    name = "age"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        match = _AGE.fullmatch(str(value).strip())
        if match is None:
            self.fail(f"{value!r} is no age; write days, weeks, months or years: 90d.", param, ctx)
        return int(match[1]) * _DAYS[match[2].lower()]


AGE: Final = _Age()


def kinds_named(names: Iterable[str]) -> frozenset[Kind] | None:
    """The kinds by their names on the command line; None when none was named."""
    every: tuple[Kind, ...] = get_args(Kind)
    chosen = {name.replace("-", " ") for name in names}
    if not chosen:
        return None
    return frozenset(kind for kind in every if "all" in chosen or kind in chosen)

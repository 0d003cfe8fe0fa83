"""Ages on the command line."""

from __future__ import annotations

import re
from typing import Final

import click

_DAYS: Final = {"d": 1, "w": 7, "m": 30, "y": 365}
_AGE: Final = re.compile(r"(\d{1,5})\s*([dwmy])", re.IGNORECASE)


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

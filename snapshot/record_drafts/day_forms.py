"""A day written in the form in which another one is: `2026-11-23`, `23.11.2026`, `Nov 23, 2026`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from snapshot.record_dates import parse_date

_FORMS: Mapping[str, Callable[[date, re.Match[str]], str]] = {
    r"\d{4}([-/.])\d\d?\1\d\d?": lambda day, m: f"{day:%Y}{m[1]}{day:%m}{m[1]}{day:%d}",
    r"\d{8}": lambda day, _: f"{day:%Y%m%d}",
    r"\d\d?([-/.])\d\d?\1\d{4}": lambda day, m: f"{day:%d}{m[1]}{day:%m}{m[1]}{day:%Y}",
    r"([A-Za-z]{3,9})(\.?) \d\d?(,?) \d{4}": lambda day, m: (
        f"{_month(day, m[1])}{m[2]} {day.day}{m[3]} {day:%Y}"
    ),
    r"\d\d?([ -])([A-Za-z]{3,9})(,?)\1\d{4}": lambda day, m: (
        f"{day.day}{m[1]}{_month(day, m[2])}{m[3]}{m[1]}{day:%Y}"
    ),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def written_like(example: str, day: date) -> str:
    """`day` in the form of the date in `example`; in the form `2026-11-23` when that is unknown or
    would be read as another day.
    """
    for form, write in _FORMS.items():
        if match := re.search(rf"(?<!\w){form}(?!\w)", example):
            written = write(day, match)
            return written if parse_date(written) == day else day.isoformat()
    return day.isoformat()


def _month(day: date, example: str) -> str:
    name = _MONTHS[day.month - 1]
    return name[:3] if len(example) <= 3 else name

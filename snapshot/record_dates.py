"""Dates as people write them in records.

`03/04/2024` is the third of April, as most of the world writes; only where that is no date
(`04/23/2024`) the month is taken to come first. A month without a day is its first day, and what is
no date (`2022-13-45`, `last spring`) is None: a date is never a reason to fail.
"""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *(("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr")),
            *(("may",), ("june", "jun"), ("july", "jul"), ("august", "aug")),
            *(("september", "sept", "sep"), ("october", "oct"), ("november", "nov")),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_AFTER = r"(?![\d])"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<sign>[-/.])(?P<number>[01]?\d)(?P=sign)(?P<day>[0-3]?\d){_AFTER}",
        rf"(?<!\d){_YEAR}(?P<number>[01]\d)(?P<day>[0-3]\d){_AFTER}",
        rf"(?<!\d)(?P<day>[0-3]?\d)(?P<sign>[-/.])(?P<number>[0-3]?\d)(?P=sign){_YEAR}{_AFTER}",
        rf"(?<!\d)(?P<day>[0-3]?\d)(?P<sign>[/.])(?P<number>[0-3]?\d)(?P=sign)(?P<short>\d\d){_AFTER}",
        rf"(?<![a-z]){_MONTH}[ -]+{_DAY},?[ -]+{_YEAR}{_AFTER}",
        rf"(?<!\d){_DAY}(?: of)?[ .-]+{_MONTH},?[ -]+{_YEAR}{_AFTER}",
        rf"(?<!\d){_YEAR}[ -]{_MONTH}[ -]{_DAY}{_AFTER}",
        rf"(?<![a-z]){_MONTH},?[ -]+{_YEAR}{_AFTER}",
        rf"(?<![\d-]){_YEAR}[-/](?P<number>0[1-9]|1[0-2])(?![\d/-])",
    )
)
LONGEST_DATE = 200
"""Characters in which a date is looked for."""


def parse_date(text: str) -> date | None:
    """The date that stands first in `text`, be there other words around it."""
    best: tuple[int, int, date] | None = None
    for rank, form in enumerate(_FORMS):
        match = form.search(text[:LONGEST_DATE])
        if match and (found := _date(match.groupdict())):
            key = (match.start(), rank, found)
            best = key if best is None or key < best else best
    return best[2] if best else None


def _date(parts: dict[str, str | None]) -> date | None:
    year = int(parts["year"] or 0) if parts.get("year") else 2000 + int(parts["short"] or 0)
    name = (parts.get("month") or "").lower()
    month = _MONTHS[name] if name else int(parts["number"] or 0)
    day = int(parts.get("day") or 1)
    if month > 12 and day <= 12:  # 04/23/2024
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None

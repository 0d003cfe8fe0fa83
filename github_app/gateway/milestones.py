"""The day by which an issue is due, as its milestone says."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

# A year that nobody meant (0001, 9999) is no date: what is reckoned from it leaves the calendar.
_DAY: Final = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}(?=T)", re.ASCII)


def due_day(milestone: Any) -> date | None:
    """The day (UTC) of a milestone selected with `dueOn`, None without one and for a year that is
    not among 2000 to 2999.
    """
    found = _DAY.match(str((milestone or {}).get("dueOn") or ""))
    return date.fromisoformat(found[0]) if found else None

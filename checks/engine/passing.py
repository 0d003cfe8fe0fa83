"""Words that change by themselves: how long ago something was, how much else waits for somebody.

They help whoever reads them, but a text that differs in nothing else has not changed.
"""

from __future__ import annotations

import re
from datetime import datetime

from checks.engine.words import plural

_HOUR, _DAY = 3_600, 86_400
_UNITS = ((_HOUR, "hour"), (_DAY, "day"), (30 * _DAY, "month"), (365 * _DAY, "year"))
_PASSING = re.compile(
    r"within the last hour|\d[\d,]* (?:hour|day|month|year)s? ago|\d[\d,]* reviews? open"
)


def ago(then: datetime, now: datetime) -> str:
    """`2 days ago`; not finer than an hour."""
    seconds = (now - then).total_seconds()
    words = "within the last hour"
    for length, unit in _UNITS:
        # Two days are easier on the mind than 47 hours, and 11 months than 1 year.
        if seconds >= length:
            words = f"{plural(int(seconds // length), unit)} ago"
    return words


def waiting(reviews: int) -> str:
    """`3 reviews open`: how many pull requests wait for somebody."""
    return f"{plural(reviews, 'review')} open"


def lasting(text: str) -> str:
    """`text` without such words: what is compared when deciding whether anything changed."""
    return _PASSING.sub("", text)

"""The ledger's figures for programs: one hidden line of compact JSON in its issue.

`version` is 1; keys may be added to it, and none of them changes its meaning without another
version. `open`, `overdue`, `taken`, `repaid` and `dropped` count pieces of debt; `months` and
`quarters` are lists of `[name, taken, repaid, dropped]`, oldest first; `areas` of
`[name, open, overdue, taken, repaid, budget or null]`; `sources` of `[pull request, taken, open]`,
0 standing for an unknown one; `overdue_issues` are numbers of issues, the longest overdue first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from debt.ledger import Ledger, Period

VERSION: Final = 1
_MOST_ROWS: Final = 100
_DASH: Final = "\\u002d"
_LINE: Final = re.compile(r"^<!-- plumbline:ledger-figures (\{.*\}) -->\s*$", re.MULTILINE)


def figures_line(ledger: Ledger) -> str:
    """The hidden line; nothing in it can end it early, mention anybody or refer to anything."""
    content = {
        "version": VERSION,
        "label": ledger.label,
        "open": len(ledger.open),
        "overdue": len(ledger.overdue),
        "taken": ledger.taken,
        "repaid": ledger.repaid,
        "dropped": ledger.dropped,
        "months": [_period(month) for month in ledger.months],
        "quarters": [_period(quarter) for quarter in ledger.quarters],
        "areas": [
            [one.area, one.open, one.overdue, one.taken, one.repaid, one.budget]
            for one in ledger.areas[:_MOST_ROWS]
        ],
        "sources": [[one.pull_request, one.taken, one.open] for one in ledger.sources[:_MOST_ROWS]],
        "overdue_issues": [piece.number for piece in ledger.overdue[:_MOST_ROWS]],
    }
    text = json.dumps(content, separators=(",", ":"))
    for sign in "<>@#":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"<!-- plumbline:ledger-figures {text.replace('--', '-' + _DASH)} -->"


def read_figures(body: str) -> Mapping[str, Any] | None:
    """The figures in the text of a ledger; None where there are none, or of a version that is not
    known, or tampered with beyond reading. Keys that are not known are left as they are.
    """
    found = _LINE.search(body)
    try:
        content = json.loads(found[1]) if found else None
    except (ValueError, RecursionError):
        return None
    is_known = isinstance(content, dict) and content.get("version") == VERSION
    return content if is_known else None


def _period(period: Period) -> list[str | int]:
    return [period.name, period.taken, period.repaid, period.dropped]

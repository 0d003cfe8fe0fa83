"""Who wants to know of our own bugs: told of each that is logged, wherever it was caught."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from structlog.typing import EventDict, WrappedLogger

Told = Callable[[str, BaseException | None, dict[str, Any]], None]
"""What was said about the bug, the exception where there is one, and the other fields of the line:
`process`, and in a turn those of `github_app.logs.journey`. It must be quick.
"""

_told: list[Told] = []


def tell_of_bugs(told: Told) -> None:
    """From now on, `told` is called in this process for every line that holds an exception, or is
    about dead letters.
    """
    _told.append(told)


def pass_on(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """A processor of structlog, which leaves the line as it is."""
    bug = event.get("exc_info")
    if bug is True:
        bug = sys.exc_info()[1]
    if isinstance(bug, BaseException) or event.get("dead_letters"):
        fields = {name: value for name, value in event.items() if name != "exc_info"}
        words = str(fields.pop("event", ""))
        for told in _told:
            # Nothing that is only curious may break the work, or the log.
            with suppress(Exception):
                told(words, bug if isinstance(bug, BaseException) else None, fields)
    return event

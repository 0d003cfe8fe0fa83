"""The lines of the log that tell a turn's journey, found by the id of each delivery it answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from github_app.inbox import Turn
from github_app.telemetry.spans import note, of_turn

LISTED = 100
"""So many ids of deliveries fit on a line, which must not become longer than what collects logs
takes; a pull request that had to wait may have more.
"""

_SAID_ONCE = ("exc_info", "dead_letters")

log = structlog.stdlib.get_logger(__name__)


@contextmanager
def told(turn: Turn) -> Iterator[None]:
    """While this lasts, every line says which turn it is about."""
    subject = turn.subject
    with (
        structlog.contextvars.bound_contextvars(
            subject=subject.key,
            installation=subject.installation_id,
            repository=turn.prompt.repository,
            turn=turn.token,
            deliveries=turn.deliveries[:LISTED],
        ),
        of_turn(turn),
    ):
        yield


def tell(turn: Turn, level: int, event: str, **more: object) -> None:
    """One line, and a further one for each LISTED deliveries that do not fit on it.

    `level` is that of `logging`.
    """
    log.log(level, event, **more)
    further = {name: value for name, value in more.items() if name not in _SAID_ONCE}
    note(event, further)
    for first in range(LISTED, len(turn.deliveries), LISTED):
        log.log(level, event, deliveries=turn.deliveries[first : first + LISTED], **further)

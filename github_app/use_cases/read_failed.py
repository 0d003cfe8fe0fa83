"""What GitHub's record shows of deliveries that failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog

from github_app.catching_up.redeliveries import Redeliveries
from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.deliveries import Attempt, record_pages
from github_app.handled_events import is_handled

_KEPT_BY_GITHUB_SECONDS = 3 * 86_400.0
# An attempt takes up to half a minute, is listed by when it began, and may show late.
_MARGIN_SECONDS = 90.0
# A quarter of what the App may ask in an hour.
_SECONDS_FOR_A_PAGE = 3.0
_LONG_SECONDS = 3_600.0
_MOST_PAGES = 100

log = structlog.stdlib.get_logger(__name__)


@dataclass(slots=True)
class Record:
    """`failed` has the latest failed attempt of each event that means something to us, `arrived`
    the guids of those that got through; `newest` is the latest attempt of all that were read.
    """

    failed: dict[str, Attempt] = field(default_factory=dict)
    arrived: set[str] = field(default_factory=set)
    newest: Attempt | None = None

    def take(self, attempts: Iterable[Attempt]) -> None:
        for attempt in attempts:
            self._take(attempt)

    def _take(self, attempt: Attempt) -> None:
        if self.newest is None or attempt.id > self.newest.id:
            self.newest = attempt
        if attempt.is_ok:
            self.arrived.add(attempt.guid)
        elif is_handled(attempt.event, attempt.action):
            known = self.failed.get(attempt.guid)
            if known is None or attempt.id > known.id:
                self.failed[attempt.guid] = attempt


def read_failed(
    desk: Desk, github: GitHub, known: Redeliveries, *, at_once: bool
) -> tuple[Record, float | None]:
    """The record since it was read last, and up to where it was read whole, by GitHub's time; None
    where only what GitHub calls failures was read.

    Those leave out what has no status of HTTP, as where nobody listened. So the whole record is
    read, a request for each hundred deliveries; but where there are very many, not each time,
    unless `at_once`. For days, GitHub is asked for failures as well, which reaches farther back.
    """
    record, before = Record(), known.read_until()
    since = before - _MARGIN_SECONDS
    if known.is_spared() and not at_once:
        until, _ = _read(desk, github, record, since, failed_only=True)
        if record.newest and record.newest.delivered_at < until - _MARGIN_SECONDS:
            # That nobody listened then says nothing about now.
            record.newest = None
        return record, None
    ago = known.seconds_since_read()
    if ago is None or ago > _LONG_SECONDS:
        _read(desk, github, record, since, failed_only=True)
    until, pages = _read(desk, github, record, since, failed_only=False)
    if (seconds := pages * _SECONDS_FOR_A_PAGE) > desk.settings.redelivery_seconds:
        known.spare(seconds)
    return record, max(before, until)


def _read(
    desk: Desk, github: GitHub, record: Record, since: float, *, failed_only: bool
) -> tuple[float, int]:
    """Up to where it was read, which is when its first page was, and in how many pages."""
    until, pages = 0.0, 0
    for page in record_pages(github, failed_only=failed_only):
        pages += 1
        until = until or page.at
        if not urlsplit(desk.settings.api_url).path.endswith("/api/v3"):
            since = max(since, until - _KEPT_BY_GITHUB_SECONDS)
        recent = [attempt for attempt in page.attempts if attempt.delivered_at >= since]
        record.take(recent)
        if len(recent) < len(page.attempts):
            break
        if pages >= _MOST_PAGES:
            log.warning("So many deliveries were made that the oldest are left to the sweep")
            break
    return until, pages

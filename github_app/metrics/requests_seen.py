"""Counts what is said to GitHub."""

from __future__ import annotations

from github_app.gateway.observer import Exchange
from github_app.gateway.refusals import is_rate_limit
from github_app.metrics.tally import Tally


class RequestsSeen:
    """Told of every exchange with GitHub; `so_far` is how many there were in this process."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self.so_far = 0

    def saw(self, exchange: Exchange) -> None:
        self.so_far += 1
        self._tally.count(
            "plumbline_github_requests_total", kind=exchange.kind, status=_status(exchange)
        )
        self._tally.observe(
            "plumbline_github_request_seconds", exchange.seconds, kind=exchange.kind
        )


def _status(exchange: Exchange) -> str:
    """The class of the answer; a limit is told by its headers alone, as no body comes here."""
    status = exchange.status
    if not status:
        return "no_answer"
    if status == 429 or (status == 403 and is_rate_limit(exchange.headers, "")):
        return "limited"
    return f"{status // 100}xx"

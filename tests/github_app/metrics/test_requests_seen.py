from __future__ import annotations

import pytest
from redis import Redis

from github_app.gateway.observer import Exchange
from github_app.metrics.kept import read_kept
from github_app.metrics.requests_seen import RequestsSeen
from github_app.metrics.tally import Tally


@pytest.mark.parametrize(
    ("status", "headers", "counted"),
    [
        (200, {}, "2xx"),
        (304, {}, "3xx"),
        (404, {}, "4xx"),
        (403, {}, "4xx"),
        (403, {"retry-after": "60"}, "limited"),
        (403, {"x-ratelimit-remaining": "0"}, "limited"),
        (429, {}, "limited"),
        (502, {}, "5xx"),
        (0, {}, "no_answer"),
    ],
)
def test_requests_are_counted_by_kind_and_class_of_answer(
    redis: Redis, status: int, headers: dict[str, str], counted: str
) -> None:
    tally = Tally()
    seen = RequestsSeen(tally)
    seen.saw(Exchange(7, "query", "POST", "", status, headers, 0.3))
    tally.flush(redis)
    assert seen.so_far == 1
    kept = read_kept(redis)
    assert kept["plumbline_github_requests_total", "query", counted] == 1
    assert kept["plumbline_github_request_seconds", "query", "0.4"] == 1

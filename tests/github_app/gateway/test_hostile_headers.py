"""Headers may say anything: what is read of them is within bounds, or nothing is read."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import settings as bounds
from hypothesis import strategies as st
from redis import Redis

from github_app.failures import WorldFailure
from github_app.gateway.client import GitHub
from github_app.gateway.deliveries import record_pages
from github_app.gateway.refusals import LONGEST_SECONDS, date_of, raise_for
from github_app.gateway.rest_answer import RestAnswer
from github_app.rate_limits.allowance import Allowance, limit_told

DAY = 86_400
NUMBERS = st.one_of(
    st.sampled_from(
        ["", "nan", "inf", "-inf", "1e400", "1e300", "9" * 400, "9" * 5000, "1_0", "٣", " 7 ", "-1"]
    ),
    st.integers(-(2**70), 2**70).map(str),
    st.integers(-9_000, 9_000).map(lambda offset: str(int(time.time()) + offset)),
    st.text(max_size=12),
)
_PIECES = "Mon, 31 Dec Jan 0 1 0001 9999 99999999999 23:59:59 24:61 -2300 +2359 -0000 GMT nan : - ,"
DATES = st.lists(st.sampled_from(_PIECES.split()), max_size=8).map(" ".join)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "date": DATES,
        "retry-after": NUMBERS | DATES,
        "x-ratelimit-limit": NUMBERS,
        "x-ratelimit-remaining": NUMBERS,
        "x-ratelimit-reset": NUMBERS,
        "x-ratelimit-resource": st.text(max_size=12),
    },
)
END_OF_TIME = "Fri, 31 Dec 9999 23:59:59 -2300"


@given(headers=HEADERS, status=st.sampled_from([401, 403, 429, 500, 503]))
@example(headers={"date": END_OF_TIME, "retry-after": END_OF_TIME}, status=503)
@example(headers={"retry-after": "1 Jan 99999999999 00:00:00 GMT"}, status=403)
@bounds(max_examples=300, deadline=None)
def test_a_wait_is_never_endless_whatever_the_headers_say(
    headers: dict[str, str], status: int
) -> None:
    with pytest.raises(WorldFailure) as caught:
        raise_for(status, headers, {"message": "rate limit"}, "GET /x")
    assert 1 <= caught.value.retry_after <= LONGEST_SECONDS
    assert date_of(headers).tzinfo is not None


@given(headers=HEADERS)
@example(headers={"x-ratelimit-limit": "9" * 400, "x-ratelimit-remaining": "1"})
@bounds(max_examples=300, deadline=None)
def test_what_is_left_is_known_within_bounds_or_not_at_all(headers: dict[str, str]) -> None:
    told = {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "1", **headers}
    standing = limit_told(1, told)
    if standing is not None:
        assert standing.is_scarce in (True, False)
        assert standing.seconds_until_reset(time.time()) <= DAY


@pytest.mark.parametrize("reset", ["inf", "nan", "1e300", "32503680000"])
def test_a_reset_that_never_comes_keeps_no_work_waiting(redis: Redis, reset: str) -> None:
    told = {"x-ratelimit-limit": "5000", "x-ratelimit-remaining": "1", "x-ratelimit-reset": reset}
    assert limit_told(1, told) is None
    assert Allowance(redis).is_scarce(1) == 0


@dataclass
class OneAnswer:
    """Answers once with a link to go on by, and then with the last page."""

    link: str

    def rest(self, *_: object, **__: object) -> RestAnswer:
        link, self.link = self.link, ""
        return RestAnswer(200, {"link": link}, [])


_SIGNS = st.lists(
    st.sampled_from(['<https://a/b?c=1>; rel="next"', "<", ">", "; ", 'rel="next"', "//[", "?&="])
)


@given(link=_SIGNS.map("".join) | st.text(max_size=40))
@example(link='<https://[>; rel="next"')
@bounds(max_examples=200, deadline=None)
def test_any_link_to_a_next_page_is_followed_or_makes_the_work_wait(link: str) -> None:
    github, pages = cast("GitHub", OneAnswer(link)), []
    with suppress(WorldFailure):
        pages += record_pages(github, failed_only=True)
    assert len(pages) <= 2

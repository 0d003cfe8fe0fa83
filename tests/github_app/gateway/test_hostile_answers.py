"""What claims to be GitHub may answer anything; what cannot be read makes the work wait."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from github_app.failures import WorldFailure
from github_app.gateway.refusals import message_of, parsed, raise_for
from tests.github_app.hostile import HOSTILE


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 50_000, "{", "<html>", "\x00", "1" * 5000]
)
def test_what_cannot_be_read_makes_the_work_wait(text: str) -> None:
    with pytest.raises(WorldFailure):
        parsed(200, text)
    assert parsed(502, text) is None


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\ud83d\\u0041"])
def test_half_a_character_is_replaced_and_the_rest_kept(half: str) -> None:
    read = parsed(
        200, f'{{"title": "a{half}b", "{half}": ["{half}", "caf\\u00e9", "\\ud83d\\ude00"]}}'
    )
    assert json.dumps(read, ensure_ascii=False).encode()
    assert read["title"].startswith("a?")
    assert list(read.values())[1][1:] == ["café", "😀"]


@given(data=HOSTILE, status=st.integers(400, 599))
@bounds(max_examples=200, deadline=None)
def test_an_error_may_say_anything(data: object, status: int) -> None:
    body = {"message": data, "errors": data}
    with pytest.raises(Exception) as caught:  # noqa: PT011 - which one is another test's business
        raise_for(status if status not in (400, 409, 422) else 500, {}, body, "GET /x")
    assert type(caught.value).__module__ == "github_app.failures"
    raise_for(200, {}, data, "GET /x")


def test_credentials_that_an_answer_repeats_are_taken_out() -> None:
    told = message_of({"message": f"Bearer ghs_{'a' * 36} in Authorization: Bearer abc.def is bad"})
    assert "ghs_" not in told
    assert "abc.def" not in told

"""Words that change by themselves are told, and make no difference."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checks.engine.passing import ago, lasting, waiting
from tests.builders import NOW


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0.5, "within the last hour"),
        (1, "1 hour ago"),
        (23.9, "23 hours ago"),
        (50, "2 days ago"),
        (24 * 40, "1 month ago"),
        (24 * 400, "1 year ago"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(hours: float, words: str) -> None:
    assert ago(NOW - timedelta(hours=hours), NOW) == words


def test_texts_that_differ_only_in_ages_and_loads_are_the_same() -> None:
    def told(hours: int, reviews: int) -> str:
        since = ago(NOW - timedelta(hours=hours), NOW)
        return lasting(f"`ada` at `abc1234`, {since}; `grace`, {waiting(reviews)}.")

    assert len({told(hours, n) for hours in (0, 1, 30, 900, 9_999) for n in (0, 1, 2_000)}) == 1


def test_other_words_are_left_alone() -> None:
    text = "3 of 9 files, 2 hours of work, 4 reviews"
    assert lasting(text) == text

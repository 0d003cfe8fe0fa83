"""What plain words of YAML mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.scalars import Scalar, meaning_of


@pytest.mark.parametrize(
    "word",
    [
        *("off", "on", "yes", "no", "y", "n", "tRuE", "10:00", "2026-01-05", "0012"),
        *("0x1F", "1e3", "1_000", ".5", "1.", ".inf", ".nan", "=", "<<"),
    ],
)
def test_a_word_that_yaml_1_2_leaves_alone_stays_text(word: str) -> None:
    assert meaning_of(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *(("true", True), ("False", False), ("", None), ("~", None), ("null", None)),
        *(("0", 0), ("-12", -12), ("+7", 7), ("2.50", 2.5), ("-0.1", -0.1)),
    ],
)
def test_booleans_nulls_and_decimal_numbers_are_values(word: str, value: Scalar) -> None:
    meaning = meaning_of(word)
    assert meaning == value
    assert type(meaning) is type(value)


def test_a_number_too_long_for_a_setting_stays_text() -> None:
    assert meaning_of("9" * 19) == "9" * 19


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_integer_of_18_digits_survives(number: int) -> None:
    assert meaning_of(str(number)) == number

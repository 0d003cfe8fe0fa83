"""Bars of text keep their scale."""

from __future__ import annotations

import pytest

from rituals.engine.charts import bar, bars_against


@pytest.mark.parametrize(
    ("value", "most", "length"), [(0, 9, 0), (1, 1000, 1), (5, 10, 10), (10, 10, 20), (30, 10, 20)]
)
def test_a_bar_is_as_long_as_its_share_and_anything_shows(
    value: int, most: int, length: int
) -> None:
    assert bar(value, most) == "█" * length


def test_the_target_stands_at_the_same_place_in_every_row() -> None:
    lines = bars_against([("2026-W42", 0), ("2026-11-23", 40)], 20).splitlines()[1:-1]
    assert {line.index("│") for line in lines} == {22}
    assert lines[0] == "2026-W42" + 14 * " " + "│" + 14 * " " + "0 %"
    assert lines[1] == "2026-11-23  ██████████│██████████   40 %"


def test_without_rows_there_is_no_chart_and_a_target_of_nothing_is_a_line_at_the_start() -> None:
    assert bars_against([], 20) == ""
    assert "a       │" in bars_against([("a", 0)], 0)

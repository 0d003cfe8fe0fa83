"""The sheets of the calendar."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.page.months import Mark, months_around


@settings(max_examples=50)
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_three_months_in_a_row_hold_each_of_their_days_once_under_its_weekday(today: date) -> None:
    months = months_around(today, {})
    cells = [(place, c) for month in months for week in month.weeks for place, c in enumerate(week)]
    days = [cell.day for _, cell in cells if cell]
    assert days == sorted(set(days))
    assert (days[-1] - days[0]).days + 1 == len(days)
    assert days[0].day == 1
    assert all(cell.day.weekday() == place for place, cell in cells if cell)
    assert [cell.day for _, cell in cells if cell and cell.is_today] == [today]
    assert months[1].name == f"{today:%B %Y}"


def test_what_asks_for_most_attention_comes_first_on_a_day() -> None:
    day = date(2026, 11, 23)
    marks = [Mark("held", "a", ""), Mark("missed", "b", ""), Mark("overdue", "c", "")]
    (cell,) = (
        cell
        for month in months_around(day, {day: marks})
        for week in month.weeks
        for cell in week
        if cell and cell.marks
    )
    assert cell.words == "c; b; a"

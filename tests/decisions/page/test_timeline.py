"""The drawing of decisions over time."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.page.spans import scale_of
from decisions.page.states import WORDS
from decisions.page.timeline import Event, timeline

TODAY = date(2026, 11, 23)


def made(*days: date | None) -> list[Event]:
    return [Event(day, "accepted", f"D{n}", f"#d{n}") for n, day in enumerate(days)]


def test_nothing_is_drawn_without_a_date_and_what_has_none_is_counted() -> None:
    drawn = timeline(made(None, None), TODAY)
    assert (drawn.svg, drawn.undated, drawn.strange) == ("", 2, 0)


def test_dates_that_cannot_be_meant_are_left_out_and_counted() -> None:
    drawn = timeline(made(date(202, 1, 1), date(2202, 5, 5), date(2026, 5, 5)), TODAY)
    assert drawn.strange == 2
    assert drawn.svg.count("<rect") == 1


def test_few_decisions_are_marks_of_their_own_that_lead_to_them() -> None:
    svg = timeline(made(date(2026, 3, 1), date(2026, 3, 9), date(2026, 9, 1)), TODAY).svg
    assert svg.count("<a href") == 3
    assert 'href="#d1"' in svg
    assert "D1 (2026-03-09, accepted)" in svg
    assert 'aria-label="3 decisions from Mar 2026 to Sep 2026"' in svg


def test_many_decisions_of_one_span_become_one_mark_for_each_status() -> None:
    svg = timeline(made(*[date(2025, 2, 2)] * 200, date(2026, 1, 1)), TODAY).svg
    assert svg.count("<rect") == 2
    assert "Feb 2025: 200 accepted" in svg


def test_titles_cannot_leave_the_place_they_stand_in() -> None:
    evil = Event(TODAY, "accepted", '</title><script>alert(1)</script>"', '#"><script>')
    svg = timeline([evil], TODAY).svg
    assert "<script" not in svg
    ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 1, 5), date(2026, 3, 5), ["Jan 2026", "Feb 2026", "Mar 2026"]),
        (date(2021, 2, 5), date(2026, 3, 5), ["Jan–Mar 2021", "Apr–Jun 2021"]),
        (date(1999, 2, 5), date(2026, 3, 5), ["1999", "2000"]),
    ],
)
def test_the_longer_the_time_the_longer_its_spans(
    first: date, last: date, words: list[str]
) -> None:
    scale = scale_of([first, last])
    assert [scale.words(place) for place in range(len(words))] == words
    assert scale.place(last) == scale.count - 1 <= 48


@given(
    st.lists(
        st.tuples(st.dates() | st.none(), st.sampled_from(list(WORDS)), st.text(max_size=20)),
        max_size=60,
    )
)
def test_whatever_the_dates_the_drawing_is_sound_and_everything_is_counted(
    some: list[tuple[date | None, object, str]],
) -> None:
    events = [Event(day, state, "x", "#x") for day, state, _ in some]  # type: ignore[arg-type]
    drawn = timeline(events, TODAY)
    shown = len(events) - drawn.undated - drawn.strange
    assert bool(drawn.svg) == bool(shown)
    if drawn.svg:
        drawing = ElementTree.fromstring(drawn.svg)
        ends = [
            float(r.attrib["x"][:-1]) + float(r.attrib["width"][:-1]) for r in drawing.iter("rect")
        ]
        assert max(ends) <= 100
        assert all(float(r.attrib["y"]) >= 0 for r in drawing.iter("rect"))


def test_the_names_of_years_never_crowd() -> None:
    for years in (1, 3, 8, 20, 56):
        days = [date(2026, 1, 1) - timedelta(days=30 * n) for n in range(12 * years)]
        svg = timeline(made(*days), TODAY).svg
        assert 1 <= svg.count('class="year') <= 12
        assert 1 <= svg.count('class="year"') <= 5

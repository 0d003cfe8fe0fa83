"""What became of each occurrence, drawn as a row."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from datetime import date, timedelta
from itertools import pairwise

from rituals.page.squares import Square, squares
from rituals.page.words import STATES


def row(*states: str, step: int = 7) -> list[Square]:
    return [
        Square(date(2026, 8, 3) + timedelta(days=step * n), state, f"{n}: <{state}>", "")
        for n, state in enumerate(states)
    ]


def test_each_occurrence_is_a_square_with_its_words_and_the_row_has_a_label() -> None:
    drawn = ElementTree.fromstring(squares(row(*STATES), "Retrospective: 1 held & 1 missed"))
    assert drawn.get("aria-label") == "Retrospective: 1 held & 1 missed"
    assert [g.get("class", "").split()[-1] for g in drawn.iter("g")] == [f"is-{s}" for s in STATES]
    assert next(title.text for title in drawn.iter("title")) == "0: <overdue>"


def test_states_differ_without_colours() -> None:
    shapes = {
        state: [
            path.get("d") for path in ElementTree.fromstring(squares(row(state), "x")).iter("path")
        ]
        for state in ("held", "missed", "overdue", "open", "coming", "removed")
    }
    assert len({str(shape) for shape in shapes.values()}) == len(shapes)


def test_a_square_leads_to_its_issue() -> None:
    it = Square(date(2026, 8, 3), "held", "all of it", 'https://x.example/1?"')
    drawn = ElementTree.fromstring(squares([it], "one"))
    assert [a.get("href") for a in drawn.iter("a")] == ['https://x.example/1?"']


def test_names_of_months_do_not_run_into_each_other_or_out_of_the_drawing() -> None:
    drawn = ElementTree.fromstring(squares(row(*["held"] * 17, step=30), "monthly"))
    places = [int(text.get("x", "0")) for text in drawn.iter("text")]
    assert len(places) > 4
    assert min(b - a for a, b in pairwise(places)) >= 34
    assert max(places) + 26 <= int(drawn.get("width", "0")) + 1


def test_no_occurrence_is_no_drawing() -> None:
    assert squares([], "nothing") == ""

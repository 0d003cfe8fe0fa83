"""The debt ledger on the page of rituals."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from datetime import date
from typing import Any

import pytest

from rituals.engine.facts import OwnIssue
from rituals.page.debt_chart import debt_chart
from rituals.page.debt_figures import DebtFigures, DebtMonth, debt_figures
from rituals.page.rendering import rituals_html
from tests.rituals.page.builders import NOW, PLACE

TOLD: dict[str, Any] = {
    "version": 1,
    "open": 5,
    "overdue": 2,
    "months": [["2026-10", 4, 0, 0], ["2026-11", 1, 3, 1]],
}
FIGURES = DebtFigures(
    7, 5, 2, (DebtMonth(date(2026, 10, 1), 4, 0), DebtMonth(date(2026, 11, 1), 1, 3))
)


def ledger(told: object, number: int = 7, **more: Any) -> OwnIssue:
    line = f"<!-- plumbline:ledger-figures {json.dumps(told, separators=(',', ':'))} -->"
    given = {"title": "Debt ledger", "is_open": True, **more}
    return OwnIssue(number, body=f"<!-- plumbline:ledger -->\n{line}\n\nText", **given)


def test_the_figures_are_those_of_the_newest_open_ledger() -> None:
    issues = [
        OwnIssue(9, "Retrospective", "text", True),
        ledger(TOLD),
        ledger({**TOLD, "open": 1}, 3),
        ledger({**TOLD, "open": 2}, 8, is_open=False),
    ]
    assert debt_figures(issues) == FIGURES


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"months": []},
        {"months": [["2026-13", 1, 1]]},
        {"months": [["2026-10"]]},
        {"months": [["2026-10", -1, 0]]},
        {"months": [["2026-10", "1", 0]]},
        {"months": 3},
        {"months": {"a": 1}},
        {"open": None},
        {"overdue": 10**9},
    ],
)
def test_what_people_made_of_the_figures_is_not_drawn(change: dict[str, Any]) -> None:
    assert debt_figures([ledger({**TOLD, **change})]) is None


def test_without_a_ledger_nothing_is_said_of_debt() -> None:
    assert debt_figures([]) is None
    assert "debt-chart" not in rituals_html(PLACE, (), (), NOW)


def test_taken_stands_above_the_line_and_what_was_paid_back_below() -> None:
    drawn = ElementTree.fromstring(debt_chart(FIGURES))
    assert drawn.get("aria-label") == "Debt over 2 months: 5 taken, 3 repaid"
    places = {
        (rect.get("class"), float(rect.get("y", "0")) < 46): float(rect.get("height", "0"))
        for rect in drawn.iter("rect")
    }
    assert set(places) == {("taken", True), ("repaid", False)}
    assert [title.text for title in drawn.iter("title")] == [
        "October 2026: 4 taken, 0 repaid",
        "November 2026: 1 taken, 3 repaid",
    ]


def test_the_page_leads_to_the_ledger() -> None:
    html = rituals_html(PLACE, (), (), NOW, FIGURES)
    assert "https://github.example/acme/shop/issues/7" in html
    assert "2 overdue" in html

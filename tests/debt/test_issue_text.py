"""The ledger's issue: bounded, in calm words, and foreign text cannot do harm in it."""

from __future__ import annotations

from datetime import date, timedelta

from debt.issue_text import LONGEST_BODY, is_ledger, ledger_text, says_the_same
from debt.ledger import Ledger
from debt.wishes import Budget, DebtWishes
from snapshot.debt_areas import DebtAreas
from tests.checks.reading import links, outside_code
from tests.debt.pieces import TODAY, ledger, piece

NO_AREAS = DebtAreas((), None)


def text(found: Ledger) -> str:
    return ledger_text(found, NO_AREAS)


def test_it_says_what_is_open_overdue_and_what_to_do_now() -> None:
    wishes = DebtWishes(budgets=(Budget("src", 0),))
    said = text(
        ledger(
            [
                piece(1, "2026-01-05", payback=date(2026, 3, 1), owners=("ada",), source=12),
                piece(2, "2026-11-05", paths=("src/a.py",)),
                piece(3, "2026-10-05", "2026-11-06"),
            ],
            wishes,
        )
    )
    assert "**2 pieces of debt are open, 1 overdue.** This month 1 taken, 1 repaid: 0 net." in said
    assert "1. **1 piece is overdue.**" in said
    assert "**`src` is over its budget:** 1 open, 0 allowed." in said
    assert "**1 piece has no owner.**" in said
    assert "**1 piece has no payback date.**" in said
    assert "| 2026-03-01 | [#1](" in said
    assert "| `ada` | no area |" in said
    assert "2026-11  1 ████████████████  1 ████████████████    0" in said


def test_what_was_dropped_is_named_where_the_net_counts_it() -> None:
    dropped = [
        piece(1, "2026-10-05", "2026-11-06", is_repaid=False),
        piece(2, "2024-10-05", "2024-11-06", is_repaid=False),
    ]
    said = text(ledger(dropped))
    assert "This month 0 taken, 0 repaid, 1 dropped: −1 net. In all: 2 taken, 0 repaid, 2" in said
    assert f"2026-11  0 {'':16}  0 {'':16}        1   −1" in said
    assert "Before that: 1 taken, 0 repaid, 1 dropped." in said
    assert "dropped  net" not in text(ledger([piece(1, "2026-10-05")]))


def test_when_all_is_in_order_it_says_so() -> None:
    said = text(ledger([piece(1, "2026-11-05", owners=("ada",), payback=date(2027, 1, 1))]))
    assert "Every open piece has an owner and a payback date that is still to come." in said
    assert "What to do now" not in said


def test_without_any_debt_it_says_how_debt_comes_to_be_here() -> None:
    assert "**No debt is known.**" in text(ledger([]))


def test_links_leave_no_trace_on_what_they_lead_to() -> None:
    said = text(ledger([piece(1, "2026-01-05", payback=date(2026, 3, 1), source=12)]))
    assert links(said)
    assert all(link.startswith("https://redirect.github.com/acme/shop/") for link in links(said))


def test_foreign_text_stays_in_code_spans() -> None:
    hostile = "@acme/all <img src=x> [a](http://b) | `x` --> \u202e"
    said = text(
        ledger(
            [
                piece(
                    1,
                    "2026-01-05",
                    title=hostile,
                    owners=("acme/all",),
                    payback=date(2026, 3, 1),
                    labels=(f"area: {hostile}",),
                )
            ]
        )
    )
    outside = outside_code(said)
    assert "@acme" not in outside
    assert "<img" not in outside
    assert not any("//b" in link for link in links(said))


def test_it_depends_on_the_day_only_where_something_becomes_overdue() -> None:
    pieces = [piece(1, "2026-11-05", payback=date(2026, 11, 24))]
    today = text(ledger(pieces))
    assert text(ledger(pieces, today=TODAY + timedelta(days=1))) == today
    assert text(ledger(pieces, today=TODAY + timedelta(days=2))) != today


def test_thousands_of_pieces_fit() -> None:
    areas = [f"area: {'x' * 100} {n}" for n in range(300)]
    pieces = [
        piece(
            n,
            "2025-01-05",
            title="t" * 200,
            payback=date(2025, 3, 1),
            labels=(areas[n % 300],),
            source=n,
            owners=("o" * 39,),
        )
        for n in range(1, 5_001)
    ]
    said = text(ledger(pieces))
    assert len(said.encode()) <= LONGEST_BODY
    assert is_ledger(said)
    assert "Close the issue to stop that" in said


def test_line_ends_are_no_difference() -> None:
    said = text(ledger([piece(1, "2026-11-05")]))
    assert says_the_same(said.replace("\n", "\r\n") + "\n", said)
    assert not says_the_same(said.replace("1 piece", "2 pieces"), said)

"""The section `debt:`: what reaches the rules, and how mistakes in it are told."""

from __future__ import annotations

import pytest

from config.loader import defaults, load
from config.policy import Policy, Problem
from debt.wishes import NO_WISHES, Budget, DebtWishes, HotspotWishes, WorkLabels
from snapshot.area import Area

FULL = """\
debt:
  ledger: true
  areas: {payments: [src/payments/], search: [src/search/, "*.sql"]}
  budgets: {Payments: 10, no area: 0}
  over_budget: fail
  hotspots: {months: 12, most: 30}
  labels: {up: "debt: up", down: "debt: down"}
"""


def debt(text: str) -> DebtWishes:
    found = load(text)
    assert isinstance(found, Policy), found
    return found.debt


def problem(text: str) -> Problem:
    found = load(text)
    assert isinstance(found, tuple), f"was accepted: {found}"
    [one] = found
    return one


@pytest.mark.parametrize("text", ["", "debt:\n", "debt: {}\n", "debt:\n  hotspots:\n  labels:\n"])
def test_by_default_nothing_is_kept_but_hotspots_are_looked_for(text: str) -> None:
    assert debt(text) == defaults().debt == NO_WISHES
    assert NO_WISHES.hotspots == HotspotWishes(months=6, most=20)


def test_every_key_reaches_the_rules() -> None:
    assert debt(FULL) == DebtWishes(
        ledger=True,
        areas=(Area("payments", ("src/payments/",)), Area("search", ("src/search/", "*.sql"))),
        budgets=(Budget("Payments", 10), Budget("no area", 0)),
        over_budget="fail",
        hotspots=HotspotWishes(12, 30),
        labels=WorkLabels("debt: up", "debt: down"),
    )


def test_the_areas_of_the_policy_count_where_debt_names_none() -> None:
    areas = "areas: {docs: {paths: [docs/]}}\n"
    assert [area.name for area in debt(areas).areas] == ["docs"]
    assert [area.name for area in debt(areas + FULL).areas] == ["payments", "search"]
    assert debt(areas + "debt: {budgets: {docs: 3}}\n").budgets == (Budget("docs", 3),)


def test_a_budget_may_name_owners_and_folders_where_no_areas_are_named() -> None:
    found = debt('debt: {budgets: {"@acme/payments": 3, src: 4}}')
    assert [budget.area for budget in found.budgets] == ["@acme/payments", "src"]
    assert found.budget_of("@ACME/Payments") == Budget("@acme/payments", 3)
    assert found.budget_of("lib") is None


def test_hotspots_can_be_switched_off() -> None:
    assert debt("debt: {hotspots: {search: false}}").hotspots is None


@pytest.mark.parametrize(
    ("text", "column", "message", "remedy"),
    [
        ("{ledgre: true}", 8, "`ledgre` is not a known key", "Did you mean `ledger`?"),
        ("{areas: {Pay: [a]}}", 21, "`Pay` cannot be the name of an area.", "small letters"),
        ("{areas: {pay: []}}", 21, "has 0 entries", "Add to the list"),
        ("{areas: {pay: ['{a,b}']}}", 22, "is not supported", "one pattern for each"),
        ("{budgets: {src: -1}}", 23, "cannot be `-1`", "Write 0 or more."),
        ("{budgets: {src: 2, SRC: 3}}", 26, "`SRC` has two budgets", "Keep one of the two."),
        ("{areas: {pay: [a]}, budgets: {pax: 3}}", 37, "no area is called so", "mean `pay`?"),
        ("{over_budget: block}", 21, "cannot be `block`", "`advise`, `fail`"),
        ("{hotspots: false}", 18, "a group of keys", "Write `hotspots: {search: false}`."),
        ("{hotspots: {months: 0}}", 27, "cannot be `0`", "Write 1 or more."),
        ("{labels: {up: debt, down: Debt}}", 16, "cannot stand for more debt", "two different"),
    ],
)
def test_a_mistake_is_told_at_its_place_with_what_to_do(
    text: str, column: int, message: str, remedy: str
) -> None:
    found = problem(f"debt: {text}\n")
    assert (found.line, found.column) == (1, column), found
    assert message in found.message
    assert remedy in found.remedy

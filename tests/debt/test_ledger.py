"""The ledger counts by month, quarter, area and source, and the same issues make the same one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from debt.figures import figures_line, read_figures
from debt.ledger import Period
from debt.piece import DebtPiece, source_of
from debt.wishes import Budget, DebtWishes
from snapshot.area import Area
from snapshot.codeowners import parse
from snapshot.debt_note import DebtNote
from tests.debt.pieces import TODAY, at, ledger, piece

AREAS = (Area("payments", ("src/payments/",)), Area("search", ("src/search/", "*.sql")))


def test_months_and_quarters_count_what_was_opened_and_closed_in_them() -> None:
    found = ledger(
        [
            piece(1, "2026-08-31", "2026-11-01"),
            piece(2, "2026-10-01"),
            piece(3, "2026-10-02", "2026-10-30", is_repaid=False),
        ]
    )
    assert found.months == (
        Period("2026-08", 1),
        Period("2026-09"),
        Period("2026-10", 2, 0, 1),
        Period("2026-11", 0, 1),
    )
    assert found.quarters == (Period("2026-Q3", 1), Period("2026-Q4", 2, 1, 1))
    assert [month.net for month in found.months] == [1, 0, 1, -1]


def test_a_year_is_shown_and_what_was_before_is_summed_up() -> None:
    found = ledger([piece(1, "2020-01-05", "2021-03-01"), piece(2, "2024-05-05")])
    assert len(found.months) == 12
    assert found.months[0].name == "2025-12"
    assert found.earlier == Period("earlier", 2, 1, 0)
    assert len(found.quarters) == 8


def test_debt_is_overdue_from_the_day_after_its_date_until_it_is_closed() -> None:
    found = ledger(
        [
            piece(1, "2026-01-01", payback=TODAY),
            piece(2, "2026-01-01", payback=date(2026, 11, 22)),
            piece(3, "2026-01-01", "2026-11-20", payback=date(2026, 2, 2)),
            piece(4, "2026-01-01", payback=date(2026, 5, 1)),
        ]
    )
    assert [one.number for one in found.overdue] == [4, 2]


def test_areas_of_the_policy_come_first_and_labels_help_where_no_path_is_known() -> None:
    wishes = DebtWishes(areas=AREAS, budgets=(Budget("Payments", 1), Budget("search", 5)))
    found = ledger(
        [
            piece(1, "2026-11-01", paths=("src/payments/a.py", "db/x.sql")),
            piece(2, "2026-11-01", labels=("area: payments",)),
            piece(3, "2026-11-01", paths=("README.md",)),
        ],
        wishes,
        parse("* @acme/all"),
    )
    rows = {one.area: (one.open, one.budget, one.excess) for one in found.areas}
    assert rows == {"payments": (2, 1, 1), "search": (1, 5, 0), "no area": (1, None, 0)}


def test_without_areas_code_owners_count_and_without_them_top_folders() -> None:
    pieces = [piece(1, "2026-11-01", paths=("src/a.py",)), piece(2, "2026-11-01", paths=("x.py",))]
    owned = ledger(pieces, owners=parse("/src/ @acme/api @ada\n"))
    assert {one.area for one in owned.areas} == {"@acme/api", "@ada", "no area"}
    assert {one.area for one in ledger(pieces).areas} == {"src", "no area"}


def test_a_budget_of_an_area_without_debt_is_shown() -> None:
    wishes = DebtWishes(budgets=(Budget("src", 3),))
    [one] = ledger([], wishes).areas
    assert (one.area, one.open, one.budget) == ("src", 0, 3)


def test_sources_are_counted_with_those_that_have_most_open_first() -> None:
    found = ledger(
        [
            piece(1, "2026-11-01", source=7),
            piece(2, "2026-11-01", "2026-11-02", source=9),
            piece(3, "2026-11-01", source=9),
            piece(4, "2026-11-01", source=7),
        ]
    )
    rows = [(one.pull_request, one.taken, one.open) for one in found.sources]
    assert rows == [(7, 2, 2), (9, 2, 1)]


def test_the_source_is_found_in_block_link_or_words() -> None:
    url = "https://github.com/acme/shop"
    assert source_of(DebtNote(source=4), "Taken in #9.", url) == 4
    assert source_of(DebtNote(), f"See {url}/pull/12/files and #9.", url) == 12
    assert source_of(DebtNote(), "See https://github.com/acme/other/pull/12.", url) == 0
    assert source_of(DebtNote(), "Left over from PR #31.", url) == 31
    assert source_of(DebtNote(), "Like issue #31.", url) == 0


def test_figures_are_read_back_and_nothing_in_them_ends_the_comment() -> None:
    hostile = ledger([piece(1, "2026-11-01", labels=("area: --> <b>",))])
    line = figures_line(hostile)
    assert line.count("-->") == 1
    figures = read_figures(f"Words\n{line}\nmore")
    assert figures is not None
    assert figures["areas"][0][0] == "--> <b>"


def test_figures_of_another_version_or_broken_are_no_figures() -> None:
    assert read_figures("no block") is None
    assert read_figures("<!-- plumbline:ledger-figures {broken} -->") is None
    assert read_figures('<!-- plumbline:ledger-figures {"version":2} -->') is None
    assert read_figures(f"<!-- plumbline:ledger-figures {'{' * 5_000} -->") is None


DAYS = st.dates(date(2024, 1, 1), TODAY)


@st.composite
def pieces(draw: st.DrawFn) -> DebtPiece:
    opened = draw(DAYS)
    closed = draw(st.none() | DAYS.filter(lambda day: day >= opened)) if opened < TODAY else None
    return DebtPiece(
        number=draw(st.integers(1, 10_000)),
        title=draw(st.text(max_size=20)),
        opened_at=at(str(opened)),
        closed_at=at(str(closed)) if closed else None,
        is_repaid=draw(st.booleans()),
        payback=draw(st.none() | DAYS),
    )


@given(st.lists(pieces(), max_size=20, unique_by=lambda one: one.number), st.randoms())
def test_all_that_was_taken_is_open_repaid_or_dropped(found: list[DebtPiece], random) -> None:  # type: ignore[no-untyped-def]
    counted = ledger(found)
    assert counted.taken == len(counted.open) + counted.repaid + counted.dropped
    earlier = counted.earlier.net if counted.earlier else 0
    assert earlier + sum(month.net for month in counted.months) == len(counted.open)
    assert ledger(random.sample(found, len(found))) == counted

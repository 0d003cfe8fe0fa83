"""The report: what is met, what is missed, and where to look then."""

from __future__ import annotations

from tests.benchmarks.figures import Figure, Scene
from tests.benchmarks.written import as_page

MET = Figure("waits", "50 ms", "10 ms", 5.0, target="below 100 ms", met=True)
MISSED = Figure("rate", "3.0/s", "30/s", 10.0, target="at least 5/s", met=False)
UNJUDGED = Figure("size", "3 MB")
SCENE = Scene("Door", "Knocked on.", (MET, MISSED, UNJUDGED), "Hinges.")


def test_a_missed_target_is_named_above_all_tables_with_what_it_rests_on() -> None:
    page = as_page([("Python", "3.11")], [SCENE], ["door"])
    verdict = page.partition("## Targets")[2].partition("## Door")[0]
    assert "1 of 2 targets were met." in verdict
    assert "**Missed**: rate (Door): 3.0/s, target at least 5/s. Hinges." in verdict
    assert "waits" not in verdict


def test_a_table_says_of_each_figure_its_floor_and_whether_it_met_its_target() -> None:
    page = as_page([("Python", "3.11")], [SCENE], ["door"])
    assert "| Python | 3.11 |" in page
    assert "| waits | 50 ms | 10 ms | 5.00 × | below 100 ms | yes |" in page
    assert "| rate | 3.0/s | 30/s | 10.00 × | at least 5/s | **no** |" in page
    assert "| size | 3 MB |  |  |  |  |" in page


def test_a_table_without_floors_has_no_columns_for_them() -> None:
    page = as_page([], [Scene("Size", "Weighed.", (UNJUDGED,), "Bones.")], ["size"])
    assert "|  | measured | target | met |" in page
    assert "0 of 0 targets were met." in page

"""Dates as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import read_record
from snapshot.record_dates import parse_date


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-5-2", "2024-05-02"),
        ("2024/05/02", "2024-05-02"),
        ("2024.05.02", "2024-05-02"),
        ("20240502", "2024-05-02"),
        ("{ 2024-05-02 }", "2024-05-02"),
        ("2024-05-02T10:00:00Z", "2024-05-02"),
        ("02/05/2024", "2024-05-02"),
        ("02.05.2024", "2024-05-02"),
        ("2.5.2024", "2024-05-02"),
        ("02-05-2024", "2024-05-02"),
        ("05/23/2024", "2024-05-23"),
        ("2/5/24", "2024-05-02"),
        ("May 2, 2024", "2024-05-02"),
        ("May 2nd, 2024", "2024-05-02"),
        ("2 May 2024", "2024-05-02"),
        ("2nd of May 2024", "2024-05-02"),
        ("02-May-2024", "2024-05-02"),
        ("2024 May 02", "2024-05-02"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("May 2024", "2024-05-01"),
        ("2024-05", "2024-05-01"),
        ("Accepted on 2024-05-02 by all", "2024-05-02"),
        ("2024-05-02 (updated 2025-01-01)", "2024-05-02"),
        ("2024-13-45", None),
        ("2025-11019", None),
        ("2024-023-2706", None),
        ("2024-02-30", None),
        ("2026-XX-XX", None),
        ("last spring", None),
        ("version 1.2.3", None),
        ("", None),
    ],
)
def test_a_date_is_read_or_none(text: str, found: str | None) -> None:
    assert parse_date(text) == (date.fromisoformat(found) if found else None)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_is_read_in_every_common_form(day: date) -> None:
    forms = ("%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y")
    assert {parse_date(day.strftime(form)) for form in forms} == {day}


@given(st.text(alphabet=st.sampled_from(list("0123456789/-. janJuNe,thstOf{}")), max_size=40))
def test_any_text_may_be_asked(text: str) -> None:
    found = parse_date(text)
    assert found is None or 1900 <= found.year <= 2099


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# T\n\nDate: 2024-05-02\n", 3),
        ("# T\n\n* **Date:** 2 May 2024\n", 3),
        ("# T\n\n| Date | 02.05.2024 |\n|---|---|\n", 3),
        ("# T\n\n|Metadata|Value|\n|---|---|\n|Date |2024-05-02|\n", 5),
        ("| Status | Date | Author |\n|:--|:--|:--|\n| Accepted | 2024-05-02 | @a |\n", 3),
        ("---\ndate: { 2024-05-02 }\n---\n# T\n", 2),
        ("# T\n\n## Date\n\n2024-05-02\n", 5),
        ("# T\n\n02-05-2024\n\n## Context\n", 3),
        ("# T\n\n## Status\n\nAccepted (2024-05-02)\n", 5),
        ("# T\n\nDecision date: 2024-05-02\nDate:\n", 3),
        ("T\n=\n\n.. list-table::\n\n   * - Date\n     - 2024-05-02\n", 7),
    ],
)
def test_the_date_of_a_record_is_found_with_its_line(text: str, line: int) -> None:
    note = read_record("docs/adr/0001-x.md", text).date
    assert note is not None
    assert (note.date, note.line) == (date(2024, 5, 2), line)


def test_the_date_of_the_file_name_is_the_last_resort() -> None:
    assert read_record("adr/2024-05-02-x.md", "# T").date.date == date(2024, 5, 2)
    assert read_record("adr/2024-05-02-x.md", "# T\n\nDate: 2023-01-01").date.date.year == 2023


def test_a_date_that_is_none_is_kept_as_written() -> None:
    note = read_record("adr/0001-x.md", "# T\n\nDate: 2025-11019\n").date
    assert (note.text, note.line, note.date) == ("2025-11019", 3, None)

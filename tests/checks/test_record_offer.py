"""The record that is offered: its file name comes from what the change is about."""

from __future__ import annotations

import pytest

from checks.parts.adr_link.record_offer import offer
from tests.builders import a_pull_request, a_snapshot


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Wire a queue", "0002-wire-a-queue.md"),
        ("feat(api)!: Wire a queue (#12)", "0002-wire-a-queue.md"),
        ("[Issue #11616] - Wire a queue", "0002-wire-a-queue.md"),
        ("feat: [API] Wire a queue", "0002-wire-a-queue.md"),
        (".Net: [API] Wire a queue", "0002-wire-a-queue.md"),
        ("fix:", "0002-fix.md"),
        ("決定", "0002-title-of-the-decision.md"),
    ],
)
def test_tickets_kinds_of_change_and_numbers_are_left_out_of_the_name(
    title: str, name: str
) -> None:
    snapshot = a_snapshot(a_pull_request(title=title))
    offered = offer(snapshot, ["docs/adr/0001-use-git.md"], ["docs/adr"])
    assert offered.path == f"docs/adr/{name}"


def test_it_goes_where_the_newest_record_is_and_not_into_a_full_archive() -> None:
    archive = [f"docs/adr/old/{number:04}-a.md" for number in range(1, 80)]
    offered = offer(a_snapshot(), [*archive, "docs/adr/0101-new.md"], ["docs/adr"])
    assert offered.path == "docs/adr/0102-change-it.md"


def test_without_numbers_it_goes_where_most_records_are() -> None:
    dated = ["a/2024-01-05-x.md", "b/2023-01-05-y.md", "b/2023-02-05-z.md"]
    assert offer(a_snapshot(), dated, ["c"]).path.startswith("b/")

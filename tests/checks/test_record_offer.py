"""The record that is offered: its file name comes from what the change is about."""

from __future__ import annotations

import pytest

from checks.parts.record_offer import offer
from tests.builders import a_pull_request, a_snapshot


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Wire a queue", "0002-wire-a-queue.md"),
        ("feat(api)!: Wire a queue (#12)", "0002-wire-a-queue.md"),
        ("[Issue #11616] - Wire a queue", "0002-wire-a-queue.md"),
        ("feat: [API] Wire a queue", "0002-wire-a-queue.md"),
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

"""From a policy that asks for a decision log to the log itself, and on with every merge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sandbox.exchanges import Exchange
from sandbox.issues import Issue
from tests.journeys.traveller import Traveller
from tests.product.town import POLICY, record

POLICY_PATH = ".github/plumbline.yml"
KEPT = POLICY + "records:\n  adr: {folders: [docs/adr], log: true, remind: {}}\n"
REVISIT = "Revisit by: 2020-02-02\n\n## Status"


@pytest.fixture
def keeper(traveller: Traveller) -> Iterator[Traveller]:
    """Someone in a repository that wants its decisions kept."""
    _push(traveller, {POLICY_PATH: KEPT})
    yield traveller
    _push(traveller, {POLICY_PATH: POLICY})
    traveller.settle()


def test_a_merge_and_a_push_are_found_in_the_log_and_dates_in_a_reminder(keeper: Traveller) -> None:
    keeper.wait(lambda: bool(_logs(keeper)), lambda: "a log")
    keeper.settle()
    (log,) = _logs(keeper)
    assert log.is_pinned

    pull = keeper.open({"docs/notes-on-orders.md": "Notes\n"}, body="Carries out ADR-3.")
    keeper.world.merge(pull.number, by="alice")
    keeper.wait(lambda: f"/pull/{pull.number})" in _row(log, 3), lambda: "the merge in the log")

    path = "docs/adr/0021-look-at-it-again.md"
    _push(keeper, {path: record(21, "Look at it again").replace("## Status", REVISIT)})
    keeper.wait(lambda: "accepted" in _row(log, 21), lambda: "the record in the log")
    keeper.wait(lambda: len(_reminders(keeper)) == 1, lambda: "a reminder")

    other = {"docs/notes-on-orders.md": "Other notes\n"}
    said = keeper.exchanges(lambda: _push(keeper, other))
    assert [e for e in said if _is_write(e)] == []
    assert len(_logs(keeper)) == len(_reminders(keeper)) == 1


def _push(traveller: Traveller, files: dict[str, str]) -> None:
    traveller.world.push_to_branch("main", files, "Change it", by="alice")


def _logs(traveller: Traveller) -> list[Issue]:
    return _with_marker(traveller, "plumbline:decisions")


def _reminders(traveller: Traveller) -> list[Issue]:
    return _with_marker(traveller, "plumbline:decision-date")


def _with_marker(traveller: Traveller, marker: str) -> list[Issue]:
    return [issue for issue in traveller.world.repository().issues if marker in issue.body]


def _row(log: Issue, number: int) -> str:
    return next((line for line in log.body.splitlines() if line.startswith(f"| [{number}. ")), "")


def _is_write(exchange: Exchange) -> bool:
    return b'"mutation' in exchange.request_body

"""The debt ledger stands as one issue and says what GitHub says, whatever dies or forgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from redis import Redis

from debt.figures import read_figures
from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway import recall
from github_app.gateway.debt import pieces
from github_app.gateway.debt.kept import STANDING, read_kept
from github_app.gateway.debt.reading import FIRST_PAGE
from github_app.remembered.watched_labels import WatchedLabels
from github_app.subjects import Prompt
from github_app.use_cases.keep_debt import keep_debt
from sandbox.faults import Fault, FaultKind, Side
from tests.conftest import RedisServer
from tests.github_app.debt_town import LEDGER, DebtTown, debt_town
from tests.github_app.looking import look


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[DebtTown]:
    with debt_town(redis, redis_server.url) as made:
        yield made


def test_the_ledger_opens_pinned_with_the_figures(town: DebtTown) -> None:
    town.debt("Split the writer", "Payback: 2026-11-01\nOwner: @alice\nTaken in #12.")
    town.debt("Name the keys", labels=("debt", "area: search"))
    done = town.debt("Drop the flag")
    town.world.close_issue(done.number, by="alice")
    town.debt("No debt at all", labels=("bug",))
    town.look()
    issue = town.ledger
    assert (issue.title, issue.is_pinned) == ("Debt ledger", True)
    assert "**2 pieces of debt are open, 1 overdue.**" in issue.body
    assert "`Split the writer`, taken in [#12](" in issue.body
    assert "| `alice` | no area |" in issue.body
    figures = read_figures(issue.body)
    assert figures is not None
    assert (figures["open"], figures["repaid"], figures["months"]) == (2, 1, [["2026-11", 3, 1, 0]])
    assert ["search", 1, 0, 1, 0, None] in figures["areas"]
    assert [12, 1, 1] in figures["sources"]


def test_nothing_new_means_one_request_and_no_write(town: DebtTown) -> None:
    town.debt("Split")
    town.look()
    assert town.look() == ["query"]
    town.files({"src/a.py": "x = 1\n"})
    assert town.look() == ["query"]


def test_news_of_an_issue_cost_one_read_and_one_write(town: DebtTown) -> None:
    issue = town.debt("Split")
    town.look()
    town.world.advance(1 / 60)
    town.world.close_issue(issue.number, by="alice")
    assert town.look() == ["query", "mutation"]
    assert "**No piece of debt is open.**" in town.ledger.body
    town.world.advance(1 / 60)
    town.debt("Another", labels=("debt", "x"))
    assert town.look() == ["query", "mutation"]
    assert "**1 piece of debt is open, none overdue.**" in town.ledger.body


def test_the_labels_name_in_other_capitals_counts(town: DebtTown) -> None:
    town.policy("debt: {ledger: true}\nchecks: {debt_label: {label: tech debt}}\n")
    town.debt("Split", labels=("Tech Debt",))
    town.debt("Other")
    town.look()
    assert "**1 piece of debt is open" in town.ledger.body


def test_an_issue_that_lost_its_label_or_is_gone_is_no_debt_any_more(town: DebtTown) -> None:
    first, second, third = (town.debt(f"Debt {n}") for n in range(3))
    town.look()
    town.world.advance(1 / 60)
    town.world.unlabel(first.number, "debt", by="alice")
    town.look()
    assert "**2 pieces of debt are open" in town.ledger.body
    town.world.delete_issue(second.number, by="alice")
    town.look()
    assert "**1 piece of debt is open" in town.ledger.body
    town.world.add_repository("acme/other")
    town.world.transfer_issue(third.number, "acme/other", by="alice")
    town.look()
    assert "**No piece of debt is open" in town.ledger.body or "No debt is known" in (
        town.ledger.body
    )


def test_a_label_put_elsewhere_in_the_same_moment_is_noticed_too(town: DebtTown) -> None:
    first, second = town.debt("First"), town.debt("Second", labels=("x",))
    town.look()
    town.world.advance(1 / 60)
    town.world.unlabel(first.number, "debt", by="alice")
    town.world.label(second.number, "debt", by="alice")
    town.look()
    figures = read_figures(town.ledger.body)
    assert figures is not None
    assert (figures["open"], figures["taken"]) == (1, 1)


@pytest.mark.parametrize("harm", ["wiped", "edited", "block gone", "figures", "marker", "deleted"])
def test_whatever_happens_to_it_the_same_ledger_stands_again(town: DebtTown, harm: str) -> None:
    town.debt("Split", "Payback: 2026-11-01")
    town.look()
    before, issue = town.ledger.body, town.ledger
    if harm == "edited":
        issue.body = before.replace("Split", "Nothing")
    elif harm == "block gone":
        issue.body = "\n".join(line for line in before.split("\n") if "figures" not in line)
    elif harm == "figures":
        issue.body = before.replace('"open":1', '"open":0')
    elif harm == "marker":
        issue.body = "gone"
    elif harm == "deleted":
        town.world.delete_issue(issue.number, by="alice")
    if harm in ("wiped", "marker"):
        town.redis.flushall()
    asked = town.look()
    assert (town.ledger.body, len(town.issues)) == (before, 1)
    assert ("mutation" in asked) == (harm != "wiped")
    assert town.look() == ["query"]


def test_somebody_elses_issue_with_our_marker_is_not_taken_for_ours(town: DebtTown) -> None:
    town.world.open_issue("Debt ledger", "<!-- plumbline:ledger -->\nMine.", by="mallory")
    town.look()
    assert len(town.issues) == 1


def test_a_closed_ledger_is_left_alone_until_it_is_opened_again(town: DebtTown) -> None:
    town.look()
    issue = town.ledger
    town.world.close_issue(issue.number, by="alice")
    town.debt("Split")
    for wiped in (False, True):
        if wiped:
            town.redis.flushall()
        assert "mutation" not in town.look()
        assert len(town.issues) == 1
    issue.state = "open"
    town.look()
    assert "1 piece of debt is open" in issue.body


def test_many_issues_are_read_over_several_turns_and_the_ledger_waits(
    town: DebtTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_PAGES", 2)
    monkeypatch.setattr(pieces, "PAGE_SIZE", 10)
    for number in range(150):
        town.debt(f"Debt {number}")
    town.look()
    assert town.issues == []
    assert town.look_until_done() > 1
    assert "**150 pieces of debt are open" in town.ledger.body
    assert town.look() == ["query"]


def test_reading_goes_on_where_github_broke_off(
    town: DebtTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PAGE_SIZE", 10)
    for number in range(150):
        town.debt(f"Debt {number}")
    town.running.service.faults.add(Fault("status", on="reads", path="graphql", skip=3, times=9))
    with pytest.raises(WorldFailure):
        town.look()
    town.running.service.faults.clear()
    assert len(town.look()) < 10
    assert "**150 pieces of debt are open" in town.ledger.body


def test_what_is_too_much_to_be_remembered_is_not_read_over_and_over(
    town: DebtTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_PAGES", 2)
    monkeypatch.setattr(pieces, "PAGE_SIZE", 10)
    monkeypatch.setattr(recall, "_LARGEST_BYTES", 300)
    for number in range(150):
        town.debt(f"Debt {number}")
    town.look()
    assert town.desk.inbox.begin(town.subject) is None
    assert not is_marked(town)


def test_without_a_wish_nothing_is_read_or_opened(town: DebtTown) -> None:
    town.policy("checks: {}\n")
    town.debt("Split")
    assert town.look() == ["query"]
    assert town.issues == []
    kept = read_kept(town.recall)
    assert kept is not None
    assert kept.next_date is None


def test_budgets_alone_are_counted_without_an_issue(town: DebtTown) -> None:
    town.policy("debt: {budgets: {src: 1}}\n")
    town.debt("Split", labels=("debt", "area: src"))
    town.look()
    assert town.issues == []
    assert town.recall.get(STANDING) == [["src", 1]]


def test_where_issues_are_switched_off_no_ledger_is_opened(town: DebtTown) -> None:
    town.shop.has_issues = False
    assert "mutation" not in town.look()
    kept = read_kept(town.recall)
    assert kept is not None
    assert str(kept.next_date) == "2026-11-24", "Tomorrow it may be otherwise"
    town.shop.has_issues = True
    town.look()
    assert len(town.issues) == 1


def test_while_no_ledger_can_be_written_older_issues_are_read_anew_once_a_week(
    town: DebtTown,
) -> None:
    for number in range(FIRST_PAGE + 5):
        town.debt(f"Piece {number}")
    town.world.advance(1)
    town.shop.has_issues = False
    town.look()
    reads = []
    for _ in range(7):
        town.world.advance(24)
        reads.append(town.look())
    assert reads == [["query"]] * 6 + [["query"] * 2], "The last one was a Monday"


def test_two_workers_open_one_ledger(town: DebtTown) -> None:
    town.look()
    town.redis.flushall()
    other = town.second_desk()
    with suppress(WorldFailure):
        town.look(other)
    other.github.close()
    assert len(town.issues) == 1


@pytest.mark.parametrize(
    ("kind", "side", "skip"),
    [
        ("status", "writes", 1),
        ("garbled", "reads", 0),
        ("reset", "reads", 1),
        ("lost", "writes", 0),
    ],
)
def test_whatever_breaks_on_the_way_one_ledger_stands_in_the_end(
    town: DebtTown, kind: FaultKind, side: Side, skip: int
) -> None:
    break_on_the_way(town, kind, side, skip)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["status", "garbled", "reset", "lost"])
@pytest.mark.parametrize("side", ["writes", "reads"])
@pytest.mark.parametrize("skip", [0, 1])
def test_so_it_does_whatever_breaks_at_any_of_its_requests(
    town: DebtTown, kind: FaultKind, side: Side, skip: int
) -> None:
    break_on_the_way(town, kind, side, skip)


def break_on_the_way(town: DebtTown, kind: FaultKind, side: Side, skip: int) -> None:
    town.debt("Split", "Payback: 2026-11-01")
    town.running.service.faults.add(Fault(kind, on=side, skip=skip, times=2))
    for wiped in (False, True):
        with suppress(WorldFailure, NotPermitted):
            town.look()
        if wiped:
            town.redis.flushall()
    town.running.service.faults.clear()
    town.look()
    assert len(town.issues) == 1
    assert "1 overdue" in town.ledger.body
    assert town.look() == ["query"]


def test_the_label_is_watched_as_long_as_debt_is_counted(town: DebtTown) -> None:
    town.look()
    watched = WatchedLabels(town.redis, town.shop.id)
    assert watched.kinds_for(["Debt"]) == {"debt"}
    town.policy("checks: {}\n")
    town.look()
    assert watched.kinds_for(["debt"]) == frozenset()
    town.policy(LEDGER)
    town.look()
    assert watched.kinds_for(["debt"]) == {"debt"}


def test_the_next_date_is_that_of_the_next_overdue_piece(town: DebtTown) -> None:
    town.debt("Split", "Payback: 2026-11-25")
    town.look()
    kept = read_kept(town.recall)
    assert kept is not None
    assert str(kept.next_date) == "2026-11-26"
    town.world.advance(72)
    assert town.look() == ["query", "mutation"]
    assert "1 overdue" in town.ledger.body


@pytest.mark.parametrize("due", ["9999-12-31", "1999-12-31"])
def test_a_milestone_of_a_year_that_nobody_meant_is_no_payback_date(
    town: DebtTown, due: str
) -> None:
    issue = town.debt("Split")
    town.world.set_milestone(issue.number, "Some day", f"{due}T08:00:00+00:00", by="alice")
    town.look()
    kept = read_kept(town.recall)
    assert kept is not None
    assert str(kept.next_date) == "2026-11-30"
    assert "**1 piece has no payback date.**" in town.ledger.body


def test_what_changes_without_touching_an_issue_is_seen_on_monday(town: DebtTown) -> None:
    issue = town.debt("Split", labels=("debt", "area: till"))
    town.world.set_milestone(issue.number, "Soon", "2026-11-25T08:00:00+00:00", by="alice")
    town.world.advance(1)
    town.look()
    town.world.advance(72)
    town.look()
    assert "1 overdue" in town.ledger.body
    assert "| `till` |" in town.ledger.body
    (milestone,) = town.shop.milestones
    milestone.due_on = datetime(2027, 1, 5, 8, tzinfo=UTC)
    label = town.shop.label("area: till")
    assert label is not None
    label.name = "area: desk"
    kept = read_kept(town.recall)
    assert kept is not None
    assert str(kept.next_date) == "2026-11-30"
    town.world.advance(96)
    assert town.look() == ["query", "mutation"]
    assert "**1 piece of debt is open, none overdue.**" in town.ledger.body
    assert "| `desk` |" in town.ledger.body


def is_marked(town: DebtTown) -> bool:
    """Whether an hourly look finds something to do about debt."""
    for key in town.redis.keys("plumbline:events:*"):
        town.redis.delete(key)
    look(town.desk)
    return bool(town.redis.exists(f"plumbline:events:{town.subject.key}"))


def test_the_hourly_look_comes_back_when_something_becomes_overdue_or_redis_forgot(
    town: DebtTown,
) -> None:
    town.debt("Split", "Payback: 2026-11-24")
    assert is_marked(town)
    town.look()
    assert not is_marked(town)
    town.world.advance(24)
    assert not is_marked(town)
    town.world.advance(24)
    assert is_marked(town)
    town.look()
    assert "1 overdue" in town.ledger.body
    assert not is_marked(town)
    town.policy("debt: {ledger: true, budgets: {src: 2}}\n")
    assert is_marked(town)
    town.look()
    town.redis.flushall()
    assert is_marked(town)


@pytest.mark.soak
def test_five_thousand_issues_are_read_in_bounded_turns_and_nothing_new_costs_one(
    town: DebtTown,
) -> None:
    for number in range(5_000):
        town.debt(f"Debt {number}", "Payback: 2026-12-01\nOwner: @alice", labels=("debt", "x"))
    town.desk.inbox.mark(town.subject, Prompt("issues", town.shop.full_name))
    turns = []
    while (turn := town.desk.inbox.begin(town.subject)) is not None:
        town.let_claim_expire()
        town.requests()
        keep_debt(turn, town.desk)
        town.desk.inbox.finish(turn)
        turns.append(town.requests())
    assert max(map(len, turns)) <= 15
    assert len(turns) <= 6
    assert "**5,000 pieces of debt are open" in town.ledger.body
    assert town.look() == ["query"]


@pytest.mark.parametrize("rubbish", [{}, [], "xyz", [1, 2, 3], {"key": ["debt", 1], "rows": [3]}])
def test_rubbish_in_redis_is_as_good_as_nothing(town: DebtTown, rubbish: object) -> None:
    town.debt("Split")
    town.look()
    told = town.ledger.body
    prefix = f"plumbline:seen:{town.shop.id}:"
    for key in town.redis.keys(f"{prefix}debt*"):
        town.recall.put({key.decode().removeprefix(prefix): rubbish})
    town.look()
    assert town.ledger.body == told
    assert town.look() == ["query"]

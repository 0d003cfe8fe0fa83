"""Hotspots are counted in the background, told once, and what was said about a head stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from github_app.gateway import recall as seen_before
from github_app.gateway.debt import hotspots_read
from github_app.gateway.debt.hotspot_table import HotspotTable, read_table, remember_table
from github_app.gateway.recall import Recall
from github_app.subjects import Subject
from github_app.use_cases.sweep_costs import budget_of
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import POLICY, Stage, said

LONG = "".join(f"PRICE_{n} = {n * 100}  # of the thing with this number\n" for n in range(80))


def merged(stage: Stage, title: str, files: Mapping[str, str], labels: tuple[str, ...] = ()) -> int:
    number = len(stage.repository.numbered) + 1
    pull = stage.open(files, head=f"change-{number}", title=title)
    for label in labels:
        stage.world.label(pull.number, label, by="ada")
    stage.world.merge(pull.number, by="linus")
    return pull.number


def history(stage: Stage) -> None:
    """Three changes of a long file, one of them a fix, and one of another."""
    merged(stage, "Add prices", {"src/prices.py": LONG})
    merged(stage, "Correct prices", {"src/prices.py": LONG + "A = 1\n"}, ("bug",))
    merged(stage, "More prices", {"src/prices.py": LONG + "A = 2\n", "src/other.py": "x = 1\n"})


def counted(stage: Stage) -> list[str]:
    """The turn that an evaluation asked for; what it asked of GitHub."""
    return said(stage.attend("debt", "", stage.prompt("hotspots that are wanted")))


def is_wanted(stage: Stage) -> bool:
    subject = Subject("debt", stage.installation.id, stage.repository.id, "")
    return bool(stage.desk.redis.exists(f"plumbline:events:{subject.key}"))


def told(stage: Stage, pull: PullRequest) -> tuple[str | None, str | None]:
    run = stage.runs(pull.head_oid)["hotspots"]
    return run.conclusion, run.title


def touching(stage: Stage, head: str = "touch") -> PullRequest:
    return stage.open({"src/prices.py": LONG + "A = 3\n"}, head=head)


def recall(stage: Stage) -> Recall:
    return Recall(stage.desk.redis, stage.repository.id)


def test_the_first_evaluation_asks_for_them_and_the_next_head_is_told(stage: Stage) -> None:
    history(stage)
    pull = touching(stage)
    stage.judge(pull)
    assert told(stage, pull) == ("skipped", "No known hotspot is touched")
    assert is_wanted(stage)
    assert counted(stage) == ["query", "query", "query"]
    later = touching(stage, "later")
    requests = said(stage.judge(later))
    assert requests.count("query") == 1
    assert told(stage, later) == ("success", "Touches 1 hotspot (rank 1)")
    run = stage.runs(later.head_oid)["hotspots"]
    assert "3 changes within 6 months, 1 of them a fix; about 1" in (run.summary or "")
    assert "`ada`" in (run.text or "")
    assert not is_wanted(stage)


def test_what_was_said_about_a_head_stays_whatever_is_counted_later(stage: Stage) -> None:
    history(stage)
    stage.judge(touching(stage, "first"))
    counted(stage)
    pull = touching(stage)
    stage.judge(pull)
    before = told(stage, pull)
    table = read_table(recall(stage))
    assert table is not None
    remember_table(recall(stage), HotspotTable(table.at, ()))
    assert said(stage.judge(pull, "pull_request.edited")) == ["query"]
    stage.judge(pull, "check_run.rerequested", again=True)
    assert told(stage, pull) == before


def test_a_wiped_redis_takes_nothing_back(stage: Stage) -> None:
    history(stage)
    stage.judge(touching(stage, "first"))
    counted(stage)
    pull = touching(stage)
    stage.judge(pull)
    before = told(stage, pull)
    stage.desk.redis.flushall()
    assert "mutation" not in said(stage.judge(pull))
    assert told(stage, pull) == before
    counted(stage)
    assert "mutation" not in said(stage.judge(pull))


def test_knowing_them_writes_nothing_new_where_none_is_touched(stage: Stage) -> None:
    history(stage)
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    counted(stage)
    assert said(stage.judge(pull, "pull_request.edited")) == ["query"]


def test_they_are_read_on_in_another_turn_where_there_is_much(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotspots_read, "MOST_PAGES", 1)
    monkeypatch.setattr(hotspots_read, "_PAGE_SIZE", 1)
    history(stage)
    merged(stage, "Add docs", {"docs/a.md": "a\n"})
    stage.judge(touching(stage))
    counted(stage)
    assert read_table(recall(stage)) is None
    assert is_wanted(stage)
    counted(stage)
    counted(stage)
    table = read_table(recall(stage))
    assert table is not None
    assert [(h.path, h.changes, h.fixes) for h in table.hotspots] == [("src/prices.py", 3, 1)]


def test_what_is_too_much_to_be_remembered_is_not_read_over_and_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hotspots_read, "MOST_PAGES", 1)
    monkeypatch.setattr(hotspots_read, "_PAGE_SIZE", 1)
    history(stage)
    stage.judge(touching(stage))
    monkeypatch.setattr(seen_before, "_LARGEST_BYTES", 100)
    counted(stage)
    assert read_table(recall(stage)) is not None
    assert not is_wanted(stage)


def test_merges_since_then_are_added_with_two_requests(stage: Stage) -> None:
    history(stage)
    stage.judge(touching(stage, "first"))
    counted(stage)
    merged(stage, "Fix prices", {"src/prices.py": LONG + "A = 5\n"})
    table = read_table(recall(stage))
    assert table is not None
    old = HotspotTable(table.at.replace(year=table.at.year - 1), table.hotspots)
    remember_table(recall(stage), old)
    assert counted(stage) == ["query", "query", "query"]
    table = read_table(recall(stage))
    assert table is not None
    assert (table.hotspots[0].changes, table.hotspots[0].fixes) == (4, 2)


@pytest.mark.parametrize(
    ("days", "by_people", "by_sweep"), [(0, False, False), (2, True, False), (8, True, True)]
)
def test_they_are_counted_anew_after_a_day_or_a_week_where_nobody_touches_anything(
    stage: Stage, days: int, by_people: bool, by_sweep: bool
) -> None:
    pull = stage.open({"README.md": "1\n"})
    remember_table(recall(stage), HotspotTable(datetime.now(UTC) - timedelta(days=days), ()))
    stage.judge(pull, background=True)
    assert is_wanted(stage) == by_sweep
    stage.judge(pull)
    assert is_wanted(stage) == by_people


def test_nobody_is_told_where_they_are_switched_off(stage: Stage) -> None:
    history(stage)
    policy = POLICY + "debt: {hotspots: {search: false}}\n"
    stage.world.push_to_branch("main", {".github/plumbline.yml": policy}, "Off", by="linus")
    pull = touching(stage)
    stage.judge(pull)
    assert not is_wanted(stage)
    assert counted(stage) == ["query"]
    assert told(stage, pull)[0] == "skipped"


def test_where_the_budget_of_the_hour_is_spent_they_wait(stage: Stage) -> None:
    history(stage)
    stage.judge(touching(stage))
    budget_of(stage.desk, stage.installation.id).note(stage.desk.settings.sweep_requests)
    assert counted(stage) == ["query"]
    assert read_table(recall(stage)) is None


def test_nobody_asks_for_them_where_no_budget_is_left(stage: Stage) -> None:
    budget_of(stage.desk, stage.installation.id).note(stage.desk.settings.sweep_requests)
    stage.judge(touching(stage))
    assert not is_wanted(stage)


def test_a_sweep_after_a_wiped_redis_has_them_counted_nowhere(stage: Stage) -> None:
    pull = touching(stage)
    stage.judge(pull, background=True)
    assert not is_wanted(stage)
    stage.judge(pull, "pull_request.edited")
    assert is_wanted(stage)


def test_they_are_paid_for_by_the_budget_of_the_sweep(stage: Stage) -> None:
    history(stage)
    stage.judge(touching(stage))
    budget = budget_of(stage.desk, stage.installation.id)
    before = budget.left()
    assert len(counted(stage)) == 3
    a_token = 1
    assert before - budget.left() == 3 + a_token

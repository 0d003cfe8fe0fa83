"""When the rituals of a repository are worth a turn, by what the last one left behind."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

import pytest
from redis import Redis

from config.loader import load
from config.policy import Policy
from github_app.gateway.recall import Recall
from github_app.gateway.rituals.kept import (
    KEPT,
    Kept,
    read_kept,
    remember_kept,
    rituals_digest,
    with_opened,
)
from github_app.use_cases.look_for_due import rituals_to_hold

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SPRINT = "rituals:\n  refactor_sprint: {anchor: 2026-01-05, every_weeks: 6}\n"


def policy(text: str) -> Policy:
    loaded = load(text)
    assert isinstance(loaded, Policy), loaded
    return loaded


def stored(redis: Redis, kept: Kept) -> object:
    recall = Recall(redis, 7)
    remember_kept(recall, kept)
    assert read_kept(recall) == kept
    return recall.get(KEPT)


def test_without_rituals_nothing_is_ever_due() -> None:
    assert rituals_to_hold(policy("comment: never\n"), None, NOW) == (False, math.inf)


@pytest.mark.parametrize("left", [None, "rubbish", {"digest": 1}, [1, 2]])
def test_where_nothing_legible_is_known_what_has_come_by_the_calendar_is_due(left: object) -> None:
    assert rituals_to_hold(policy(SPRINT), left, NOW) == (True, math.inf)
    later = policy(SPRINT.replace("2026-01-05", "2026-11-30"))
    is_due, again_in = rituals_to_hold(later, left, NOW)
    assert not is_due
    assert again_in == timedelta(days=6, hours=21).total_seconds()


def test_what_is_remembered_says_when_the_next_turn_is_worth_while(redis: Redis) -> None:
    asked = policy(SPRINT)
    moments = {"refactor_sprint": NOW + timedelta(days=2), "tech_talk": None}
    left = stored(redis, Kept(rituals_digest(asked), moments, removed=frozenset({("a", "b")})))
    assert rituals_to_hold(asked, left, NOW) == (False, timedelta(days=2).total_seconds())
    assert rituals_to_hold(asked, left, NOW + timedelta(days=2)) == (True, math.inf)


def test_another_policy_is_looked_at_whatever_is_remembered(redis: Redis) -> None:
    moments = {"refactor_sprint": NOW + timedelta(days=2)}
    left = stored(redis, Kept(rituals_digest(policy(SPRINT)), moments))
    changed = policy(SPRINT.replace("every_weeks: 6", "every_weeks: 5"))
    assert rituals_to_hold(changed, left, NOW) == (True, math.inf)


def test_only_the_newest_issues_of_each_ritual_are_remembered() -> None:
    opened: dict[str, dict[str, int]] = {"tech_talk": {"2026-11": 3}}
    for number in range(10, 30):
        opened = with_opened(opened, "refactor_sprint", f"2026-W{number}", number)
    assert opened["tech_talk"] == {"2026-11": 3}
    assert list(opened["refactor_sprint"].values()) == [26, 27, 28, 29]
    assert Kept(opened=opened).numbers == (3, 26, 27, 28, 29)


def test_what_comes_next_is_expected_and_what_comes_much_later_is_not() -> None:
    soon = datetime.now(UTC) + timedelta(days=3)
    moments = {
        "a": soon,
        "b": soon + timedelta(minutes=30),
        "c": soon + timedelta(days=1),
        "d": None,
    }
    assert set(Kept(moments=moments).expected([*moments, "e"])) == {"a", "b", "e"}
    assert set(Kept().expected(["a", "b"])) == {"a", "b"}

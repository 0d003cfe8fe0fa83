"""The clock marks a repository for its debt only where something is due, without a request."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pytest
from redis import Redis

from config.loader import defaults, load
from config.policy import Policy
from github_app.gateway.debt.kept import KEPT, Kept, counts_debt, remember_kept
from github_app.gateway.debt.wishes import DebtKeeping
from github_app.gateway.recall import Recall
from github_app.use_cases.look_for_debt import debt_to_keep

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


def policy(text: str) -> Policy:
    found = load(text)
    assert isinstance(found, Policy)
    return found


LEDGER = policy("debt: {ledger: true}")
BUDGETS = policy("debt: {budgets: {src: 3}}")


def stored(of: Policy, next_date: str = "2026-11-25") -> list[object]:
    return [DebtKeeping.of(of).digest, 12, next_date]


@pytest.mark.parametrize("wished", [LEDGER, BUDGETS])
def test_where_nothing_is_known_a_turn_is_due(wished: Policy) -> None:
    assert debt_to_keep(wished, None, NOW) == (True, math.inf)
    assert debt_to_keep(wished, "scrambled", NOW) == (True, math.inf)


def test_nothing_is_due_before_the_next_date_and_it_tells_how_long_that_is() -> None:
    assert debt_to_keep(LEDGER, stored(LEDGER), NOW) == (False, 30 * 3600)


def test_on_the_date_and_after_a_changed_policy_a_turn_is_due() -> None:
    assert debt_to_keep(LEDGER, stored(LEDGER, "2026-11-23"), NOW)[0]
    assert debt_to_keep(LEDGER, stored(BUDGETS), NOW)[0]


def test_nobody_wants_it_counted_by_default() -> None:
    assert debt_to_keep(defaults(), None, NOW) == (False, math.inf)
    assert debt_to_keep(defaults(), stored(defaults(), ""), NOW) == (False, math.inf)


def test_once_it_is_not_wanted_any_more_one_turn_forgets_it() -> None:
    assert debt_to_keep(defaults(), stored(LEDGER), NOW) == (True, math.inf)


def test_whether_debt_is_counted_is_remembered(redis: Redis) -> None:
    recall = Recall(redis, 7)
    assert not counts_debt(recall)
    remember_kept(recall, Kept("digest", 3, NOW.date()))
    assert counts_debt(recall)
    remember_kept(recall, Kept("digest"))
    assert not counts_debt(recall)
    assert recall.get(KEPT) == ["digest", 0, ""]

"""The sweep's budget is kept, whoever spends it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from redis import Redis

from github_app.catching_up.sweep_budget import Reserved, SweepBudget


@pytest.fixture
def budget(redis: Redis) -> SweepBudget:
    return SweepBudget(redis, 1, 100)


def test_what_was_set_aside_and_not_needed_is_given_back(budget: SweepBudget) -> None:
    reserved = budget.reserve(90, "a")
    assert reserved is not None
    assert budget.reserve(20, "b") is None
    budget.settle(reserved, 3)
    assert budget.left() == 97
    assert budget.reserve(97, "b") is not None
    assert budget.reserve(1, "c") is None


def test_what_was_set_aside_in_another_hour_is_paid_in_this_one(budget: SweepBudget) -> None:
    budget.settle(Reserved(hour=1, requests=50, which="a"), 3)
    assert budget.left() == 97


def test_installations_have_budgets_of_their_own(budget: SweepBudget, redis: Redis) -> None:
    budget.note(100)
    assert budget.left() == 0
    assert SweepBudget(redis, 2, 100).left() == 100


def test_many_at_a_time_never_set_aside_more_than_there_is(budget: SweepBudget) -> None:
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda n: budget.reserve(7, str(n)), range(40)))
    assert 7 * sum(one is not None for one in taken) <= 100


@pytest.mark.parametrize(
    "other", ["", "sweep-1-2", "sweep-x-2-a", "72d3162e-cc78-11e3-81ab-4c9367dc0958"]
)
def test_its_text_is_told_from_ids_of_deliveries(other: str) -> None:
    reserved = Reserved(494_444, 7, "a-b")
    assert Reserved.parse(reserved.text) == reserved
    assert Reserved.parse(other) is None

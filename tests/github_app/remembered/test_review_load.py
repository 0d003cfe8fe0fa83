"""How many open pull requests wait for whom, known without asking anybody."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis import Redis

from github_app.remembered.review_load import ReviewLoad

PEOPLE = ("ada", "grace", "linus")
ROW = st.tuples(st.integers(1, 2), st.integers(1, 3))
STEP = st.tuples(ROW, st.none() | st.sets(st.sampled_from(PEOPLE)))


def test_nothing_is_known_before_anything_was_judged(redis: Redis) -> None:
    load = ReviewLoad(redis, 1)
    assert load.of(PEOPLE) == {}
    load.put(1, 3, ())
    assert load.of(PEOPLE) == {"ada": 0, "grace": 0, "linus": 0}


def test_all_repositories_of_an_installation_count_and_no_others(redis: Redis) -> None:
    load = ReviewLoad(redis, 1)
    load.put(1, 3, ("ada",))
    load.put(2, 3, ("ada", "linus"))
    ReviewLoad(redis, 2).put(1, 4, ("ada",))
    assert load.of(("ada", "linus", "grace")) == {"ada": 2, "linus": 1, "grace": 0}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEP, max_size=12))
def test_the_table_tells_the_last_row_of_each_pull_request(
    redis: Redis, steps: list[tuple[tuple[int, int], set[str] | None]]
) -> None:
    redis.flushall()
    load, rows = ReviewLoad(redis, 1), dict[tuple[int, int], set[str]]()
    for row, waiting in steps:
        if waiting is None:
            load.remove(*row)
            rows.pop(row, None)
        else:
            load.put(*row, waiting)
            rows[row] = waiting
    expected = {login: sum(login in row for row in rows.values()) for login in PEOPLE}
    assert load.of(PEOPLE) == (expected if rows else {})

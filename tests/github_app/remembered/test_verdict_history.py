"""The history of a pull request: what is news, how much is kept, what GitHub adds once."""

from __future__ import annotations

from datetime import timedelta

from redis import Redis

from checks.engine.passing import ago
from github_app.remembered.verdict_history import MOST_ENTRIES, VerdictHistory
from reviews.page import REVIEW_COVERAGE, Evaluation
from reviews.page.evaluation import CheckSaid
from tests.reviews.page.evaluations import AT, a_part, an_evaluation, with_map


def said(history: VerdictHistory) -> list[Evaluation]:
    return [each.whole for each in history.of(7)[0]]


def test_only_another_verdict_other_words_or_another_commit_are_news(redis: Redis) -> None:
    history, first = VerdictHistory(redis, 1), an_evaluation()
    assert history.is_news(7, first)
    history.note(7, first)
    assert not history.is_news(7, an_evaluation(5, because="another event"))
    assert not history.is_news(7, with_map(5, a_part("a.py")))
    assert history.is_news(7, an_evaluation(5, commit="b" * 40))
    assert history.is_news(7, an_evaluation(5, CheckSaid(REVIEW_COVERAGE, "success", "All", "")))
    assert history.is_news(8, first)
    assert VerdictHistory(redis, 2).is_news(7, first)


def test_that_an_approval_grows_older_is_no_news(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    ages = [ago(AT, AT + timedelta(hours=hours)) for hours in (0, 1, 5, 50, 2_000, 20_000)]
    told = [CheckSaid(REVIEW_COVERAGE, "success", "T", "S", f"`ada`, {age}.") for age in ages]
    history.note(7, an_evaluation(0, told[0]))
    assert len(set(ages)) == len(ages)
    assert not any(history.is_news(7, an_evaluation(5, each)) for each in told)


def test_the_latest_are_kept_for_a_while(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    everything = [with_map(n, a_part(f"src/{n}.py")) for n in range(MOST_ENTRIES + 5)]
    for evaluation in everything:
        history.note(7, evaluation)
    kept, is_complete = history.of(7)
    assert [each.whole for each in kept] == everything[5:]
    assert not is_complete
    for key in redis.keys("plumbline:history:*"):
        assert 0 < redis.ttl(key) <= 90 * 86_400


def test_what_github_remembers_is_added_once_and_before(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    old, new = [an_evaluation(n) for n in range(3)], an_evaluation(9)
    history.note(7, new)
    history.add_earlier(7, old)
    history.add_earlier(7, old)
    assert said(history) == [*old, new]
    assert history.of(7)[1]
    history.note(7, an_evaluation(10))
    assert history.of(7)[1]
    redis.flushall()
    assert history.of(7) == ((), False)


def test_what_cannot_be_read_is_left_out(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    history.note(7, an_evaluation())
    redis.lpush("plumbline:history:1:7", b"garbage")
    redis.lpush("plumbline:history:1:7", b"")
    assert said(history) == [an_evaluation()]
    assert history.last_of([7, 8]) == (None, None)


def test_of_a_map_beyond_all_bounds_the_beginning_is_kept(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    names = [f"{n * 7919:x}{n * n:x}{n**3:x}" * 5 for n in range(60_000)]
    history.note(7, with_map(0, a_part(*names)))
    (kept,) = said(history)
    assert kept.map is not None
    assert kept.map.parts[0].more == 60_000 - 3
    assert kept.share is not None


def test_a_line_of_the_history_needs_the_beginning_of_the_map_only(redis: Redis) -> None:
    history = VerdictHistory(redis, 1)
    large = with_map(0, *(a_part(*(f"{n}/{m}" for m in range(9))) for n in range(20)))
    history.note(7, large)
    ((kept,), _) = history.of(7)
    assert kept.whole == large
    assert kept.gist.map is not None
    assert (len(kept.gist.map.parts), kept.gist.map.more) == (8, 12)
    assert {(len(part.files), part.more) for part in kept.gist.map.parts} == {(3, 6)}
    assert history.last_of([8, 7]) == (None, kept.gist)

"""Pull requests that name an issue for their debt are judged again when something happens to it."""

from __future__ import annotations

import pytest
from redis import Redis

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.remembered.naming_pulls import MOST_PULLS, NamingPulls
from tests.github_app.payloads import APP_ID, issue

NUMBER = int(issue("closed")["issue"]["number"])


def marked(redis: Redis, action: str) -> list[str]:
    delivery = Delivery("issues", "d-1", Payload(issue(action)), Identity(APP_ID, "plumbline"))
    outcome = read_event(delivery, Sightings(redis))
    return [] if isinstance(outcome, Ignored) else [subject.detail for subject, _ in outcome]


@pytest.mark.parametrize("action", ["closed", "reopened", "assigned", "milestoned", "deleted"])
def test_news_of_an_issue_find_who_names_it(redis: Redis, action: str) -> None:
    pulls = NamingPulls(redis, 2)
    pulls.keep(7, [NUMBER, 99])
    pulls.keep(8, [99])
    assert marked(redis, action) == ["7"]
    pulls.keep(7, ())
    assert marked(redis, action) == []


def test_a_label_changes_nothing_for_them(redis: Redis) -> None:
    NamingPulls(redis, 2).keep(7, [NUMBER])
    assert marked(redis, "labeled") == []


def test_one_issue_has_only_so_many_judged_again_the_newest_first(redis: Redis) -> None:
    pulls = NamingPulls(redis, 2)
    for number in range(1, 31):
        pulls.keep(number, [NUMBER])
    assert pulls.of(NUMBER) == tuple(range(30, 30 - MOST_PULLS, -1))


def test_what_cannot_be_read_is_as_if_it_were_forgotten(redis: Redis) -> None:
    NamingPulls(redis, 2).keep(7, [NUMBER])
    redis.hset("plumbline:naming:2", "8", b"\xff{")
    assert NamingPulls(redis, 2).of(NUMBER) == (7,)

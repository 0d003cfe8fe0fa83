"""What deliveries mean for the postmortems of a repository, and when the clock comes for them."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime

import pytest
from redis import Redis

from config.loader import load
from config.policy import Policy
from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.outcome import Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.gateway.postmortems.kept import KEPT, Kept, digest_of, remember_kept
from github_app.gateway.recall import Recall
from github_app.remembered.watched_labels import WatchedLabels
from github_app.use_cases.look_for_postmortems import postmortems_to_keep
from tests.github_app.payloads import APP_ID, Json, comment, push

KEY = "postmortems:1:2:"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def seen(redis: Redis) -> Sightings:
    WatchedLabels(redis, 2).keep("postmortems", ["incident"])
    return Sightings(redis)


def read(seen: Sightings, event: str, payload: Json) -> Outcome:
    return read_event(Delivery(event, "d-1", Payload(payload), Identity(APP_ID, "plumbline")), seen)


def keys(outcome: Outcome) -> list[str]:
    return [] if isinstance(outcome, Ignored) else [subject.key for subject, _ in outcome]


def below(body: str, *labels: str, **changes: object) -> Json:
    carried = [{"name": label} for label in labels]
    return comment(body, pull_request=None, labels=carried, **changes)  # type: ignore[arg-type]


def test_a_push_to_a_folder_of_postmortems_is_looked_at_where_they_are_kept(
    seen: Sightings, redis: Redis
) -> None:
    changed = push("docs/postmortems/2026-11-23-orders.md")
    assert KEY not in keys(read(seen, "push", changed))
    remember_kept(Recall(redis, 2), Kept("digest", folders=("docs/postmortems",)))
    assert keys(read(seen, "push", changed)) == [KEY]
    assert KEY not in keys(read(seen, "push", push("docs/other.md")))


def test_a_push_of_the_policy_may_ask_for_postmortems(seen: Sightings) -> None:
    assert KEY in keys(read(seen, "push", push(".github/plumbline.yml")))


def test_a_word_that_waives_one_is_looked_at_below_incidents_alone(seen: Sightings) -> None:
    assert keys(read(seen, "issue_comment", below("/no-postmortem a drill", "incident"))) == [KEY]
    assert keys(read(seen, "issue_comment", below("/no-postmortem a drill", "bug"))) == []
    assert keys(read(seen, "issue_comment", below("We need /no-postmortem", "incident"))) == []


@pytest.mark.parametrize(
    "said",
    ["Written up: https://wiki.test/77", "It is in docs/postmortems/2026-11-23-orders.md。"],
)
def test_what_may_lead_to_one_is_looked_at_in_the_background_below_incidents_alone(
    seen: Sightings, said: str
) -> None:
    outcome = read(seen, "issue_comment", below(said, "Incident"))
    assert not isinstance(outcome, Ignored)
    assert [(subject.key, prompt.background) for subject, prompt in outcome] == [(KEY, True)]
    assert keys(read(seen, "issue_comment", below(said, "bug"))) == []
    assert keys(read(seen, "issue_comment", below("It is over. Thanks!", "incident"))) == []


def policy(text: str) -> Policy:
    found = load(text)
    assert isinstance(found, Policy)
    return found


def stored(redis: Redis, kept: Kept) -> object:
    recall = Recall(redis, 2)
    remember_kept(recall, kept)
    return recall.get(KEPT)


def test_the_clock_comes_where_nothing_is_known_and_when_a_day_has_come(redis: Redis) -> None:
    asked = policy("postmortems: {}\n")
    digest = digest_of(asked)
    tomorrow = Kept(digest, next_day=date(2026, 11, 24))
    assert postmortems_to_keep(asked, None, NOW) == (True, math.inf)
    assert postmortems_to_keep(asked, stored(redis, Kept(digest)), NOW) == (False, math.inf)
    assert postmortems_to_keep(asked, stored(redis, tomorrow), NOW) == (False, 12 * 3600)
    today = Kept(digest, next_day=date(2026, 11, 23))
    assert postmortems_to_keep(asked, stored(redis, today), NOW)[0]
    assert postmortems_to_keep(asked, stored(redis, Kept("other")), NOW)[0]
    assert postmortems_to_keep(policy(""), None, NOW) == (False, math.inf)

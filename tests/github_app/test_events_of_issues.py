"""What deliveries about issues mean."""

from __future__ import annotations

from datetime import date

import pytest
from redis import Redis

from github_app.events import Ignored, read_event
from github_app.events.delivery import Delivery, Identity
from github_app.events.outcome import Outcome
from github_app.events.payload import Payload
from github_app.events.sightings import Sightings
from github_app.gateway.debt.kept import Kept, remember_kept
from github_app.gateway.recall import Recall
from github_app.handled_events import HANDLED
from github_app.remembered.watched_labels import WatchedLabels
from github_app.subjects import SubjectKind
from tests.github_app.payloads import APP_ID, Json, comment, issue

US = Identity(APP_ID, "plumbline")
OURS = "plumbline[bot]"


@pytest.fixture
def seen(redis: Redis) -> Sightings:
    watch(redis, "debt", "debt")
    watch(redis, "rituals", "refactor-sprint")
    watch(redis, "postmortems", "incident")
    return Sightings(redis)


def watch(redis: Redis, kind: SubjectKind, *labels: str) -> None:
    WatchedLabels(redis, 2).keep(kind, labels)


def read(seen: Sightings, payload: Json, event: str = "issues", us: Identity = US) -> Outcome:
    return read_event(Delivery(event, "d-1", Payload(payload), us), seen)


def marked(outcome: Outcome) -> list[str]:
    assert not isinstance(outcome, Ignored), outcome
    return [subject.key for subject, _ in outcome]


@pytest.mark.parametrize("action", sorted(HANDLED["issues"].actions))
def test_whatever_happens_to_an_issue_is_told_to_who_watches_its_label(
    seen: Sightings, action: str
) -> None:
    outcome = read(seen, issue(action, "bug", "Debt"))
    assert marked(outcome) == ["debt:1:2:"]
    assert not isinstance(outcome, Ignored)
    assert all(prompt.background for _, prompt in outcome)


def test_a_label_that_was_taken_away_is_news_too(seen: Sightings) -> None:
    taken = issue("unlabeled", "debt", label={"name": "incident"})
    assert marked(read(seen, taken)) == ["debt:1:2:", "postmortems:1:2:"]


@pytest.mark.parametrize("labels", [(), ("bug",)])
def test_issues_that_nobody_watches_are_ignored(seen: Sightings, labels: tuple[str, ...]) -> None:
    assert isinstance(read(seen, issue("opened", *labels)), Ignored)


def test_an_issue_of_ours_that_lost_its_label_is_a_rituals(seen: Sightings) -> None:
    assert marked(read(seen, issue("deleted", by=OURS))) == ["rituals:1:2:"]


def test_the_ledger_is_looked_at_when_somebody_else_touched_it(
    seen: Sightings, redis: Redis
) -> None:
    remember_kept(Recall(redis, 2), Kept("digest", 3, date(2026, 11, 23)))
    edited = issue("edited", by=OURS)
    assert marked(read(seen, edited | {"sender": {"login": "ada"}})) == [
        "debt:1:2:",
        "rituals:1:2:",
    ]
    assert isinstance(read(seen, edited | {"sender": {"login": OURS}}), Ignored)


def test_a_pull_request_is_no_issue_here(seen: Sightings) -> None:
    payload = issue("labeled", "debt")
    payload["issue"]["pull_request"] = {"url": "https://x"}
    assert isinstance(read(seen, payload), Ignored)


def snoozed(body: str = "Not now.\n/snooze 3d", **changes: object) -> Json:
    ours = {"pull_request": None, "user": {"login": OURS}, "labels": [{"name": "refactor-sprint"}]}
    return comment(body, **{**ours, **changes})  # type: ignore[arg-type]


def test_a_snooze_below_a_reminder_is_looked_at_at_once(seen: Sightings) -> None:
    outcome = read(seen, snoozed(), "issue_comment")
    assert marked(outcome) == ["rituals:1:2:"]
    assert not isinstance(outcome, Ignored)
    assert not any(prompt.background for _, prompt in outcome)


def test_a_snooze_reaches_whoever_keeps_the_issue_by_its_label(seen: Sightings) -> None:
    payload = snoozed(labels=[{"name": "incident"}])
    assert marked(read(seen, payload, "issue_comment")) == ["postmortems:1:2:"]


def test_before_our_name_is_known_our_issues_are_known_by_the_app(seen: Sightings) -> None:
    payload = snoozed(performed_via_github_app={"id": APP_ID})
    assert marked(read(seen, payload, "issue_comment", Identity(APP_ID))) == ["rituals:1:2:"]


@pytest.mark.parametrize(
    "payload",
    [
        snoozed("We could `/snooze` it."),
        snoozed("x/snooze 3d"),
        snoozed(user={"login": "mallory"}),
        snoozed(user={"login": "mallory"}, labels=[{"name": "refactor-sprint"}]),
    ],
)
def test_other_comments_below_issues_are_ignored(seen: Sightings, payload: Json) -> None:
    assert isinstance(read(seen, payload, "issue_comment"), Ignored)

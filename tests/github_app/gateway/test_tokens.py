"""Tokens carry what their job takes, and are shared, kept and replaced with care."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.app import GitHubApp
from github_app.gateway.client import GitHub
from github_app.gateway.jobs_at_github import ALL_JOBS, JUDGING, KEEPING, LOOKING, Job
from github_app.private_key import private_key as parsed_key
from sandbox.clock import Clock
from sandbox.faults import Fault
from tests.github_app.conftest import private_key
from tests.github_app.use_cases.stage import REPOSITORY, Stage

PULLS = f"/repos/{REPOSITORY}/pulls"


def client(stage: Stage, job: Job = JUDGING) -> GitHub:
    numbers = stage.installation.id, stage.repository.id
    return stage.desk.github.installation(*numbers, REPOSITORY, job)


def place(stage: Stage, job: Job = JUDGING) -> str:
    return f"plumbline:token:{stage.installation.id}:{stage.repository.id}:{job.name}"


def wishes(stage: Stage) -> list[Any]:
    """The bodies of requests for a token."""
    asked = stage.sandbox.service.exchanges.last()
    return [json.loads(e.request_body) for e in asked if e.path.endswith("/access_tokens")]


@pytest.mark.parametrize("job", ALL_JOBS, ids=lambda job: job.name)
def test_a_token_carries_its_job_and_its_repository_alone(stage: Stage, job: Job) -> None:
    client(stage, job).rest("GET", PULLS)
    assert wishes(stage) == [
        {"permissions": dict(job.permissions), "repository_ids": [stage.repository.id]}
    ]


def test_a_look_over_an_installation_names_no_repository_however_many_there_are(
    stage: Stage,
) -> None:
    github = stage.desk.github.installation(stage.installation.id, 0)
    assert github.rest("GET", "/installation/repositories").data["total_count"] == 1
    assert wishes(stage) == [{"permissions": dict(LOOKING.permissions)}]


def test_over_a_whole_installation_nothing_that_writes_is_handed_out(stage: Stage) -> None:
    with pytest.raises(ValueError, match="judging takes a repository"):
        stage.desk.github.installation(stage.installation.id, 0, job=JUDGING)
    assert not LOOKING.writes


@pytest.mark.parametrize(
    ("job", "verb", "path", "body"),
    [
        (LOOKING, "POST", "/issues", {"title": "One"}),
        (LOOKING, "POST", "/check-runs", {"name": "x", "head_sha": "0" * 40}),
        (KEEPING, "POST", "/check-runs", {"name": "x", "head_sha": "0" * 40}),
        (KEEPING, "POST", "/pulls/1/requested_reviewers", {"reviewers": ["grace"]}),
    ],
)
def test_what_a_job_does_not_take_is_refused_it(
    stage: Stage, job: Job, verb: str, path: str, body: object
) -> None:
    stage.open({"a.md": "a\n"})
    with pytest.raises(NotPermitted):
        client(stage, job).rest(verb, f"/repos/{REPOSITORY}{path}", body=body)


def test_what_github_did_not_grant_is_left_out_and_nothing_else_put_in(stage: Stage) -> None:
    stage.installation.permissions = {"contents": "write", "issues": "read", "metadata": "read"}
    github = client(stage, KEEPING)
    github.rest("GET", f"/repos/{REPOSITORY}/issues")
    assert wishes(stage)[-1]["permissions"] == {
        "contents": "read",
        "issues": "read",
        "metadata": "read",
    }
    assert github.ledger.as_dict() == {"token": 3, "rest": 1}
    # Kept for a short time, so that what is granted meanwhile is noticed.
    assert 0 < stage.desk.redis.ttl(place(stage, KEEPING)) <= 600


def test_a_token_is_kept_until_five_minutes_before_its_end(stage: Stage) -> None:
    client(stage).rest("GET", PULLS)
    assert 3600 - 300 - 60 < stage.desk.redis.ttl(place(stage)) <= 3600 - 300


@pytest.mark.parametrize("days", [-40, 40])
def test_a_clock_that_is_wrong_changes_nothing_about_it(stage: Stage, days: int) -> None:
    # The pretend GitHub's tokens live by this machine's time, and its answers tell the story's.
    stage.world.clock = Clock(datetime.now(UTC) + timedelta(days=days))
    client(stage).rest("GET", PULLS)
    assert 3600 - 300 - 60 < stage.desk.redis.ttl(place(stage)) <= 3600 - 300


def test_how_long_one_is_kept_goes_by_githubs_clock(stage: Stage) -> None:
    # By that clock, half an hour is left of what ends in an hour by this machine's.
    stage.world.clock = Clock(datetime.now(UTC) + timedelta(minutes=30))
    client(stage).rest("GET", PULLS)
    assert 1800 - 300 - 60 < stage.desk.redis.ttl(place(stage)) <= 1800 - 300


def test_two_desks_share_a_token(stage: Stage) -> None:
    client(stage).rest("GET", PULLS)
    other = GitHubApp(7, private_key(), stage.sandbox.api_url, stage.desk.redis)
    github = other.installation(stage.installation.id, stage.repository.id, REPOSITORY)
    github.rest("GET", PULLS)
    other.close()
    assert github.ledger.as_dict() == {"rest": 1}


def test_a_refused_token_is_dropped_and_one_other_is_asked_for(stage: Stage) -> None:
    client(stage).rest("GET", PULLS)
    before = stage.desk.redis.get(place(stage))
    stage.world.expire_tokens()
    github = client(stage)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"rest": 2, "token": 1}
    assert stage.desk.redis.get(place(stage)) not in (None, before)


def test_one_that_somebody_else_replaced_meanwhile_is_taken_and_no_third_is_asked_for(
    stage: Stage,
) -> None:
    slow, quick = client(stage), client(stage)
    for github in (slow, quick):
        github.rest("GET", PULLS)
    stage.world.expire_tokens()
    for github in (quick, slow):
        github.rest("GET", PULLS)
    assert quick.ledger.as_dict() == {"rest": 3, "token": 1}
    assert slow.ledger.as_dict() == {"rest": 3, "token": 1}
    assert len(wishes(stage)) == 2


def test_a_token_sealed_before_the_key_was_changed_is_quietly_replaced(stage: Stage) -> None:
    new = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = new.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    earlier = GitHubApp(7, pem.decode(), stage.sandbox.api_url, stage.desk.redis)
    stage.desk.redis.set(place(stage), earlier.key.seal(place(stage), "ghs_of_old"))
    earlier.close()
    github = client(stage)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"token": 1, "rest": 1}


def test_a_token_moved_to_another_place_is_not_used(stage: Stage) -> None:
    redis = stage.desk.redis
    client(stage, LOOKING).rest("GET", PULLS)
    redis.rename(place(stage, LOOKING), place(stage, JUDGING))
    github = client(stage, JUDGING)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict()["token"] == 1


@pytest.mark.parametrize("rubbish", [b"", b"\xff\x00", b"ghs_" + b"x" * 36, b"x" * 100_000])
def test_rubbish_in_its_place_is_replaced(stage: Stage, rubbish: bytes) -> None:
    stage.desk.redis.set(place(stage), rubbish)
    github = client(stage)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"token": 1, "rest": 1}


def test_another_kind_of_row_in_its_place_is_replaced(stage: Stage) -> None:
    stage.desk.redis.hset(place(stage), "a", "b")
    github = client(stage)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"token": 1, "rest": 1}
    assert stage.desk.redis.type(place(stage)) == b"string"


def test_a_kept_token_cannot_be_read_in_redis(stage: Stage) -> None:
    client(stage).rest("GET", PULLS)
    (token,) = stage.world.tokens
    rows = [stage.desk.redis.dump(key) or b"" for key in stage.desk.redis.keys("*")]
    assert rows
    assert not any(token.encode() in row for row in rows)


@pytest.mark.parametrize(("classic", "length"), [(True, range(40, 41)), (False, range(450, 700))])
def test_either_form_of_token_is_as_good(stage: Stage, classic: bool, length: range) -> None:
    stage.world.classic_tokens = classic
    client(stage).rest("GET", PULLS)
    (token,) = stage.world.tokens
    assert len(token) in length
    assert client(stage).rest("GET", PULLS).status == 200


def test_the_private_key_is_parsed_once(stage: Stage) -> None:
    before = parsed_key.cache_info().misses
    for _ in range(3):
        GitHubApp(7, private_key(), stage.sandbox.api_url, stage.desk.redis).close()
    assert parsed_key.cache_info().misses == before


def test_a_mint_that_fails_says_neither_token_nor_jwt(stage: Stage) -> None:
    stage.sandbox.service.faults.add(Fault("reset", path="access_tokens", times=5))
    with pytest.raises(Exception, match="installation token") as caught:
        client(stage).rest("GET", PULLS)
    assert "eyJ" not in str(caught.value)


@pytest.mark.parametrize("minutes", [-30, 30])
def test_a_machine_whose_clock_is_wrong_dates_its_tokens_by_githubs(
    stage: Stage, minutes: int
) -> None:
    stage.world.skew = timedelta(minutes=minutes)
    assert client(stage).rest("GET", PULLS).status == 200
    # Once learned, it is known.
    stage.desk.redis.flushall()
    github = client(stage)
    github.rest("GET", PULLS)
    assert github.ledger.as_dict() == {"token": 1, "rest": 1}
    assert stage.desk.github.as_app().rest("GET", "/app").status == 200


def test_the_app_itself_follows_githubs_clock_as_well(stage: Stage) -> None:
    stage.world.skew = timedelta(hours=5)
    github = stage.desk.github.as_app()
    assert github.rest("GET", "/app").status == 200
    assert github.ledger.as_dict() == {"rest": 2}


def test_a_clock_that_was_not_the_reason_is_not_followed_for_long(stage: Stage) -> None:
    stage.world.clock = Clock(datetime.now(UTC) + timedelta(days=40))
    stage.sandbox.service.faults.add(Fault("status", status=401, path="^/app", times=2))
    with pytest.raises(WorldFailure):
        client(stage).rest("GET", PULLS)
    assert client(stage).rest("GET", PULLS).status == 200

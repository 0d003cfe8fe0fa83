"""Whatever goes wrong, no secret is seen: not in logs, answers, metrics, Redis or at GitHub."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from github_app.inbox.letters import DEAD_LETTERS
from github_app.signature import sign
from sandbox.faults import Fault
from tests.product.secretive import (
    Planted,
    SecretiveStage,
    everything_in,
    leaks,
    secretive_stage,
)
from tests.product.stage import wait_until
from tests.product.town import REPOSITORY, open_pull_request

PAGE = "/repositories/acme/shop/decisions"


@pytest.fixture(scope="module")
def planted() -> Planted:
    return Planted()


@pytest.fixture(scope="module")
def stage(planted: Planted) -> Iterator[SecretiveStage]:
    """Everything below has happened on it."""
    with secretive_stage(planted) as made:
        judged_in_both_forms_of_token(made)
        breaks_in_our_hands(made, planted)
        github_fails(made)
        strangers_knock(made, planted)
        somebody_signs_in(made)
        yield made


def judged_in_both_forms_of_token(stage: SecretiveStage) -> None:
    for classic in (False, True):
        stage.world.classic_tokens = classic
        stage.world.expire_tokens()
        open_pull_request(stage.world, f"classic-{classic}", 2)
        stage.settle()
        assert {len(token) == 40 for token in stage.world.tokens} == {classic}


def breaks_in_our_hands(stage: SecretiveStage, planted: Planted) -> None:
    installation = next(iter(stage.world.installations.values()))
    repository = stage.world.repository(REPOSITORY)
    payload = {
        "action": "checks_requested",
        "installation": {"id": installation.id},
        "repository": {"id": repository.id, "full_name": REPOSITORY},
        "merge_group": {
            "head_sha": "0" * 40,
            "head_ref": "refs/heads/gh-readonly-queue/main/pr-1-0",
            "base_ref": "refs/heads/main",
        },
    }
    body = json.dumps(payload).encode()
    headers = {
        "X-GitHub-Event": "merge_group",
        "X-GitHub-Delivery": "breaks",
        "X-Hub-Signature-256": sign(body, planted.webhook),
    }
    answer = stage.ask("POST", "/webhook", data=body, headers=headers)
    assert answer.status_code == 202

    wait_until(lambda: hurried(stage) and stage.redis.llen(DEAD_LETTERS) > 0, "a dead letter")


def hurried(stage: SecretiveStage) -> bool:
    """Makes every back-off and pause short, as if its time had passed."""
    for key in stage.redis.keys("plumbline:pause*"):
        stage.redis.delete(key)
    for subject in stage.redis.zrange("plumbline:due", 0, -1):
        stage.redis.zadd("plumbline:due", {subject: 0}, xx=True)
    time.sleep(0.1)
    return True


def github_fails(stage: SecretiveStage) -> None:
    """Its words hold our own token, as a proxy's might that repeats what it was sent."""
    token = next(iter(stage.world.tokens), "ghs_" + "a" * 36)
    words = f"Authorization: Bearer {token} was not accepted"
    faults = [Fault("status", status=status, body=words) for status in (401, 403, 404, 500)]
    faults += [Fault("reset", times=2), Fault("lost", times=2), Fault("garbled", times=2)]
    for number, fault in enumerate(faults):
        stage.github.service.faults.add(fault)
        open_pull_request(stage.world, f"trouble-{number}", 1)
        wait_until(lambda: hurried(stage) and not stage.github.service.faults.pending, "trouble")


def strangers_knock(stage: SecretiveStage, planted: Planted) -> None:
    held = {"Authorization": f"Bearer ghs_{'b' * 36}", "X-Hub-Signature-256": "sha256=0"}
    for path in ("/webhook", "/metrics", "/sign-out", "/%00", "/healthz"):
        stage.ask("POST", path, data=planted.webhook.encode(), headers=held)
        stage.ask("GET", path, headers=held)
    shown = stage.ask("GET", "/metrics", headers={"Authorization": f"Bearer {planted.metrics}"})
    assert "plumbline_deliveries_total" in shown.text
    for broken in (f"Authorization : {held['Authorization']}", f"X-\x00: {planted.webhook}"):
        with socket.create_connection(("127.0.0.1", stage.port), timeout=5) as wire:
            wire.sendall(f"POST /webhook HTTP/1.1\r\nHost: x\r\n{broken}\r\n\r\n".encode())
            stage.heard.append(wire.recv(65_536).decode(errors="replace"))
    # A row that nobody can read, beside those that we wrote.
    stage.redis.set("plumbline:slug", b"\xff\xfe")
    stage.redis.rpush("plumbline:token:1:2:judging", "not what is expected")
    stage.ask("GET", "/readyz")


def somebody_signs_in(stage: SecretiveStage) -> None:
    broken = Fault("status", path="/user$", status=500, body="ghu_" + "c" * 36)
    stage.github.service.faults.add(broken)
    assert signed_in(stage).status_code == 503
    arrived = signed_in(stage)
    assert arrived.status_code == 303
    pages = ("/repositories", "/repositories/acme/shop/pulls", "/rituals", "/rituals/acme/shop")
    for path in (PAGE, *pages):
        assert stage.ask("GET", path, cookies=arrived.cookies).status_code == 200
    stage.github.service.faults.add(Fault("reset", times=4))
    stage.ask("GET", "/repositories", cookies=arrived.cookies)
    stage.github.service.faults.clear()


def signed_in(stage: SecretiveStage) -> requests.Response:
    """Alice says yes at GitHub and comes back."""
    leave = stage.ask("GET", "/sign-in", params={"next": PAGE})
    page, _, query = leave.headers["Location"].partition("?")
    asked = {name: each[0] for name, each in parse_qs(query).items()}
    yes = {**asked, "login": "alice"}
    back = urlsplit(
        requests.post(page, data=yes, allow_redirects=False, timeout=10).headers["Location"]
    )
    return stage.ask("GET", f"{back.path}?{back.query}", cookies=leave.cookies)


def test_no_log_of_any_process_tells_a_secret(stage: SecretiveStage, planted: Planted) -> None:
    logs = stage.logged()
    assert b"Turn failed" in logs
    assert b"kept as a dead letter" in logs
    assert leaks(logs, planted) == []


def test_no_answer_of_the_web_tells_a_secret(stage: SecretiveStage, planted: Planted) -> None:
    assert len(stage.heard) > 15
    assert leaks("\n".join(stage.heard).encode(), planted) == []


def test_redis_keeps_no_secret_that_is_not_sealed(stage: SecretiveStage, planted: Planted) -> None:
    kept = everything_in(stage.redis)
    assert b"plumbline:token:" in kept
    assert b"plumbline:session:" in kept
    assert leaks(kept, planted) == []


def test_nothing_written_at_github_tells_a_secret(stage: SecretiveStage, planted: Planted) -> None:
    said = stage.said_to_github()
    assert b"createCheckRun" in said
    assert leaks(said, planted) == []


def test_no_command_line_tells_a_secret(stage: SecretiveStage, planted: Planted) -> None:
    lines = stage.command_lines()
    assert b"gunicorn" in lines
    assert leaks(lines, planted) == []


def test_what_is_looked_for_would_be_found(planted: Planted) -> None:
    for name, secret in planted.texts().items():
        assert leaks(json.dumps([f"said {secret} aloud"]).encode(), planted) == [name]
    for token in ("ghs_" + "a" * 36, "ghs_4711_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9.c2lnbmF0dXJl"):
        assert "a token of GitHub" in leaks(f"Bearer {token}".encode(), planted)

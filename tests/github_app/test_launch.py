"""The whole product, started and stopped as `plumbline run` does."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import requests
from redis import Redis
from rich.console import Console

from github_app.launch.given_redis import require_redis
from github_app.launch.lock import lock
from github_app.launch.plan import Plan, Wishes, make_plan
from github_app.launch.ports import free_port
from github_app.launch.pretend_github import sandbox_command
from github_app.launch.problem import LaunchProblem
from github_app.launch.redis_probe import RedisProbe
from github_app.launch.redis_server import redis_command, socket_path
from github_app.launch.restarts import Restarts
from github_app.launch.screen import Screen
from github_app.signature import sign
from sandbox.app import KeyPair
from sandbox.world import World
from tests.conftest import RedisServer
from tests.github_app.conftest import SECRET, environment
from tests.github_app.payloads import pull_request

ROOT = Path(__file__).parents[2]
NOWHERE = "http://127.0.0.1:9/api/v3"
LAUNCH = "import os, sys; from github_app.launch.run import run; sys.exit(run(os.environ))"


def real_environment(data: Path, **changes: str) -> dict[str, str]:
    ours = environment(GITHUB_API_URL=NOWHERE, PLUMBLINE_DATA_DIR=str(data), REDIS_URL="")
    return {"PATH": os.environ["PATH"], "HOME": str(data), **ours, **changes}


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts launchers; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(**changes: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", LAUNCH],
            env=real_environment(tmp_path, **changes),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(psutil.NoSuchProcess):
            for descendant in psutil.Process(process.pid).children(recursive=True):
                descendant.kill()
        process.kill()
        process.wait()


def wait_until_ready(process: subprocess.Popen[str], port: int) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until and process.poll() is None:
        with suppress(urllib.error.URLError, ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2).close()
            return
        time.sleep(0.1)
    raise AssertionError("not ready")


def wait_until_running(process: subprocess.Popen[str]) -> str:
    """What the launcher says until it knows that all is ready; before that, it mends no end."""
    assert process.stderr is not None
    said = []
    while "Ctrl-C stops everything" not in (line := process.stderr.readline()):
        assert line, f"It ended before all was started: {said}"
        said.append(line)
    return "".join(said)


def wait_for_family(process: subprocess.Popen[str], count: int) -> list[psutil.Process]:
    """All processes below: one worker is enough to be ready, so others may come a little later."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        family = psutil.Process(process.pid).children(recursive=True)
        if len(family) >= count:
            return family
        time.sleep(0.05)
    raise AssertionError(f"{len(family)} processes")


def assert_deliveries_are_taken(port: int) -> None:
    """By the real web server, in the forms that a WSGI test client does not know."""
    address = f"http://127.0.0.1:{port}/webhook"
    body = json.dumps(pull_request()).encode()
    headers = {"X-GitHub-Event": "pull_request", "X-Hub-Signature-256": sign(body, SECRET)}
    chunked = requests.post(address, iter([body[:9], body[9:]]), headers=headers, timeout=10)
    assert chunked.status_code == 202
    too_much = b" " * (26 * 1024 * 1024)
    assert requests.post(address, too_much, headers=headers, timeout=10).status_code == 413
    pieces = iter([too_much[: 13 * 1024 * 1024]] * 2)
    assert requests.post(address, pieces, headers=headers, timeout=10).status_code == 413
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(
            b"POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        )
        assert raw.recv(100).startswith(b"HTTP/1.1 400")


def assert_all_end(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=15)
    assert alive == []


def test_everything_starts_ready_and_stops_without_a_trace(
    launch: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    port = free_port(18_080)
    process = launch(PORT=str(port))
    welcome = wait_until_running(process)
    family = wait_for_family(process, 8)
    assert_deliveries_are_taken(port)

    second = launch(PORT=str(free_port(port + 1)))
    _, said = second.communicate(timeout=30)
    assert second.returncode == 2
    assert "already running" in said

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/webhook" in welcome
    assert "nothing is left running" in said
    assert_all_end(family)
    assert not list(tmp_path.glob("redis/*.sock"))


def test_nothing_is_left_when_the_launcher_itself_is_killed(
    launch: Callable[..., subprocess.Popen[str]],
) -> None:
    port = free_port(18_180)
    process = launch(PORT=str(port))
    wait_until_ready(process, port)
    family = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    assert_all_end(family)


def listening(parent: psutil.Process, words: str) -> psutil.Process:
    """The launcher's child whose command line has `words` in it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for child in parent.children():
            with suppress(psutil.NoSuchProcess):
                if words in " ".join(child.cmdline()):
                    return child
        time.sleep(0.05)
    raise AssertionError(f"no {words}")


def test_whoever_is_killed_is_started_again_and_what_was_acknowledged_is_kept(
    launch: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    port = free_port(18_280)
    process = launch(PORT=str(port))
    wait_until_running(process)
    parent = psutil.Process(process.pid)
    redis = Redis(unix_socket_path=str(tmp_path / "redis" / "redis.sock"))
    redis.set("kept", "yes")
    parts = ("redis-server", "valkey-server", "gunicorn", "github_app worker", "github_app clock")
    killed = [c for c in parent.children() if any(p in " ".join(c.cmdline()) for p in parts)]
    assert len(killed) == 4
    orphans = [child for each in killed for child in each.children()]
    for each in killed:
        each.kill()
    assert_all_end([*killed, *orphans])
    wait_until_ready(process, port)
    assert len(wait_for_family(process, len([*killed, *orphans]))) >= len(killed)
    assert redis.get("kept") == b"yes"
    assert_deliveries_are_taken(port)

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said.count("It is started again in") == 4
    assert "SIGKILL" in said


def test_without_the_pretend_github_there_is_nothing_to_go_on_with(
    launch: Callable[..., subprocess.Popen[str]],
) -> None:
    none = dict.fromkeys(("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET"), "")
    port = free_port(18_380)
    process = launch(PORT=str(port), **none)
    wait_until_running(process)
    listening(psutil.Process(process.pid), "sandbox").kill()
    _, said = process.communicate(timeout=40)
    assert process.returncode == 3, said
    assert "keeps everything in memory" in said


def test_what_ends_by_itself_is_given_up_after_a_few_times_but_not_what_is_killed() -> None:
    restarts = Restarts()
    pauses = [restarts.pause("clock", 1, now) for now in range(5)]
    assert pauses == [0.2, 0.5, 1.0, 2.0, None]
    assert restarts.pause("worker", 1, 5) == 0.2
    killed = [restarts.pause("web", -signal.SIGKILL, now) for now in range(20)]
    assert killed[-1] == 5.0
    assert restarts.pause("clock", 1, 90) == 0.2


def plan(data: Path, wishes: Wishes | None = None, **changes: str) -> Plan:
    return make_plan(real_environment(data, **changes), data, wishes or Wishes())


def problem(data: Path, **changes: str) -> str:
    with pytest.raises(LaunchProblem) as caught:
        plan(data, **changes)
    return str(caught.value)


def test_with_credentials_the_real_github_is_served(tmp_path: Path) -> None:
    made = plan(tmp_path)
    assert made.sandbox is None
    assert made.settings.bind == "0.0.0.0"
    assert made.settings.api_url == NOWHERE
    assert made.redis is not None
    assert made.redis.folder == tmp_path / "redis"


def test_without_credentials_a_pretend_github_is_planned(tmp_path: Path) -> None:
    none = dict.fromkeys(("GITHUB_APP_ID", "GITHUB_PRIVATE_KEY", "GITHUB_WEBHOOK_SECRET"), "")
    made = plan(tmp_path, **none)
    assert made.sandbox is not None
    assert made.settings.api_url == f"{made.sandbox.url}/api/v3"
    assert made.settings.time_source == "github"
    assert made.settings.look_seconds == 5
    assert made.settings.bind == "127.0.0.1"
    assert plan(tmp_path, **none).sandbox == made.sandbox
    assert oct(made.sandbox.credentials.key_file.stat().st_mode)[-3:] == "600"


def test_the_pretend_github_never_sees_real_credentials(tmp_path: Path) -> None:
    made = plan(tmp_path, Wishes(sandbox=True))
    assert made.environment["GITHUB_APP_ID"] != "7"
    assert "BEGIN" not in made.environment["GITHUB_PRIVATE_KEY"]
    assert made.environment["GITHUB_API_URL"] != NOWHERE


def test_its_command_line_tells_no_secret(tmp_path: Path) -> None:
    made = plan(tmp_path, Wishes(sandbox=True))
    assert made.sandbox is not None
    words = " ".join(sandbox_command(made.sandbox, made))
    given = made.sandbox.credentials
    assert str(given.secret_file) in words
    assert given.secret not in words
    assert given.client_secret not in words


def test_people_can_sign_in_to_the_pretend_github_without_setting_anything(tmp_path: Path) -> None:
    given = {"GITHUB_CLIENT_ID": "Iv1", "GITHUB_CLIENT_SECRET": "real"}
    made = plan(tmp_path, Wishes(sandbox=True), **given, PLUMBLINE_URL="https://p.example")
    assert made.settings.lets_people_in
    assert made.settings.callback_url == f"{made.url}/sign-in/callback"
    assert "real" not in made.environment.values()
    assert f"{made.url}/repositories" in banner(made)


def test_launcher_and_pretend_github_agree_on_the_client(tmp_path: Path) -> None:
    made = plan(tmp_path, Wishes(sandbox=True))
    world = World()
    world.add_account("acme", "Organization")
    number = made.settings.app_id
    world.register_app(KeyPair.generate(), app_id=number, slug="p", owner="acme", secret="x")
    assert world.registered_app().client_id == made.settings.client_id


def test_without_a_client_the_banner_promises_no_pages(tmp_path: Path) -> None:
    assert "/repositories" not in banner(plan(tmp_path))


def test_some_credentials_without_the_others_are_a_mistake(tmp_path: Path) -> None:
    told = problem(tmp_path, GITHUB_APP_ID="", GITHUB_WEBHOOK_SECRET=" ")
    assert "GITHUB_APP_ID and GITHUB_WEBHOOK_SECRET" in told


def test_all_settings_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    told = problem(tmp_path, PLUMBLINE_WORKERS="many", GITHUB_PRIVATE_KEY="/nowhere.pem")
    assert "PLUMBLINE_WORKERS" in told
    assert "GITHUB_PRIVATE_KEY" in told


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_a_mistake(tmp_path: Path, port: str) -> None:
    assert "PORT" in problem(tmp_path, PORT=port)


def test_a_wished_port_that_is_taken_is_said_with_a_remedy(tmp_path: Path) -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        told = problem(tmp_path, PORT=str(taken.getsockname()[1]))
    assert "is in use" in told
    assert "set PORT" in told


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) > port


def test_a_given_redis_is_used(tmp_path: Path) -> None:
    made = plan(tmp_path, REDIS_URL="redis://localhost:6379/5")
    assert made.redis is None
    assert made.environment["REDIS_URL"] == "redis://localhost:6379/5"


def test_a_redis_that_does_not_answer_is_said_at_once_without_its_password(
    launch: Callable[..., subprocess.Popen[str]],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    begun = time.monotonic()
    process = launch(REDIS_URL=f"redis://ada:hunter2@127.0.0.1:{port}/0")
    _, said = process.communicate(timeout=30)
    assert process.returncode == 2
    assert f"Nothing answers at 127.0.0.1:{port} (REDIS_URL)." in said
    assert "hunter2" not in said
    assert time.monotonic() - begun < 8


def test_a_redis_that_answers_is_taken(redis_server: RedisServer) -> None:
    require_redis(redis_server.url)


def test_a_process_of_its_own_asks(redis_server: RedisServer, tmp_path: Path) -> None:
    assert asked(redis_server.url)
    with pytest.raises(LaunchProblem, match="Nothing answers at") as caught:
        asked(f"unix://{tmp_path}/none.sock")
    assert "unset REDIS_URL" in caught.value.remedy


def asked(url: str) -> bool:
    probe = RedisProbe({**os.environ, "REDIS_URL": url}, 0.2)
    try:
        while not probe.is_answered():
            time.sleep(0.05)
        return True
    finally:
        probe.end()


def test_a_redis_that_refuses_the_password_is_told_apart(redis_server: RedisServer) -> None:
    wrong = redis_server.url.replace("unix://", "unix://ada:hunter2@")
    with pytest.raises(LaunchProblem, match="refuses the user or password") as caught:
        require_redis(wrong)
    assert "hunter2" not in str(caught.value)


def test_a_port_that_moved_is_mentioned(tmp_path: Path) -> None:
    made = plan(tmp_path)
    settings = made.settings.model_copy(update={"port": 8082})
    assert "Port 8080 is in use" in banner(replace(made, settings=settings, busy_port=8080))
    assert "in use" not in banner(replace(made, busy_port=None))


def banner(made: Plan) -> str:
    written = io.StringIO()
    Screen(Console(file=written, width=200)).running(made)
    return written.getvalue()


def test_redis_listens_on_no_network_and_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    words = " ".join(redis_command(Path("redis-server"), tmp_path, tmp_path / "redis.sock"))
    assert "--port 0 --unixsocket" in words
    assert "--appendonly yes --appendfsync everysec" in words
    assert "--maxmemory-policy noeviction" in words


def test_a_socket_in_a_deep_folder_gets_a_short_path(tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 120)
    assert len(str(socket_path(deep))) <= 100
    assert socket_path(deep) == socket_path(deep)
    assert socket_path(Path("/tmp/p")) == Path("/tmp/p").resolve() / "redis.sock"


def test_a_folder_is_locked_until_it_is_let_go(tmp_path: Path) -> None:
    held = lock(tmp_path)
    with pytest.raises(LaunchProblem, match="already running"):
        lock(tmp_path)
    os.close(held)
    os.close(lock(tmp_path))


def shown(name: str, line: str, *, talkative: bool = False) -> str:
    written = io.StringIO()
    screen = Screen(Console(file=written, width=200))
    screen.talkative = talkative
    screen.output(name, line)
    return re.sub(r"\s+", " ", written.getvalue()).strip()


def test_only_warnings_and_errors_of_the_processes_are_shown() -> None:
    assert shown("web", '{"event": "Delivery accepted", "level": "info"}') == ""
    warning = '{"event": "Turn deferred", "level": "warning", "why": "[502] from GitHub"}'
    assert shown("worker", warning) == "worker │ Turn deferred: [502] from GitHub"
    assert shown("sandbox", "ERROR in app: x") == "sandbox │ ERROR in app: x"
    assert shown("sandbox", "GET / 200") == ""
    assert shown("web", "[INFO] [1] Booting", talkative=True) == "web │ [INFO] [1] Booting"

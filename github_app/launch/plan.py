"""Decides what `plumbline run` starts, and with which settings; starts nothing itself."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from github_app.launch.credentials import PretendCredentials, are_given, pretend_credentials
from github_app.launch.ports import free_port, wished_port
from github_app.launch.problem import LaunchProblem
from github_app.launch.redis_server import embedded_binary, socket_path, system_binary
from github_app.settings import Settings, SettingsProblem, read_settings

_DEFAULT_PORT = 8080
_SANDBOX_LOOK_SECONDS = "5"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The pretend GitHub to start; with `clone` it is made from the last merges of a git clone."""

    port: int
    credentials: PretendCredentials
    folder: Path
    clone: Path | None = None
    last: int = 20

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class EmbeddedRedis:
    """The Redis to start: `folder` holds its data."""

    binary: Path
    folder: Path
    socket: Path


@dataclass(frozen=True, slots=True)
class Plan:
    """`environment` is that of every process; `settings` what they will read from it.

    `busy_port` is the usual port when another program has it, None when there was no need to move.
    """

    settings: Settings
    environment: Mapping[str, str]
    logs: Path
    redis: EmbeddedRedis | None
    sandbox: Sandbox | None
    talkative: bool
    busy_port: int | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asks for: a pretend GitHub even with credentials, from a clone."""

    sandbox: bool = False
    clone: Path | None = None
    last: int = 20


def make_plan(environment: Mapping[str, str], data: Path, wishes: Wishes) -> Plan:
    """The plan for `environment` with all folders made below `data`, which is locked by us.

    Raises LaunchProblem.
    """
    pretend = wishes.sandbox or not are_given(environment)
    ours = {**environment, "PORT": str(_web_port(environment)), "PLUMBLINE_DATA_DIR": str(data)}
    ours["PLUMBLINE_LOG_FORMAT"] = environment.get("PLUMBLINE_LOG_FORMAT") or "json"
    sandbox = _sandbox(ours, data, wishes) if pretend else None
    if sandbox is not None:
        ours = _towards(sandbox, ours)
    redis = None if environment.get("REDIS_URL") else _embedded_redis(data, pretend)
    if redis is not None:
        ours["REDIS_URL"] = f"unix://{redis.socket}"
    logs = _made(data / "logs")
    talkative = bool(environment.get("PLUMBLINE_LOG_FORMAT"))
    settings = _checked(ours)
    moved = not environment.get("PORT", "").strip() and settings.port != _DEFAULT_PORT
    busy_port = _DEFAULT_PORT if moved else None
    return Plan(settings, ours, logs, redis, sandbox, talkative, busy_port)


def _web_port(environment: Mapping[str, str]) -> int:
    wished = environment.get("PORT", "").strip()
    if not wished:
        return free_port(_DEFAULT_PORT)
    if not wished.isdecimal() or not 0 < int(wished) < 65536:
        raise LaunchProblem(f"PORT is {wished!r}, which is no port.", "Set it to 1 up to 65535.")
    return wished_port(int(wished))


def _sandbox(environment: Mapping[str, str], data: Path, wishes: Wishes) -> Sandbox:
    folder = _made(data / "sandbox")
    port = free_port(int(environment["PORT"]) + 1)
    return Sandbox(port, pretend_credentials(folder), folder, wishes.clone, wishes.last)


def _towards(sandbox: Sandbox, environment: Mapping[str, str]) -> dict[str, str]:
    """`environment` with GitHub replaced by the pretend one, whose clock can be moved."""
    # No proxy stands between us and a port of this machine.
    spared = environment.get("no_proxy") or environment.get("NO_PROXY")
    direct = ",".join(filter(None, (spared, "127.0.0.1")))
    return {
        **environment,
        **sandbox.credentials.as_environment(),
        "GITHUB_API_URL": f"{sandbox.url}/api/v3",
        "PLUMBLINE_URL": f"http://127.0.0.1:{environment['PORT']}",
        "no_proxy": direct,
        "NO_PROXY": direct,
        "PLUMBLINE_BIND": environment.get("PLUMBLINE_BIND") or "127.0.0.1",
        "PLUMBLINE_TIME_SOURCE": "github",
        "PLUMBLINE_LOOK_SECONDS": environment.get("PLUMBLINE_LOOK_SECONDS")
        or _SANDBOX_LOOK_SECONDS,
    }


def _embedded_redis(data: Path, pretend: bool) -> EmbeddedRedis:
    binary = system_binary() or embedded_binary()
    if binary is None:
        raise LaunchProblem(
            "No Redis server was found on PATH, and none is shipped for this machine.",
            "Install redis-server or valkey-server, or set REDIS_URL to a running one.",
        )
    folder = data / "redis-sandbox" if pretend else data / "redis"
    if pretend:
        # The pretend GitHub begins anew each time; what was remembered of the last one is wrong.
        shutil.rmtree(folder, ignore_errors=True)
    return EmbeddedRedis(binary, _made(folder), socket_path(folder))


def _checked(environment: Mapping[str, str]) -> Settings:
    try:
        return read_settings(environment)
    except SettingsProblem as problem:
        raise LaunchProblem("\n".join(problem.problems)) from None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder

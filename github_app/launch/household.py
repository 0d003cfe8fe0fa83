"""All processes of one plan: started in order, kept running, and stopped in order."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from github_app.launch.asking import answers, post
from github_app.launch.child import Child
from github_app.launch.plan import EmbeddedRedis, Plan
from github_app.launch.pretend_github import sandbox_command
from github_app.launch.problem import LaunchProblem
from github_app.launch.redis_probe import RedisProbe
from github_app.launch.redis_server import redis_command
from github_app.launch.restarts import Restarts
from github_app.web.serving import web_command

_START_SECONDS = 60.0
_POLL_SECONDS = 0.1
# Workers may be in the middle of a turn; the rest has nothing to finish.
_PATIENCE = {"worker": 20.0}
_USUAL_PATIENCE = 10.0
# First whoever makes work and does it, then what they stand on.
_STOPPING_ORDER = (("web", "clock", "worker"), ("redis",), ("sandbox",))


@dataclass(frozen=True, slots=True)
class _Command:
    """How a process is started; `keep_open` are file descriptors that it inherits."""

    words: Sequence[str]
    keep_open: Sequence[int]


class Household:
    """`stopped` tells whether somebody asked to stop, so that no wait outlasts that."""

    def __init__(
        self,
        plan: Plan,
        lock: int,
        show: Callable[[str, str], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._plan = plan
        self._lock = lock
        self._show = show
        self._stopped = stopped
        self._children: dict[str, Child] = {}
        self._commands: dict[str, _Command] = {}
        self._restarts = Restarts()
        self._due: dict[str, float] = {}

    def start(self) -> None:
        """Returns when all is ready (or somebody asked to stop); raises LaunchProblem."""
        plan = self._plan
        if plan.redis is None:
            self._wait_for_redis(0.0)
        if plan.sandbox is not None:
            self._add("sandbox", sandbox_command(plan.sandbox, plan))
        if plan.redis is not None:
            self._start_redis(plan.redis)
            # Longer than it is waited for: whoever never set REDIS_URL is not to read of it.
            self._wait_for_redis(2 * _START_SECONDS)
        self._add("web", web_command())
        self._add("worker", [sys.executable, "-m", "github_app", "worker"])
        if plan.sandbox is not None:
            page = plan.sandbox.url
            self._wait_for("The pretend GitHub", lambda: answers(page))
        # Only now, because the first thing it does is to ask GitHub.
        self._add("clock", [sys.executable, "-m", "github_app", "clock"])
        self._wait_for("Plumbline", lambda: answers(f"{plan.url}/readyz"))
        if plan.sandbox is not None and not self._stopped():
            post(f"{plan.sandbox.url}/_sandbox/announce")

    def tend(self, told: Callable[[Child, float], object]) -> Child | None:
        """Start again what ended although nobody asked it to, after a moment; to be called often.

        `told` hears of each end, and how many seconds later there is a new beginning. Answers who
        cannot be started again: what ends all the time, and the pretend GitHub, which kept all that
        it knew in its memory.
        """
        now = time.monotonic()
        for name, child in list(self._children.items()):
            if not child.has_ended or name in self._due:
                continue
            pause = self._restarts.pause(name, child.exit_code, now)
            if pause is None or name == "sandbox":
                return child
            child.end_orphans()
            self._due[name] = now + pause
            told(child, pause)
        for name in [name for name, due in self._due.items() if due <= now]:
            del self._due[name]
            self._start(name)
        return None

    def _ended(self) -> Child | None:
        return next((child for child in self._children.values() if child.has_ended), None)

    def stop(self) -> None:
        """Returns when all have ended; those that do not want to are made to."""
        for names in _STOPPING_ORDER:
            group = [child for name in names if (child := self._children.pop(name, None))]
            for child in group:
                child.ask_to_end()
            for child in group:
                child.make_end(_PATIENCE.get(child.name, _USUAL_PATIENCE))

    def _add(self, name: str, command: Sequence[str], keep_open: Sequence[int] = ()) -> None:
        self._commands[name] = _Command(command, keep_open)
        if not self._stopped():
            self._start(name)

    def _start(self, name: str) -> None:
        log, command = self._plan.logs / f"{name}.log", self._commands[name]
        self._children[name] = Child(
            name, command.words, self._plan.environment, log, self._show, command.keep_open
        )

    def _start_redis(self, redis: EmbeddedRedis) -> None:
        redis.socket.unlink(missing_ok=True)
        command = redis_command(redis.binary, redis.folder, redis.socket)
        self._add("redis", command, keep_open=(self._lock,))

    def _wait_for_redis(self, seconds: float) -> None:
        """One of our own has time to begin, and to load what it kept."""
        probe = RedisProbe(self._plan.environment, seconds)
        try:
            self._wait_for("Redis", probe.is_answered)
        finally:
            probe.end()

    def _wait_for(self, what: str, is_there: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not self._stopped() and not is_there():
            if child := self._ended():
                raise LaunchProblem(f"The {child.name} process ended:\n{child.last_words}")
            if time.monotonic() > deadline:
                raise LaunchProblem(
                    f"{what} does not answer, {_START_SECONDS:.0f} seconds after the start.",
                    f"The settings or the logs in {self._plan.logs} may say why.",
                )
            time.sleep(_POLL_SECONDS)

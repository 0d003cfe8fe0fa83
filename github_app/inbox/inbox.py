"""The inbox's verbs: mark, begin, finish, defer, give up, and ring for whatever is due."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any, Literal, Protocol, cast

from redis import Redis

from github_app.inbox.turn import Turn, read_turn, write_prompt
from github_app.subjects import Prompt, Subject

Marked = Literal["ring", "waiting", "duplicate"]

PACE_SECONDS = 1.1
LEASE_SECONDS = 45.0
BELL_SECONDS = 15.0
REMEMBERED_SECONDS = 4 * 86_400
_KEPT_DEAD_LETTERS = 1000
_RUNG_AT_ONCE = 200


class Rings(Protocol):
    """Something that makes a worker call `Inbox.begin` for a subject before long."""

    def ring(self, subject: Subject) -> None: ...


class Inbox:
    """Work in flight over one Redis; safe to share between threads.

    `lease`: seconds a turn may take. `bell`: seconds until a bell nobody answered is rung again.
    `pace`: least seconds between the beginnings of two turns of one subject.
    """

    def __init__(
        self,
        redis: Redis,
        doorbell: Rings,
        *,
        lease: float = LEASE_SECONDS,
        bell: float = BELL_SECONDS,
        pace: float = PACE_SECONDS,
    ) -> None:
        self._redis = redis
        self._doorbell = doorbell
        self._lease, self._bell, self._pace = (int(s * 1000) for s in (lease, bell, pace))
        self._mark = _script(redis, "mark")
        self._begin = _script(redis, "begin")
        self._finish = _script(redis, "finish")
        self._defer = _script(redis, "defer")
        self._due = _script(redis, "due")

    def mark(self, subject: Subject, prompt: Prompt) -> Marked:
        """Store an event, ringing for a worker when nobody is on the way already ("ring").

        "duplicate": the same delivery was answered before, and nothing was stored. When this
        returns, the event is safe: even if the bell could not be rung, a deadline is set.
        """
        done = _done_key(subject, prompt.delivery)
        keys = [*_keys(subject), done]
        args = [subject.key, write_prompt(prompt), prompt.delivery, self._bell]
        answer = cast(Marked, _text(self._mark(keys, args)))
        if answer == "ring":
            self._doorbell.ring(subject)
        return answer

    def begin(self, subject: Subject) -> Turn | None:
        """Take the next turn, or None when there is nothing to do or somebody is at it."""
        token = secrets.token_hex(8)
        answer = self._begin(_keys(subject), [subject.key, token, self._lease, self._pace])
        if not answer:
            return None
        attempt, excused, prompts = answer
        return read_turn(subject, token, int(attempt), int(excused), prompts)

    def holds(self, turn: Turn) -> bool:
        """True while `turn` still has its lease; worth asking just before publishing."""
        held = self._redis.hget(_keys(turn.subject)[1], "token")
        return held is not None and _text(held) == turn.token

    def finish(self, turn: Turn) -> None:
        """The events of `turn` are answered; those that came meanwhile get a turn of their own."""
        self._close(turn, [_done_key(turn.subject, d) for d in turn.deliveries])

    def defer(self, turn: Turn, seconds: float, why: str, *, excused: bool = False) -> None:
        """The events of `turn` wait, and nobody looks at the subject for `seconds`.

        `excused` says that the attempt failed for no fault of ours. `why` is kept for whoever looks
        into Redis.
        """
        pause = max(1, int(seconds * 1000))
        args = [turn.subject.key, turn.token, write_prompt(turn.prompt), pause]
        self._defer(_keys(turn.subject), [*args, int(excused), why[:500]])

    def give_up(self, turn: Turn, why: str) -> None:
        """Drop the events of `turn` and keep a dead letter; a redelivery would be looked at."""
        letter = {"subject": turn.subject.key, "deliveries": turn.deliveries, "why": why[:2000]}
        with self._redis.pipeline() as pipe:
            pipe.lpush("plumbline:dead-letters", json.dumps(letter))
            pipe.ltrim("plumbline:dead-letters", 0, _KEPT_DEAD_LETTERS - 1)
            pipe.execute()
        self._close(turn, [])

    def ring_due(self) -> int:
        """Ring for every subject whose deadline has passed and return how many there were.

        Anyone may call this at any time; somebody has to, several times a second.
        """
        args = [_turn_key(""), self._bell, _RUNG_AT_ONCE]
        subjects = cast(Sequence[bytes], self._due([_DUE], args))
        for key in subjects:
            self._doorbell.ring(Subject.parse(_text(key)))
        return len(subjects)

    def _close(self, turn: Turn, done_keys: list[str]) -> None:
        keys = [*_keys(turn.subject), *done_keys]
        args = [turn.subject.key, turn.token, write_prompt(turn.prompt), self._bell]
        if _text(self._finish(keys, [*args, REMEMBERED_SECONDS])) == "ring":
            self._doorbell.ring(turn.subject)


_DUE = "plumbline:due"


def _keys(subject: Subject) -> list[str]:
    events, pause = f"plumbline:events:{subject.key}", f"plumbline:pause:{subject.key}"
    return [events, _turn_key(subject.key), pause, _DUE]


def _turn_key(subject_key: str) -> str:
    return f"plumbline:turn:{subject_key}"


def _done_key(subject: Subject, delivery: str) -> str:
    return f"plumbline:done:{delivery}:{subject.key}"


def _script(redis: Redis, name: str) -> Callable[[Sequence[str], Sequence[Any]], Any]:
    folder = files(__package__)
    source = folder.joinpath("clock.lua").read_text() + folder.joinpath(f"{name}.lua").read_text()
    return redis.register_script(source)


def _text(reply: object) -> str:
    return reply.decode() if isinstance(reply, bytes) else str(reply)

"""The inbox's verbs: mark, begin, finish, defer, give up, and ring for whatever is due."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol, cast

import structlog
from redis import Redis

from github_app.inbox import letters
from github_app.inbox.keys import BELLS, EVENTS_PREFIX, TURN_PREFIX, done_key, keys_of, keys_under
from github_app.inbox.measures import (
    BELL_SECONDS,
    INSTALLATION_TURNS,
    LEASE_SECONDS,
    PACE_SECONDS,
    PATIENCE_SECONDS,
    REMEMBERED_SECONDS,
    Measures,
)
from github_app.inbox.scripts import Scripts
from github_app.inbox.turn import Turn, read_prompt, read_turn, write_prompt, written_delivery
from github_app.subjects import Prompt, Subject

log = structlog.stdlib.get_logger(__name__)

Marked = Literal["ring", "waiting", "duplicate"]

_DEADLINES_AT_ONCE = 500
# Logs, ledgers, reminders and sweeps yield to pull requests, whoever asked for them.
_BACKGROUND = frozenset({"debt", "decisions", "postmortems", "rituals", "sweep"})


class Rings(Protocol):
    """Something that makes a worker call `Inbox.begin` for a subject before long."""

    def ring(self, subject: Subject) -> None: ...


class Inbox:
    """Work in flight over one Redis; safe to share between threads. The keywords are measures
    (`Measures`), mostly for tests in a hurry.
    """

    def __init__(
        self,
        redis: Redis,
        doorbell: Rings,
        *,
        lease: float = LEASE_SECONDS,
        bell: float = BELL_SECONDS,
        pace: float = PACE_SECONDS,
        turns: int = INSTALLATION_TURNS,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._redis = redis
        self._doorbell = doorbell
        self._scripts = Scripts(redis, Measures(lease, bell, pace, turns, patience))

    def mark(self, subject: Subject, prompt: Prompt) -> Marked:
        """Store an event, ringing for a worker when nobody is on the way already and there is a
        place ("ring"); else it waits for its turn.

        "duplicate": the same delivery was answered before or waits already, and nothing was stored.
        When this returns, the event is safe: even if the bell could not be rung, a deadline is set.
        """
        prompt = replace(prompt, background=prompt.background or subject.kind in _BACKGROUND)
        done = done_key(subject, prompt.delivery)
        keys = [*keys_of(subject), done, BELLS]
        written, background = write_prompt(prompt), int(prompt.background)
        args = [subject.key, written, written_delivery(prompt), background]
        answer = cast(Marked, _text(self._scripts.mark(keys, args)))
        if answer == "ring":
            self._doorbell.ring(subject)
        return answer

    def begin(self, subject: Subject) -> Turn | None:
        """Take the next turn, or None when there is nothing to do, somebody is at it or there is no
        place for one more of its installation.

        Events that nobody can read become dead letters on the way.
        """
        token = secrets.token_hex(8)
        answer = self._scripts.begin(keys_of(subject), [subject.key, token])
        if not answer:
            return None
        attempt, excused, written = answer
        read = [(text, read_prompt(text)) for text in written]
        self._bury_unreadable(subject, token, [text for text, prompt in read if prompt is None])
        prompts = [prompt for _, prompt in read if prompt is not None]
        if not prompts:
            self._close(subject, token, "", [])
            return None
        return read_turn(subject, token, int(attempt), int(excused), prompts)

    def holds(self, turn: Turn) -> bool:
        """True while `turn` still has its lease; worth asking just before publishing."""
        held = self._redis.hget(keys_of(turn.subject)[1], "token")
        return held is not None and _text(held) == turn.token

    def renew(self, turn: Turn) -> bool:
        """Have the lease of `turn` begin anew; False when it was lost. To be called more often than
        a lease lasts while the turn goes on.
        """
        return bool(self._scripts.renew(keys_of(turn.subject), [turn.subject.key, turn.token]))

    def finish(self, turn: Turn) -> None:
        """The events of `turn` are answered; those that came meanwhile get a turn of their own."""
        done_keys = [done_key(turn.subject, delivery) for delivery in turn.deliveries]
        self._close(turn.subject, turn.token, write_prompt(turn.prompt), done_keys)

    def defer(
        self,
        turn: Turn,
        seconds: float,
        why: str,
        *,
        excused: bool = False,
        counted: bool = True,
    ) -> None:
        """The events of `turn` wait, and nobody looks at the subject for `seconds`.

        `excused` says that the attempt failed for no fault of ours, without `counted` it was none.
        `why` is kept for whoever looks into Redis.
        """
        pause = max(1, int(seconds * 1000))
        args = [turn.subject.key, turn.token, write_prompt(turn.prompt), pause]
        counts = int(excused and counted), int(not counted)
        self._scripts.defer(keys_of(turn.subject), [*args, *counts, why[:500]])

    def put_back(self, turn: Turn) -> None:
        """The turn was not used, and costs no attempt; its events wait for the next one."""
        self._scripts.put_back(keys_of(turn.subject), [turn.subject.key, turn.token])

    def excuse(self, subject: Subject) -> None:
        """The world keeps `subject` waiting, which counts like an attempt that it has spoilt."""
        self._scripts.excuse(keys_of(subject), [])

    def give_up(self, turn: Turn, why: str) -> None:
        """Drop the events of `turn` and keep a dead letter; a redelivery would be looked at."""
        letter = letters.given_up(turn.subject.key, turn.deliveries, why)
        with self._redis.pipeline() as pipe:
            pipe.lpush(letters.DEAD_LETTERS, letter)
            pipe.ltrim(letters.DEAD_LETTERS, 0, letters.KEPT - 1)
            pipe.execute()
        self._close(turn.subject, turn.token, write_prompt(turn.prompt), [])

    def ring_due(self) -> int:
        """Ring for those whose turn it is: subjects whose deadline has passed, and those that wait
        for a place, in rotation among installations. How many were rung for.

        Anyone may call this at any time; somebody has to, several times a second.
        """
        args = [TURN_PREFIX, EVENTS_PREFIX, _DEADLINES_AT_ONCE]
        names = cast(Sequence[bytes], self._scripts.due([BELLS], args))
        for name in names:
            try:
                subject = Subject.parse(name.decode())
            except ValueError:
                self._remove_unreadable(name)
            else:
                self._doorbell.ring(subject)
        return len(names)

    def _close(self, subject: Subject, token: str, prompt: str, done_keys: list[str]) -> None:
        """`prompt` is put back when the lease was lost; "" when there is none to put back."""
        args = [subject.key, token, prompt, REMEMBERED_SECONDS]
        self._scripts.finish([*keys_of(subject), *done_keys], args)

    def _bury_unreadable(self, subject: Subject, token: str, texts: Sequence[bytes]) -> None:
        if not texts:
            return
        words = "Events nobody can read were made dead letters"
        log.error(words, subject=subject.key, dead_letters=len(texts))
        letter_of = [letters.unreadable(subject.key, t, "This is no prompt") for t in texts]
        pairs = [word for pair in zip(texts, letter_of, strict=True) for word in pair]
        events, turn, *_ = keys_of(subject)
        self._scripts.bury([events, turn, letters.DEAD_LETTERS], [token, letters.KEPT, *pairs])

    def _remove_unreadable(self, name: bytes) -> None:
        words = "A deadline of nothing we know was made a dead letter"
        log.error(words, name=repr(name), dead_letters=1)
        letter = letters.unreadable(name, b"", "This is the name of no subject")
        keys = [*keys_under(name.decode(errors="surrogateescape")), letters.DEAD_LETTERS]
        as_written = [key.encode(errors="surrogateescape") for key in keys]
        self._scripts.remove(as_written, [name, letters.KEPT, letter])


def _text(reply: object) -> str:
    return reply.decode() if isinstance(reply, bytes) else str(reply)

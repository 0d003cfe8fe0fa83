"""A second look, after a while, at what took more than one attempt, and at what was read behind.

An attempt that timed out, or whose worker was held up or cut off, may still publish what it had in
hand: after the next attempt, and so an older verdict. Nobody can prevent that, as GitHub knows no
leases; but whoever looks once more finds it. And what GitHub shows right after it told of a change
may be behind. Of a pull request that can be told by when it changed last; what keepers read is
looked at once more in any case. Kept in Redis by the machine's clock; what is lost with it is found
by the look at everything that follows.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import cast

from redis import Redis

from github_app.inbox import Inbox
from github_app.inbox.turn import Turn, read_prompt, write_prompt
from github_app.subjects import Prompt, Subject

SECOND_LOOK = "a second look, as an earlier attempt may have been late"
"""What makes us look then, said where an event's name stands otherwise."""

BEHIND = "a second look, as what GitHub showed may have been behind"
STILL_BEHIND = "a third look, as what GitHub showed was still behind"

AFTER_SECONDS = 60.0
"""By then a request that timed out has arrived or never will."""

SOON_SECONDS = 3.0
"""By then GitHub mostly shows what it told of."""

_DUE = "plumbline:second-looks"
_PROMPTS = "plumbline:second-looks:prompts"
_KINDS = ("pull_request", "merge_group")
_KEEPERS = ("rituals", "debt", "postmortems", "decisions")
_AT_ONCE = 200


class SecondLooks:
    """One for each subject at most."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    def expect(self, turn: Turn) -> None:
        """To be called before a turn ends; nothing is done about a first attempt at a pull request,
        and about turns of keepers that GitHub told nothing for.
        """
        if why := _why(turn):
            self._expect(turn, replace(turn.prompt, event=why, background=True), AFTER_SECONDS)

    def expect_behind(self, turn: Turn) -> None:
        """To be called where a pull request was read as it was before what GitHub told of it. It is
        looked at soon, and should it still be behind then, later.
        """
        is_second = turn.prompt.event == BEHIND
        prompt = replace(turn.prompt, event=STILL_BEHIND if is_second else BEHIND)
        self._expect(turn, prompt, AFTER_SECONDS if is_second else SOON_SECONDS)

    def _expect(self, turn: Turn, prompt: Prompt, seconds: float) -> None:
        written = write_prompt(replace(prompt, delivery="", again=False, received=0.0))
        with self._redis.pipeline() as pipe:
            pipe.zadd(_DUE, {turn.subject.key: time.time() + seconds})
            pipe.hset(_PROMPTS, turn.subject.key, written)
            pipe.execute()

    def mark_due(self, inbox: Inbox) -> int:
        """Marks the subjects whose time has come; how many there were."""
        due = self._redis.zrangebyscore(_DUE, "-inf", time.time(), start=0, num=_AT_ONCE)
        keys = cast("list[bytes]", due)
        for key in keys:
            written = cast("bytes | None", self._redis.hget(_PROMPTS, key))
            prompt = read_prompt(written) if written else None
            if prompt is not None:
                inbox.mark(Subject.parse(key.decode()), prompt)
            # Only now: a clock that dies in between marks once more, which does no harm.
            self._redis.zrem(_DUE, key)
            self._redis.hdel(_PROMPTS, key)
        return len(keys)


def _why(turn: Turn) -> str:
    """What makes us look once more, "" for nothing."""
    if turn.subject.kind in _KEEPERS:
        return BEHIND if turn.deliveries else ""
    return SECOND_LOOK if turn.attempt > 1 and turn.subject.kind in _KINDS else ""

"""Who waits in line, to look at only: nobody takes a turn by this."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import cast

from redis import Redis

from github_app.inbox.keys import LINE_PREFIXES, keys_of
from github_app.inbox.turn import Turn, read_prompt, read_turn
from github_app.subjects import Subject


def waiting_in_line(
    redis: Redis, installation_id: int, seconds: float, most: int
) -> Iterator[Turn]:
    """The turns, held by nobody, that people of an installation have waited for in line for at
    least so many `seconds`; the oldest first.
    """
    line, until = f"{LINE_PREFIXES[0]}{installation_id}", int((time.time() - seconds) * 1000)
    names = cast("list[bytes]", redis.zrangebyscore(line, "-inf", until, 0, most))
    for name in names:
        subject = Subject.parse(name.decode())
        events, turn, _ = keys_of(subject)
        texts = cast("list[bytes]", redis.lrange(events, 0, -1))
        attempt, excused = cast("list[bytes | None]", redis.hmget(turn, ["attempt", "excused"]))
        prompts = [prompt for text in texts if (prompt := read_prompt(text))]
        if prompts:
            yield read_turn(subject, "", int(attempt or 0), int(excused or 0), prompts)

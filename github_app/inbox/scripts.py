"""The Lua scripts beside this file, ready to be called with keys and arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from redis import Redis

from github_app.inbox.measures import Measures


class Scripts:
    """Each script says in its first lines what it takes and answers."""

    def __init__(self, redis: Redis, measures: Measures) -> None:
        lua = measures.as_lua()
        self.mark = _script(redis, lua, "mark")
        self.begin = _script(redis, lua, "begin")
        self.renew = _script(redis, lua, "renew")
        self.finish = _script(redis, lua, "finish")
        self.defer = _script(redis, lua, "defer")
        self.put_back = _script(redis, lua, "put_back")
        self.due = _script(redis, lua, "due")
        self.excuse = _script(redis, lua, "excuse")
        self.bury = _script(redis, lua, "bury")
        self.remove = _script(redis, lua, "remove")


def _script(
    redis: Redis, measures: str, name: str
) -> Callable[[Sequence[str] | Sequence[bytes], Sequence[Any]], Any]:
    folder = files(__package__)
    parts = [folder.joinpath(f"{part}.lua").read_text() for part in ("clock", "places", name)]
    return redis.register_script("".join([measures, *parts]))

"""Lists that are read again and again: GitHub is asked whether they changed. Where they did not, it
answers 304, which costs none of the hourly limit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from redis import Redis

from github_app.gateway.client import GitHub
from github_app.gateway.packing import packed, unpacked

_SECONDS = 86_400
_LARGEST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """`data` is what was picked of the answer, as JSON gives it back; `goes_on` says whether there
    is another page.
    """

    data: Any
    goes_on: bool


class Kept:
    """What is kept in Redis of answers to one credential: compressed, for a day, and only where
    that takes less than a megabyte.
    """

    def __init__(self, redis: Redis, whose: str) -> None:
        self._redis = redis
        self._prefix = f"plumbline:kept:{whose}:"

    def get(
        self,
        github: GitHub,
        path: str,
        query: Mapping[str, object],
        pick: Callable[[Any], Any],
    ) -> KeptAnswer:
        """`pick` takes out of the answer's JSON what is needed, as JSON. One request in any case.

        Raises what `GitHub.rest` does.
        """
        place = _place(path, query)
        before = self._recalled(place) or {}
        answer = github.rest("GET", path, query=query, etag=before.get("etag", ""))
        if answer.status == 304 and before:
            return KeptAnswer(before["data"], bool(before["goes_on"]))
        # As it is read back, so that both ways give the same.
        data = json.loads(json.dumps(pick(answer.data)))
        if etag := str(answer.headers.get("etag") or ""):
            self._keep(place, {"etag": etag, "data": data, "goes_on": answer.goes_on})
        return KeptAnswer(data, answer.goes_on)

    def _recalled(self, place: str) -> Any:
        return unpacked(cast("bytes | None", self._redis.get(self._prefix + place)))

    def _keep(self, place: str, value: Any) -> None:
        written = packed(value)
        if len(written) <= _LARGEST_BYTES:
            self._redis.set(self._prefix + place, written, ex=_SECONDS)


def _place(path: str, query: Mapping[str, object]) -> str:
    asked = json.dumps([path, sorted((name, str(value)) for name, value in query.items())])
    return hashlib.sha256(asked.encode()).hexdigest()[:24]

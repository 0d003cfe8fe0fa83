"""Labels by which the work of a repository's keepers is told, so that news of an issue find them.

Which labels those are stands in the policy, which the front door does not read: every keeper leaves
them in Redis after its turn. Where nothing is known, the hourly look makes up for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import cast, get_args

from redis import Redis

from github_app.remembered.legible import legible
from github_app.subjects import SubjectKind

_REMEMBERED_SECONDS = 60 * 86_400
_KINDS: frozenset[str] = frozenset(get_args(SubjectKind))


class WatchedLabels:
    """The labels of one repository by the kind of subject that cares for them; names compare
    case-insensitively. Each verb is one round trip to Redis.
    """

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._key = f"plumbline:watched-labels:{repository_id}"

    def keep(self, kind: SubjectKind, labels: Iterable[str]) -> None:
        """From now on `kind` watches exactly these; none ends it."""
        names = sorted({label.casefold() for label in labels})
        with self._redis.pipeline(transaction=False) as pipe:
            if names:
                pipe.hset(self._key, kind, json.dumps(names))
                pipe.expire(self._key, _REMEMBERED_SECONDS)
            else:
                pipe.hdel(self._key, kind)
            pipe.execute()

    def kinds_for(self, labels: Iterable[str]) -> frozenset[SubjectKind]:
        """Who watches any of `labels`; nobody when nothing is remembered."""
        carried = {label.casefold() for label in labels}
        if not carried:
            return frozenset()
        kept = cast("dict[bytes, bytes]", self._redis.hgetall(self._key))
        found = (kind.decode() for kind, names in kept.items() if carried & _names(names))
        return cast("frozenset[SubjectKind]", _KINDS.intersection(found))


def _names(written: bytes) -> frozenset[str]:
    return legible(written, lambda text: frozenset(map(str, json.loads(text)))) or frozenset()

"""What was said about a pull request, and when: for the page that shows how it came to its verdict.

Only a convenience of people: where Redis lost it, the check runs on GitHub tell the most of it.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from redis import Redis

from checks.engine.passing import lasting
from reviews.page import Evaluation, gist_of, packed, packed_map, unpacked, unpacked_map

MOST_ENTRIES = 30
_KEPT_SECONDS = 90 * 86_400
_LARGEST_MAP = 1_000_000  # bytes
_LENGTH = struct.Struct(">I")

# What an earlier version wrote, or a later one, may have any shape.
_ILLEGIBLE = (struct.error, zlib.error, ValueError, TypeError, LookupError, AttributeError)


@dataclass(frozen=True, slots=True)
class KeptEvaluation:
    """`gist` has the beginning of the map only."""

    gist: Evaluation
    _map: bytes

    @property
    def whole(self) -> Evaluation:
        """With its whole map, unless that was too large to be kept."""
        try:
            seen = unpacked_map(json.loads(zlib.decompress(self._map))) if self._map else None
        except _ILLEGIBLE:
            seen = None
        return replace(self.gist, map=seen) if seen else self.gist


class VerdictHistory:
    """The evaluations of one repository's pull requests, compressed; each for ninety days after the
    last one.
    """

    def __init__(self, redis: Redis, repository_id: int) -> None:
        self._redis = redis
        self._prefix = f"plumbline:history:{repository_id}:"

    def is_news(self, number: int, evaluation: Evaluation) -> bool:
        """Whether a verdict, its words or the commit differ from the last ones noted; that time
        goes by is no news.
        """
        return cast("bytes | None", self._redis.get(self._last(number))) != _digest(evaluation)

    def note(self, number: int, evaluation: Evaluation) -> None:
        """Adds the newest evaluation; the oldest beyond thirty go."""
        place = f"{self._prefix}{number}"
        with self._redis.pipeline() as pipe:
            pipe.lpush(place, _compressed(evaluation))
            pipe.ltrim(place, 0, MOST_ENTRIES - 1)
            pipe.set(self._last(number), _digest(evaluation), ex=_KEPT_SECONDS)
            pipe.expire(place, _KEPT_SECONDS)
            pipe.expire(self._whole(number), _KEPT_SECONDS)
            pipe.execute()

    def of(self, number: int) -> tuple[tuple[KeptEvaluation, ...], bool]:
        """The evaluations, oldest first, and whether what GitHub remembers was added already."""
        with self._redis.pipeline(transaction=False) as pipe:
            pipe.lrange(f"{self._prefix}{number}", 0, -1)
            pipe.exists(self._whole(number))
            kept, is_whole = pipe.execute()
        found = (_restored(each) for each in reversed(kept))
        return tuple(each for each in found if each), bool(is_whole)

    def last_of(self, numbers: Sequence[int]) -> tuple[Evaluation | None, ...]:
        """The gist of the newest evaluation of each; one round trip."""
        with self._redis.pipeline(transaction=False) as pipe:
            for number in numbers:
                pipe.lindex(f"{self._prefix}{number}", 0)
            found = [_restored(kept) if kept else None for kept in pipe.execute()]
        return tuple(each.gist if each else None for each in found)

    def add_earlier(self, number: int, earlier: Sequence[Evaluation]) -> None:
        """Puts evaluations, oldest first, before those that are kept; once only."""
        if not self._redis.set(self._whole(number), b"1", nx=True, ex=_KEPT_SECONDS):
            return
        place = f"{self._prefix}{number}"
        with self._redis.pipeline() as pipe:
            for evaluation in reversed(earlier):
                pipe.rpush(place, _compressed(evaluation))
            pipe.ltrim(place, 0, MOST_ENTRIES - 1)
            pipe.expire(place, _KEPT_SECONDS)
            pipe.execute()

    def _last(self, number: int) -> str:
        return f"{self._prefix}{number}:last"

    def _whole(self, number: int) -> str:
        return f"{self._prefix}{number}:whole"


def _digest(evaluation: Evaluation) -> bytes:
    said = [(c.name, c.conclusion, c.title, c.summary, lasting(c.text)) for c in evaluation.checks]
    told = json.dumps([evaluation.commit, said])
    return hashlib.sha256(told.encode()).hexdigest()[:16].encode()


def _compressed(evaluation: Evaluation) -> bytes:
    """The gist, with its length before it, and the whole map where that is not too large: a page
    of thirty entries needs one of the maps.
    """
    gist = _zipped(packed(gist_of(evaluation)))
    whole = _zipped(packed_map(evaluation.map)) if evaluation.map else b""
    return _LENGTH.pack(len(gist)) + gist + (whole if len(whole) <= _LARGEST_MAP else b"")


def _zipped(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def _restored(kept: bytes) -> KeptEvaluation | None:
    try:
        (length,) = _LENGTH.unpack_from(kept)
        end = _LENGTH.size + length
        gist = unpacked(json.loads(zlib.decompress(kept[_LENGTH.size : end])))
    except _ILLEGIBLE:
        return None
    return KeptEvaluation(gist, kept[end:]) if gist else None

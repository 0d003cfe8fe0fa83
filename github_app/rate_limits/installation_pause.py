"""An installation is left alone for a while, when GitHub asks for it or seems to be unwell: its
work waits in the inbox, whose scripts look for the keys named here, and that of the others goes on.
"""

from __future__ import annotations

from collections.abc import Iterable

from redis import Redis
from redis.client import Pipeline

TROUBLE = 3
"""So many failures of the world in a row, and the installation waits; then a single turn tries."""

_SHORTEST_SECONDS, _LONGEST_SECONDS = 5.0, 30.0
_FORGOTTEN_AFTER_SECONDS = 600
_LENGTHEN = """
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('SET', KEYS[1], 1, 'PX', ARGV[1])
end
"""
_LONGEST_LIMIT_SECONDS = 900.0
_LIMIT_FORGOTTEN_AFTER_SECONDS = 3_600


def pause(
    redis: Redis | Pipeline, installation_id: int, seconds: float, *, background: bool = False
) -> None:
    """Let no turn of this installation begin during the next `seconds`, or longer where that was
    said before; with `background` none of those that nobody waits for.
    """
    key = _key(installation_id, background=background)
    redis.eval(_LENGTHEN, 1, key, str(max(1, int(seconds * 1000))))


def pause_left(redis: Redis, installation_id: int) -> float:
    """Seconds to wait; 0 when there is no pause."""
    return max(0, redis.pttl(_key(installation_id))) / 1000


def count_paused(redis: Redis, installations: Iterable[int]) -> int:
    """How many of them are left alone at present."""
    keys = [_key(installation_id) for installation_id in installations]
    return int(redis.exists(*keys)) if keys else 0


def note_failure(redis: Redis, installation_id: int, weight: int = 1) -> float:
    """The world failed in this installation; `weight` says how much that cost, 1 for an answer that
    came at once. The seconds for which the installation is left alone now, 0.0 for not at all.

    They double with every second failure after the first few, up to half a minute.
    """
    name = _trouble(installation_id)
    pipe = redis.pipeline()
    pipe.incrby(name, weight)
    pipe.expire(name, _FORGOTTEN_AFTER_SECONDS)
    many = int(pipe.execute()[0])
    if many < TROUBLE:
        return 0.0
    grown = _SHORTEST_SECONDS * 2.0 ** (min(many - TROUBLE, 10) / 2)
    seconds: float = min(_LONGEST_SECONDS, grown)
    pause(redis, installation_id, seconds)
    return seconds


def pause_for_limit(redis: Redis, installation_id: int, least: float) -> float:
    """GitHub wants fewer requests without saying for how long: the seconds for which the
    installation is left alone now, `least` the first time and twice as long each time after that.
    """
    name = _limited(installation_id)
    pipe = redis.pipeline()
    pipe.incr(name)
    pipe.expire(name, _LIMIT_FORGOTTEN_AFTER_SECONDS)
    many = int(pipe.execute()[0])
    seconds = min(_LONGEST_LIMIT_SECONDS, least * 2.0 ** min(many - 1, 10))
    pause(redis, installation_id, seconds)
    return seconds


def note_success(redis: Redis | Pipeline, installation_id: int) -> None:
    """GitHub answers for this installation, so its turns need not go one by one."""
    redis.delete(_trouble(installation_id), _limited(installation_id))


def _key(installation_id: int, *, background: bool = False) -> str:
    return f"plumbline:pause-{'background' if background else 'installation'}:{installation_id}"


def _limited(installation_id: int) -> str:
    return f"plumbline:limited:{installation_id}"


def _trouble(installation_id: int) -> str:
    return f"plumbline:trouble:{installation_id}"

"""Redis.

Whether Redis answers and how fast, whether it is new enough, and whether it keeps what it was
given: append-only file on, nothing evicted. Work that was accepted and is not done yet lies there
alone. A managed Redis may not let its settings be read; then they are unknown here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.engine.words import code
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.redis_seen import RedisSeen, look
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "looking at Redis"
_SLOW_SECONDS = 0.05
_OLDEST = (6, 2)
_NEARLY_FULL = 0.8


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.redis_trouble or scene.redis is None:
        yield out_of_reach(scene.redis_trouble, is_set=scene.redis is not None)
        return
    yield from told_of(look(scene.redis))


def out_of_reach(trouble: str, *, is_set: bool) -> Finding:
    why = "Webhooks are refused with 503, since nothing could be kept; GitHub lists them as failed."
    if not is_set:
        return problem("redis", f"Redis was not asked: {trouble}.", why, "Set `REDIS_URL`.")
    return problem(
        "redis",
        f"Redis cannot be used: {trouble}.",
        why,
        "Start it, or mend `REDIS_URL`: host, port, user and password.",
        'redis-cli -u "$REDIS_URL" ping',
    )


def told_of(seen: RedisSeen) -> Iterator[Finding]:
    yield _server(seen)
    yield from _speed(seen.seconds)
    yield _append_only(seen)
    yield _eviction(seen)
    yield _memory(seen.info)


def _server(seen: RedisSeen) -> Finding:
    name = "Valkey" if "valkey_version" in seen.info else "Redis"
    version = str(seen.info.get("valkey_version") or seen.info.get("redis_version") or "")
    spoken = tuple(
        int(part)
        for part in str(seen.info.get("redis_version", "")).split(".")[:2]
        if part.isdecimal()
    )
    if spoken and spoken < _OLDEST:
        return problem(
            "redis.version",
            f"Redis {code(version)} answers; 6.2 is the oldest that has all that is used.",
            "Workers cannot take up work from it.",
            "Run Redis 6.2 or newer, or Valkey.",
        )
    return ok("redis.version", f"{name} {code(version or 'of an unknown version')} answers.")


def _speed(seconds: float) -> Iterator[Finding]:
    if seconds > _SLOW_SECONDS:
        yield warning(
            "redis.latency",
            f"It takes {seconds * 1000:,.0f} ms to answer.",
            "Every delivery and every judgement waits for it several times.",
            "Move it nearer to the processes, or give it a processor of its own.",
        )
    else:
        took = "less than a millisecond" if seconds < 0.001 else f"{seconds * 1000:,.0f} ms"
        yield ok("redis.latency", f"It answers in {took}.")


def _append_only(seen: RedisSeen) -> Finding:
    is_on = seen.info.get("aof_enabled")
    if is_on is None:
        return unknown("redis.persistence", "Whether it keeps an append-only file is not told.")
    if not int(is_on):
        return warning(
            "redis.persistence",
            "It keeps no append-only file.",
            "When it dies, accepted work since its last snapshot is lost; the sweep finds what is "
            "missing on open pull requests, but later.",
            "Switch the append-only file on, and write `appendonly yes` into its configuration.",
            "redis-cli CONFIG SET appendonly yes",
        )
    if str(seen.info.get("aof_last_write_status", "ok")) != "ok":
        return problem(
            "redis.persistence",
            "It cannot write its append-only file.",
            "It refuses writes until it can, and webhooks with them.",
            "Make room on the disk that holds its data.",
            "redis-cli INFO persistence",
        )
    how = (seen.settings or {}).get("appendfsync")
    if how == "no":
        return warning(
            "redis.persistence",
            "It keeps an append-only file, and leaves it to the system when that is written.",
            "A machine that loses its power loses half a minute of accepted work.",
            "Let it be written every second, in its configuration as well.",
            "redis-cli CONFIG SET appendfsync everysec",
        )
    often = f", written out {code(how)}" if how else "; how often it is written out is not told"
    return ok("redis.persistence", f"It keeps an append-only file{often}.")


def _eviction(seen: RedisSeen) -> Finding:
    policy = (seen.settings or {}).get("maxmemory-policy") or seen.info.get("maxmemory_policy")
    if not policy:
        return unknown(
            "redis.eviction",
            "What it does when its memory is full is not told.",
            remedy="See that its `maxmemory-policy` is `noeviction`.",
        )
    if policy == "noeviction":
        return ok("redis.eviction", "It evicts nothing.")
    what = f"It drops keys when its memory is full ({code(str(policy))})."
    why = "Accepted work may be dropped without a trace."
    remedy = "Let it refuse writes instead, and write `maxmemory-policy noeviction` into its "
    where = "redis-cli CONFIG SET maxmemory-policy noeviction"
    # Without a limit the memory is never full, so nothing is lost yet.
    make = problem if int(seen.info.get("maxmemory") or 0) else warning
    return make("redis.eviction", what, why, f"{remedy}configuration.", where)


def _memory(info: Mapping[str, Any]) -> Finding:
    used, most = int(info.get("used_memory") or 0), int(info.get("maxmemory") or 0)
    if not used:
        return unknown("redis.memory", "How much memory it uses is not told.")
    share = f" of {most / 1e6:,.0f} MB" if most else ""
    what = f"It uses {used / 1e6:,.1f} MB{share}."
    if most and used > _NEARLY_FULL * most:
        return warning(
            "redis.memory",
            what,
            "When it is full, webhooks are refused with 503.",
            "Give it more memory, or a database of its own.",
            "redis-cli --bigkeys",
        )
    return ok("redis.memory", what)

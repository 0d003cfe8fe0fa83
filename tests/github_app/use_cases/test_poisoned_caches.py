"""What is remembered in Redis is a cache: rubbish in its place is as good as nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from tests.github_app.use_cases.stage import Stage

RUBBISH = (b"", b"\xff\xfe\x00", b"{", b"null", b"[]", b'"x"', b"x\x9cgarbage", b"9" * 5000)
INBOX = (b"plumbline:events:", b"plumbline:turn:", b"plumbline:due", b"rq:")


def caches(redis: Redis) -> Iterator[bytes]:
    return (key for key in redis.keys("*") if not key.startswith(INBOX))


def spoil(redis: Redis, key: bytes, rubbish: bytes) -> None:
    match redis.type(key):
        case b"string":
            redis.set(key, rubbish, keepttl=True)
        case b"hash":
            for name in redis.hkeys(key):
                redis.hset(key, name, rubbish)
        case b"list":
            redis.lset(key, 0, rubbish)
        case b"set":
            redis.sadd(key, rubbish)
        case b"zset":
            redis.zadd(key, {rubbish: 0})


@pytest.mark.parametrize("rubbish", RUBBISH, ids=lambda each: repr(each)[:12])
def test_rubbish_anywhere_changes_no_verdict(stage: Stage, rubbish: bytes) -> None:
    files = {"src/core/engine.py": "POWER = 2  # TODO: x\n", "docs/adr/0002-x.md": "# 2. X\n"}
    pull = stage.open(files, body="Part of ADR-1.")
    stage.judge(pull)
    expected = stage.conclusions(pull.head_oid)
    kept = list(caches(stage.desk.redis))
    assert len(kept) > 5
    for key in kept:
        spoil(stage.desk.redis, key, rubbish)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid) == expected

from __future__ import annotations

import pytest
from redis import Redis

from github_app.catching_up.judged_rows import JudgedRow, JudgedRows, Looked

ROW = JudgedRow("head", "main", "2026-11-23T10:00:00Z", "tree", "digest", ("plumbline/x",), 5.0)


def filled(redis: Redis) -> JudgedRows:
    table = JudgedRows(redis, 1)
    with redis.pipeline() as pipe:
        table.put(7, ROW, ["docs/adr"], pipe)
        table.note_asked(7, "seen", 6.0, pipe)
        table.note_looked(Looked(3.0, 4.0), pipe)
        pipe.execute()
    return table


def test_what_was_noted_is_read_back(redis: Redis) -> None:
    rows = filled(redis).read()
    assert rows.of == {7: ROW}
    assert rows.asked == {7: ("seen", 6.0)}
    assert (rows.looked, rows.folders) == (Looked(3.0, 4.0), ("docs/adr",))


@pytest.mark.parametrize(
    "rubbish", [b"", b"\xff", b"{", b"null", b"[]", b"{}", b"5", b'["x", "y"]']
)
def test_rubbish_counts_as_unknown(redis: Redis, rubbish: bytes) -> None:
    table = filled(redis)
    for name in redis.hkeys(table.key):
        redis.hset(table.key, name, rubbish)
    redis.hset(table.key, b"\xffasked:", rubbish)
    rows = table.read()
    assert (rows.of, rows.asked, rows.looked) == ({}, {}, Looked())

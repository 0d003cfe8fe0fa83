"""Everything is looked at where something may be lost."""

from __future__ import annotations

from pathlib import Path

from redis import Redis

from github_app.looks import Looks
from tests.conftest import RedisServer, redis_binary


def test_a_redis_that_was_started_anew_is_noticed_once_by_whichever_clock(tmp_path: Path) -> None:
    server = RedisServer(tmp_path, redis_binary())
    server.start()
    try:
        looks = Looks(Redis.from_url(server.url))
        looks.look_at_all()
        looks.take_list([1], 3600)
        assert looks.take_due(3600) == (1,)
        assert not looks.have_missed_a_start()
        server.kill()
        server.start()
        other_clock = Looks(Redis.from_url(server.url))
        assert other_clock.have_missed_a_start()
        assert other_clock.take_due(3600) == ()
        other_clock.look_at_all()
        other_clock.take_list([1], 3600)
        assert other_clock.take_due(3600) == (1,)
        assert not looks.have_missed_a_start()
    finally:
        server.kill()

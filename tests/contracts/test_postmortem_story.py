"""Keeping postmortems says and hears what GitHub describes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from github_app.use_cases.keep_postmortems import keep_postmortems
from tests.conftest import RedisServer
from tests.contracts.test_story import judged
from tests.github_app.postmortem_town import PostmortemTown, a_postmortem, postmortem_town

pytestmark = [pytest.mark.contracts, pytest.mark.usefixtures("descriptions")]

PATH = "docs/postmortems/2026-11-23-orders.md"
TABLE = (
    "| Action | Owner | Due |\n| --- | --- | --- |\n| Alert on the disk | @grace | 2026-12-01 |\n"
)


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[PostmortemTown]:
    with postmortem_town(redis, redis_server.url) as made:
        yield made


def test_postmortems_are_kept_in_githubs_words(town: PostmortemTown) -> None:
    def look() -> None:
        town.let_claim_expire()
        keep_postmortems(town.turn, town.desk)

    look()
    incident = town.incident()
    pull = town.world.open_pull_request(
        "Mend it", f"Fixes #{incident.number}", by="grace", head="mend", files={"a.py": "x = 1\n"}
    )
    town.world.merge(pull.number, by="alice")
    look()
    town.world.comment(town.due[0].number, "/snooze soon", by="alice")
    town.files({PATH: a_postmortem("Orders", TABLE, more=f"See #{incident.number}")})
    look()
    town.days(9)
    look()
    assert town.due[0].state == "closed"
    assert len(town.actions[0].comments) == 1
    assert judged(list(town.running.service.exchanges.last())) == []

"""Whatever becomes of the deliveries of a story on their way, the verdicts are those of its end."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from redis import Redis

from github_app.desk import build_desk
from github_app.inbox import Inbox
from github_app.settings import read_settings
from sandbox.app import KeyPair
from sandbox.server import serve
from sandbox.world import World
from tests.conftest import RedisServer
from tests.github_app.conftest import environment, private_key
from tests.github_app.use_cases.stage import Bells
from tests.product.fresh_eye import Verdicts, fresh_eye, verdicts
from tests.product.happenings import Townspeople, found
from tests.product.post import Post

REPOSITORIES = ("acme/mint", "acme/mill")


def world_of_people() -> World:
    world = World()
    world.add_account("acme", "Organization")
    for login in ("alice", "bob", "carol"):
        world.add_account(login)
    world.add_team("acme", "core", ("alice",))
    keys = KeyPair.load(private_key())
    world.register_app(keys, app_id=7, slug="plumbline", owner="acme", secret="s")
    world.install("acme")
    for name in REPOSITORIES:
        found(world, name)
    return world


def bring_about(post: Post, people: Townspeople, chance: Random, steps: int) -> None:
    """The story, its deliveries: some at once, some after later turns, some twice, in any order."""
    for _ in range(steps):
        people.act()
        while post.held and chance.random() < 0.6:
            number = chance.randrange(len(post.held))
            post.bring(number)
            if chance.random() < 0.85:
                del post.held[number]
        if chance.random() < 0.5:
            post.attend(chance, chance.randint(1, 4))
    chance.shuffle(post.held)
    for number in range(len(post.held)):
        post.bring(number)
        if chance.random() < 0.3:
            post.attend(chance, 1)
    post.attend(chance)


def tell(
    seed: int, steps: int, server: RedisServer, *, sharing: bool = False, governing: bool = False
) -> None:
    """A story in a world of its own; in the end nothing is to be written any more."""
    world, redis, chance = world_of_people(), Redis.from_url(server.url), Random(seed)
    redis.flushall()
    with serve(world) as github:
        github.service.limits.per_hour = 1_000_000
        settings = environment(GITHUB_API_URL=github.api_url, REDIS_URL=server.url)
        desk = build_desk(
            read_settings(settings), redis, Inbox(redis, Bells(), pace=0.001, turns=1_000)
        )
        people = Townspeople(
            world, REPOSITORIES, chance, inventive=True, sharing=sharing, governing=governing
        )
        try:
            bring_about(Post(world, desk), people, chance, steps)
        finally:
            desk.github.close()
        with fresh_eye(github, settings, f"{server.url}?db=1") as fresh:
            before = verdicts(world)
            written = fresh.writes()
        # Where a head is shared, the same verdict may be about either pull request; and whom a text
        # names first for a review follows from what was known of people when it was written.
        assert sharing or governing or not written, "\n".join(written)
        assert conclusions(verdicts(world)) == conclusions(before)
        assert sharing or verdicts(world) == before
    redis.close()


def conclusions(told: Verdicts) -> dict[tuple[str, int, str], str | None]:
    """What was skipped passes as well: of two with one head, either may have been heard last."""
    passed = {"skipped": "success"}
    return {about: passed.get(words[0] or "", words[0]) for about, words in told.items()}


def stories(examples: int) -> settings:
    """Not made shorter when they fail: the seed tells the same again."""
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


@stories(5)
@given(seed=st.integers(0, 2**32), steps=st.integers(10, 30), sharing=st.booleans())
def test_the_order_of_deliveries_never_matters(
    redis_server: RedisServer, seed: int, steps: int, sharing: bool
) -> None:
    tell(seed, steps, redis_server, sharing=sharing)


@stories(3)
@given(seed=st.integers(0, 2**32), steps=st.integers(10, 30))
def test_nor_does_it_where_people_merge_and_change_who_may_approve(
    redis_server: RedisServer, seed: int, steps: int
) -> None:
    tell(seed, steps, redis_server, governing=True)


@pytest.mark.soak
@pytest.mark.timeout(1800)
@stories(200)
@given(
    seed=st.integers(0, 2**32),
    steps=st.integers(10, 80),
    sharing=st.booleans(),
    governing=st.booleans(),
)
def test_the_order_of_deliveries_never_matters_in_long_stories(
    redis_server: RedisServer, seed: int, steps: int, sharing: bool, governing: bool
) -> None:
    tell(seed, steps, redis_server, sharing=sharing, governing=governing)

"""Rituals of a whole organisation: one issue in one place, which shows what its readers may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from redis import Redis

from rituals.engine.nothing_asked import asks_for_nothing
from sandbox.issues import Issue
from sandbox.repository import Repository
from tests.conftest import RedisServer
from tests.github_app.ritual_town import POLICY_PATH, Town, ritual_town
from tests.github_app.test_look_for_rituals import marked

POLICY = """\
rituals:
  refactor_sprint: {anchor: 2026-01-05, every_weeks: 6, across: organization}
  blockers_audit: {anchor: 2026-01-05, every_weeks: 1, weekday: monday, across: organization}
"""


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    """`acme/.github` asks for the rituals; issues lie in three others, each seen by fewer."""
    with ritual_town(redis, redis_server.url) as made:
        made.policy(None)
        house = made.world.add_repository("acme/.github")
        house.roles["alice"] = "admin"
        made.shop = house
        made.world.push_to_branch(
            "main", {POLICY_PATH: POLICY}, "Begin", by="alice", repository="acme/.github"
        )
        for name in ("public", "internal", "private"):
            fill(made, made.world.add_repository(f"acme/{name}"), name)
        yield made


def fill(town: Town, repository: Repository, visibility: str) -> None:
    show(repository, visibility)
    repository.roles["alice"] = "admin"
    for label in ("debt", "blocked", "blocker"):
        town.world.open_issue(
            f"{visibility} {label}", by="alice", labels=[label], repository=repository.full_name
        )


def show(repository: Repository, visibility: str) -> None:
    repository.private, repository.internal = visibility != "public", visibility == "internal"


def sprint(town: Town) -> Issue:
    return next(issue for issue in town.issues if issue.title.startswith("Refactor sprint"))


SEEN = {
    "public": ["public"],
    "internal": ["public", "internal"],
    "private": ["public", "internal", "private"],
}


@pytest.mark.parametrize("visibility", SEEN)
def test_an_issue_shows_nothing_that_fewer_may_see_than_itself(town: Town, visibility: str) -> None:
    show(town.shop, visibility)
    town.look()
    text = "\n".join(issue.body for issue in town.issues)
    for name in ("public", "internal", "private"):
        is_shown = name in SEEN[visibility]
        assert (f"`{name} debt`" in text) is is_shown
        assert (f"acme/{name}#1" in text) is is_shown


def move_to_a_private_house(town: Town) -> None:
    """Where it is not the organisation that speaks."""
    house = town.world.add_repository("acme/house")
    show(house, "private")
    house.roles["alice"] = "admin"
    town.shop = house
    town.world.push_to_branch(
        "main", {POLICY_PATH: POLICY}, "Begin", by="alice", repository="acme/house"
    )


def test_a_private_repository_beside_it_speaks_of_itself_and_of_public_ones(town: Town) -> None:
    move_to_a_private_house(town)
    town.world.open_issue("own debt", by="alice", labels=["debt"], repository="acme/house")
    town.look()
    body = sprint(town).body
    shown = [name for name in ("own", *SEEN) if f"`{name} debt`" in body]
    assert shown == ["own", "public"]


def test_how_many_there_are_that_readers_may_not_see_is_not_told_either(town: Town) -> None:
    move_to_a_private_house(town)
    for name in ("internal", "private"):
        town.world.close_issue(1, by="alice", repository=f"acme/{name}")
    for name, many in (("public", 100), ("private", 7)):
        for number in range(many):
            town.world.open_issue(
                f"Debt {number}", by="alice", labels=["debt"], repository=f"acme/{name}"
            )
    town.look()
    body = sprint(town).body
    assert "100+ open issues with the label `debt`. Of the oldest 100: " in body
    assert "There may be more with the label `debt` that are not listed." in body
    assert "108" not in body


def test_there_is_one_issue_in_one_place_for_three_requests(town: Town) -> None:
    show(town.shop, "private")
    assert marked(town) == ["acme/.github"]
    town.look()
    assert len(town.issues) == 2
    town.world.advance(6 * 7 * 24)
    town.let_claim_expire()
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation"]
    assert len(town.issues) == 4
    elsewhere = [r for r in town.world.repositories.values() if r is not town.shop]
    bot = town.world.registered_app().bot
    assert not any(issue.author is bot for r in elsewhere for issue in r.issues)


def test_a_repository_that_became_public_shows_less_at_once(town: Town) -> None:
    show(town.shop, "private")
    town.look()
    assert "`private debt`" in sprint(town).body
    show(town.shop, "public")
    town.world.advance(6 * 7 * 24)
    town.let_claim_expire()
    town.look()
    (newest,) = [i for i in town.issues if "Refactor sprint 2026-W50" in i.title]
    assert "`public debt`" in newest.body
    assert "`private debt`" not in newest.body


def test_what_merely_is_read_elsewhere_cannot_be_written_there(town: Town) -> None:
    show(town.shop, "private")
    town.look()
    writing = [
        token for token in town.world.tokens.values() if "write" in token.permissions.values()
    ]
    assert {token.repository_ids for token in writing} == {frozenset({town.shop.id})}


@pytest.mark.parametrize("is_hidden_by_then", [True, False])
def test_what_was_freed_elsewhere_is_told_to_those_who_may_see_it(
    town: Town, is_hidden_by_then: bool
) -> None:
    show(town.shop, "internal")
    own = town.world.open_issue(
        "own blocked", by="alice", labels=["blocked"], repository="acme/.github"
    )
    town.look()
    town.world.advance(3 * 24)
    town.world.unlabel(own.number, "blocked", by="alice", repository="acme/.github")
    town.world.unlabel(2, "blocked", by="alice", repository="acme/internal")
    town.world.advance(4 * 24)
    if is_hidden_by_then:
        show(town.world.repositories["acme/internal"], "private")
    town.let_claim_expire()
    town.requests()
    town.look()
    assert town.requests() == ["query", "mutation"]
    body = town.issues[-1].body
    assert "`own blocked` | 3 days | label removed" in body
    assert ("`internal blocked` | 3 days | label removed" in body) is not is_hidden_by_then
    assert ("What became of acme/internal#2 and " in body) is is_hidden_by_then
    assert "acme/internal#2 |" not in body


def test_where_a_hundred_others_hide_its_own_nothing_is_called_held(town: Town) -> None:
    """The search of a private repository finds the oldest of all that the App may read."""
    move_to_a_private_house(town)
    for number in (1, 2, 3):
        town.world.close_issue(number, by="alice", repository="acme/public")
    labels = ["blocked", "debt"]
    for number in range(101):
        town.world.open_issue(
            f"Hidden {number}", by="alice", labels=labels, repository="acme/private"
        )
    town.world.advance(1)
    town.world.open_issue("own", by="alice", labels=labels, repository="acme/house")
    town.look()
    for issue in town.issues:
        assert "could be listed here, but not all" in issue.body
        assert not asks_for_nothing(issue.body)
        assert "No open issue carries" not in issue.body


ASKING = """\
rituals:
  blockers_audit:
    anchor: 2026-01-05
    across: organization
    escalation: [{after_days: 1, tell: [bob]}]
"""


def weeks(town: Town, change: Callable[[], object], visibility: str = "private") -> tuple[str, str]:
    """Two audits, of which the first asks @bob; `change` is what happened in between."""
    show(town.shop, visibility)
    name = town.shop.full_name
    town.world.push_to_branch("main", {POLICY_PATH: ASKING}, "Ask", by="alice", repository=name)
    town.world.advance(2 * 24)
    town.look()
    change()
    town.world.advance(7 * 24)
    town.let_claim_expire()
    town.look()
    first, second = (issue.body for issue in town.issues)
    assert "@bob" in first
    return first, second


def test_a_repository_that_was_renamed_frees_nothing_and_calls_nobody_again(town: Town) -> None:
    _, second = weeks(town, lambda: town.world.rename_repository("acme/private", "hidden"))
    assert "| acme/hidden#2 `private blocked` | `Blocked` | 9 days |" in second
    assert "Nothing was newly blocked or freed" in second
    assert "@bob" not in second
    assert "acme/private" not in second


def test_what_became_less_visible_is_not_said_to_be_free(town: Town) -> None:
    internal = town.world.repositories["acme/internal"]
    _, second = weeks(town, lambda: show(internal, "private"), "internal")
    assert "What became of acme/internal#2 and acme/internal#3 cannot be seen" in second
    assert "Freed" not in second
    assert "`internal " not in second


def test_a_ritual_that_looks_less_wide_frees_nothing_by_that(town: Town) -> None:
    town.world.open_issue("own", by="alice", labels=["blocked"], repository="acme/.github")
    narrow = {POLICY_PATH: ASKING.replace("organization", "repository")}
    _, second = weeks(
        town,
        lambda: town.world.push_to_branch(
            "main", narrow, "Look less wide", by="alice", repository="acme/.github"
        ),
    )
    assert "**1 blocker open.**" in second
    assert "What became of acme/public#2, " in second
    assert not any(word in second for word in ("Freed", "@bob", "`public "))


def test_an_issue_that_was_transferred_is_not_said_to_be_free(town: Town) -> None:
    own = town.world.open_issue("own", by="alice", labels=["blocked"], repository="acme/.github")
    _, second = weeks(
        town,
        lambda: town.world.transfer_issue(
            own.number, "acme/private", by="alice", repository="acme/.github"
        ),
        "internal",
    )
    assert f"What became of #{own.number} cannot be seen" in second
    assert not any(word in second for word in ("Freed", "acme/private", "`own`"))

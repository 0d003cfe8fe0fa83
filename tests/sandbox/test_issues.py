"""What becomes of issues: labels in time, milestones, search, and issues that go away."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.auth import identify
from sandbox.graph.context import Context
from sandbox.graph.execute import execute
from sandbox.limits import Budget
from sandbox.refusals import Refused
from sandbox.world import World
from tests.sandbox.harbour import shop_world

FOUND = """
query($query: String!) { search(type: ISSUE, query: $query, first: 10) {
  issueCount nodes { __typename ... on Issue { title repository { visibility } }
  ... on PullRequest { title } }
} }"""


TIMELINE = """
query($id: ID!) { node(id: $id) { ... on Issue {
  timelineItems(first: 10, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) {
    nodes { __typename
      ... on LabeledEvent { label { name } } ... on UnlabeledEvent { label { name } } }
  }
} } }"""


@pytest.fixture
def world() -> World:
    made = shop_world()
    made.open_issue("Slow", by="ana", labels=["debt"])
    return made


def ask(world: World, document: str, **variables: Any) -> dict[str, Any]:
    installation = next(iter(world.installations.values()))
    token = world.mint_token(installation)
    caller = identify(world, f"Bearer {token.text}")
    answer = execute(Context(world, caller, Budget(5_000, 0)), document, variables, None)
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    return data


def found(world: World, query: str) -> list[str]:
    return [node["title"] for node in ask(world, FOUND, query=query)["search"]["nodes"]]


def test_labels_leave_their_times_behind(world: World) -> None:
    number = world.repository().issues[-1].number
    world.advance(24)
    world.unlabel(number, "debt", by="ana")
    issue = ask(world, TIMELINE, id=world.repository().issues[-1].node_id)["node"]
    events = issue["timelineItems"]["nodes"]
    assert [(each["__typename"], each["label"]["name"]) for each in events] == [
        ("LabeledEvent", "debt"),
        ("UnlabeledEvent", "debt"),
    ]


def test_a_search_finds_by_kind_state_label_and_time(world: World) -> None:
    owner = world.repository().owner.login
    assert found(world, f'org:{owner} is:issue is:open label:"debt","bug" sort:created-asc') == [
        "Old debt",
        "Slow",
    ]
    assert found(world, f"org:{owner} is:issue is:closed") == []
    assert found(world, f"org:{owner} is:issue created:>=2999-01-01") == []
    assert found(world, f"org:{owner} is:public is:issue label:debt") == []
    assert "Slow" not in found(world, f"org:{owner} is:pr")


def test_a_deleted_issue_is_gone_and_its_number_not_given_again(world: World) -> None:
    number = world.repository().issues[-1].number
    world.delete_issue(number, by="ana")
    assert number not in world.repository().numbered
    assert world.open_issue("Next", by="ana").number == number + 1


def test_a_transferred_issue_lives_on_elsewhere_with_its_talk(world: World) -> None:
    owner = world.repository().owner.login
    world.add_repository(f"{owner}/elsewhere")
    number = world.repository().issues[-1].number
    world.comment(number, "Still slow", by="ana")
    moved = world.transfer_issue(number, f"{owner}/elsewhere", by="ana")
    assert (moved.number, moved.comments[0].body) == (1, "Still slow")
    assert number not in world.repository().numbered
    assert found(world, f"repo:{owner}/elsewhere is:issue") == ["Slow"]


def test_milestones_say_until_when(world: World) -> None:
    number = world.repository().issues[-1].number
    world.set_milestone(number, "Autumn", "2026-12-01T00:00:00+00:00", by="ana")
    node = ask(
        world,
        "query($id: ID!) { node(id: $id) { ... on Issue { milestone { title dueOn } } } }",
        id=world.repository().issues[-1].node_id,
    )["node"]
    assert node["milestone"] == {"title": "Autumn", "dueOn": "2026-12-01T00:00:00Z"}


def test_a_repository_takes_no_more_than_a_hundred_labels(world: World) -> None:
    shop = world.repository()
    for number in range(100 - len(shop.labels)):
        world.create_label(shop, f"label {number}", "ededed", by="ana")
    with pytest.raises(Refused, match="Maximum 100 labels"):
        world.create_label(shop, "one more", "ededed", by="ana")


def test_a_repository_without_issues_takes_none(world: World) -> None:
    world.switch_issues(False)
    with pytest.raises(Refused, match="disabled") as refused:
        world.open_issue("No", by="ana")
    assert refused.value.status == 410

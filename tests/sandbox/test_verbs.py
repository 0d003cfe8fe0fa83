"""Story verbs change the world and tell what GitHub would tell."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.refusals import Refused
from sandbox.world import World
from tests.sandbox.harbour import Client, shop_world


class Listening:
    """A world with a record of its events."""

    def __init__(self) -> None:
        self.world = shop_world()
        self.payloads: list[tuple[str, dict[str, Any]]] = []
        self.world.listeners.append(
            lambda event, payload, _: self.payloads.append((event, payload))
        )

    def told(self) -> list[str]:
        """Events with their actions since the last call."""
        names = [f"{event}.{p['action']}" if "action" in p else event for event, p in self.payloads]
        self.payloads.clear()
        return names


@pytest.fixture
def listening() -> Listening:
    return Listening()


@pytest.fixture
def world(listening: Listening) -> World:
    return listening.world


def test_a_push_moves_the_head_and_asks_for_checks(listening: Listening) -> None:
    world = listening.world
    before = world.pull(world.repository(), 1).head_oid
    after = world.push(1, {"src/pay.py": "one = 2\n"})
    synchronize = listening.payloads[-1][1]
    assert listening.told() == ["push", "check_suite.requested", "pull_request.synchronize"]
    assert (synchronize["before"], synchronize["after"]) == (before, after)
    assert synchronize["pull_request"]["head"]["sha"] == after


def test_a_push_to_a_fork_is_not_seen_as_a_push(listening: Listening) -> None:
    listening.world.push(2, {"README.md": "# Our shop\n"})
    assert listening.told() == ["pull_request.synchronize"]


def test_a_forced_push_says_so_and_replaces_the_commits(listening: Listening) -> None:
    world = listening.world
    world.force_push(1, {"src/pay.py": "one = 3\n"})
    assert listening.payloads[0][1]["forced"] is True
    assert len(world.pull(world.repository(), 1).commits) == 1


def test_retargeting_names_the_old_base(listening: Listening) -> None:
    world = listening.world
    world.push_to_branch("release", {"README.md": "# R\n"}, "Release", by="ana")
    listening.told()
    world.edit(1, base="release")
    payload = listening.payloads[-1][1]
    assert payload["changes"]["base"]["ref"]["from"] == "main"
    assert payload["pull_request"]["base"]["ref"] == "release"


def test_a_merge_squashes_onto_the_base(listening: Listening) -> None:
    world = listening.world
    oid = world.merge(1, by="bo")
    pull, git = world.pull(world.repository(), 1), world.repository().git
    assert git.tip("main") == oid
    assert git.commit_at(oid).message.startswith("Pay later (#1)")
    assert (pull.state, len(pull.files)) == ("closed", 2)
    assert listening.told() == ["push", "pull_request.closed"]


def test_the_queue_checks_a_commit_of_its_own(listening: Listening) -> None:
    oid = listening.world.enqueue(1)
    group = listening.payloads[-1][1]["merge_group"]
    assert listening.told() == ["pull_request.enqueued", "merge_group.checks_requested"]
    assert group["head_sha"] == oid
    assert group["head_ref"].startswith("refs/heads/gh-readonly-queue/main/pr-1-")


def test_a_change_of_main_moves_no_pull_request(listening: Listening) -> None:
    world = listening.world
    files = [change.path for change in world.pull(world.repository(), 1).files]
    world.push_to_branch("main", {"other.txt": "x"}, "Other", by="ana")
    assert listening.told() == ["push"]
    assert [change.path for change in world.pull(world.repository(), 1).files] == files


def test_nobody_approves_what_they_wrote(world: World) -> None:
    with pytest.raises(Refused, match="own pull request"):
        world.approve(1, by="ana")
    assert world.remark(1, by="ana").state == "COMMENTED"


def test_a_dismissed_review_stays_as_dismissed(listening: Listening) -> None:
    world = listening.world
    world.request_changes(1, by="bo")
    assert world.dismiss(1, of="bo", by="ana").state == "DISMISSED"
    assert listening.told()[-1] == "pull_request_review.dismissed"


def test_an_edited_review_decides_what_it_decided(listening: Listening) -> None:
    world = listening.world
    world.approve(1, by="bo", body="Fine")
    review = world.edit_review(1, of="bo", body="")
    assert (review.state, review.body) == ("APPROVED", "")
    assert listening.payloads[-1][1]["changes"] == {"body": {"from": "Fine"}}
    assert listening.told()[-1] == "pull_request_review.edited"
    with pytest.raises(Refused, match="no review"):
        world.edit_review(1, of="eve", body="")


def test_team_changes_tell_each_coming_and_going(listening: Listening) -> None:
    listening.world.set_team_members("acme/payments", ["eve"])
    assert listening.told() == ["membership.added", "membership.removed"]


def test_ticking_a_box_edits_the_issue(listening: Listening) -> None:
    world = listening.world
    world.tick_checklist(3, "pay")
    assert world.issue(world.repository(), 3).body == "- [x] pay"
    assert listening.payloads[-1][1]["changes"] == {"body": {"from": "- [ ] pay"}}


def test_time_only_moves_forward(world: World) -> None:
    before = world.clock.now()
    world.advance(24 * 7)
    assert (world.clock.now() - before).days == 7
    with pytest.raises(ValueError, match="forward"):
        world.advance(-1)


def test_roles_come_by_ownership_team_or_membership(world: World) -> None:
    repository = world.repository()
    roles = [world.role(repository, world.account(login)) for login in ("ana", "bo", "eve")]
    assert roles == ["admin", "write", None]
    repository.private = False
    assert world.role(repository, world.account("eve")) == "read"


def test_a_closed_pull_request_takes_no_push(world: World) -> None:
    world.close(1)
    with pytest.raises(Refused, match="closed"):
        world.push(1, {"a": "b"})
    world.reopen(1)
    assert world.push(1, {"a": "b"})


def test_labels_are_dropped_without_a_word_for_those_who_may_not_push(world: World) -> None:
    issue = world.open_issue("t", by="eve", labels=["debt", "unheard-of"], assignees=["eve", "bo"])
    assert [label.name for label in issue.labels] == ["debt"]
    assert [person.login for person in issue.assignees] == ["bo"]


def test_verbs_are_told_over_http_with_what_came_of_them(client: Client) -> None:
    opened = client.tell(
        "open_pull_request", title="New", by="ana", head="new", files={"n.py": "n = 1\n"}
    )
    assert opened.json() == {"number": 4}
    assert "oid" in client.tell("push", number=4, files={"n.py": "n = 2\n"}).json()
    assert client.tell("approve", number=4, by="bo").json()["number"] == 4
    refused = client.tell("approve", number=4, by="ana")
    assert (refused.status_code, "own pull request" in refused.text) == (422, True)
    assert client.tell("approve", nummer=4).status_code == 422
    assert client.tell("dance").status_code == 404


def test_the_state_is_told_in_one_answer(client: Client) -> None:
    client.tell("comment", number=1, body="Hello", by="bo")
    state = client.session.get(f"{client.running.url}/_sandbox/state", timeout=5).json()
    shop = next(each for each in state["repositories"] if each["full_name"] == "acme/shop")
    first = shop["pull_requests"][0]
    assert (first["number"], first["files"]) == (1, ["src/new.py", "src/pay.py"])
    assert first["comments"][0]["body"] == "Hello"
    assert [issue["number"] for issue in shop["issues"]] == [3]
    assert state["teams"] == {"acme/payments": ["bo"]}

"""Branches that are brought up to date, rebased, reset and reverted, as git and GitHub do it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.verbs.pulling import WEB
from sandbox.world import World
from tests.sandbox.harbour import REPOSITORY, Client

BRANCH = f"/repos/{REPOSITORY}/pulls/1/update-branch"
COMMITS = """{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
  commits(last: 1) { nodes { commit {
    messageHeadline tree { oid } parents(first: 3) { nodes { oid } }
    author { user { login } } committer { name email user { login } }
  } } }
  files(first: 10) { nodes { path } }
} } }"""


@pytest.fixture
def world(client: Client) -> World:
    """With one commit on main that #1 lacks."""
    client.world.push_to_branch("main", {"other.txt": "x\n"}, "Other", by="bo")
    return client.world


@pytest.fixture
def pull(world: World) -> PullRequest:
    return world.pull(world.repository(), 1)


def text(world: World, revision: str, path: str) -> str:
    found = world.repository().git.find(f"{revision}:{path}")
    return bytes(getattr(found, "data", b"")).decode()


def test_the_button_merges_the_base_in_and_github_commits_it(
    client: Client, world: World, pull: PullRequest
) -> None:
    before, main = pull.head_oid, world.repository().git.tip("main")
    assert pull.is_behind
    world.update_branch(1, by="bo")
    told = client.graphql(COMMITS)["data"]["repository"]["pullRequest"]
    commit = told["commits"]["nodes"][0]["commit"]
    assert commit["messageHeadline"] == "Merge branch 'main' into later"
    assert [each["oid"] for each in commit["parents"]["nodes"]] == [before, main]
    assert commit["author"] == {"user": {"login": "bo"}}
    assert commit["committer"] == {"name": WEB[0], "email": WEB[1], "user": None}
    assert commit["tree"]["oid"] == world.repository().git.merged_tree(before, str(main))
    assert [each["path"] for each in told["files"]["nodes"]] == ["src/new.py", "src/pay.py"]
    assert not pull.is_behind


def test_the_app_updates_a_branch_it_knows_the_head_of(
    client: Client, world: World, pull: PullRequest
) -> None:
    stale = client.ask("PUT", BRANCH, json={"expected_head_sha": "0" * 40})
    assert (stale.status_code, "expected head sha" in stale.text) == (422, True)
    assert client.ask("PUT", BRANCH, json={"expected_head_sha": pull.head_oid}).status_code == 202
    assert pull.commits[-1].author.name == world.registered_app().bot.name
    again = client.ask("PUT", BRANCH)
    assert (again.status_code, "no new commits" in again.text) == (422, True)


def test_a_merge_by_hand_may_change_more_than_it_merges(world: World, pull: PullRequest) -> None:
    main = str(world.repository().git.tip("main"))
    clean = world.repository().git.merged_tree(pull.head_oid, main)
    oid = world.merge_base(1, {"src/pay.py": "one = 9\n"}, by="ana")
    commit = world.repository().git.commit_at(oid)
    assert (len(commit.parent_ids), str(commit.tree_id) == clean) == (2, False)
    assert commit.committer.email == "ana@acme.example"


def test_a_rebase_keeps_authors_and_changes_and_is_a_forced_push(
    client: Client, world: World, pull: PullRequest
) -> None:
    changed = [(each.path, each.oid) for each in pull.files]
    titles = [each.message for each in pull.commits]
    before = pull.head_oid
    assert client.tell("rebase", number=1, by="bo").json() == {"oid": pull.head_oid}
    assert [each.message for each in pull.commits] == titles
    assert {(each.author.name, each.committer.name) for each in pull.commits} == {("Ana", "Bo")}
    assert [(each.path, each.oid) for each in pull.files] == changed
    assert [(each.kind, each.before) for each in pull.moments] == [
        ("head_ref_force_pushed", before)
    ]
    world.push_to_branch("main", {"src/pay.py": "three = 3\n"}, "Clash", by="bo")
    with pytest.raises(Refused, match="conflicts"):
        world.rebase(1)
    with pytest.raises(Refused, match="merge conflict"):
        world.update_branch(1)


def test_a_rebase_may_sneak_something_in(world: World, pull: PullRequest) -> None:
    world.rebase(1, {"src/new.py": "x = 2\n"})
    assert text(world, pull.head_oid, "src/new.py") == "x = 2\n"


def test_a_revert_takes_one_commit_back(world: World, pull: PullRequest) -> None:
    first = str(pull.commits[0].id)
    world.revert(1, first, by="bo")
    assert text(world, pull.head_oid, "src/pay.py") == "one = 1\ntwo = 2\n"
    assert pull.commits[-1].message == f'Revert "Pay later"\n\nThis reverts commit {first}.'
    assert [each.path for each in pull.files] == ["src/new.py"]


def test_a_head_goes_back_to_an_earlier_commit_and_the_later_one_is_forgotten(
    client: Client, world: World, pull: PullRequest
) -> None:
    late, first = pull.head_oid, str(pull.commits[0].id)
    world.approve(1, by="bo")
    world.reset_head(1, to=first)
    assert pull.head_oid == first
    query = """{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
      reviews(first: 1) { nodes { commit { oid } } } } } }"""

    def reviewed() -> Any:
        data = client.graphql(query)["data"]["repository"]["pullRequest"]
        return data["reviews"]["nodes"][0]["commit"]

    assert reviewed() == {"oid": late}
    client.tell("forget_commit", oid=late)
    assert reviewed() is None
    assert client.get(f"/repos/{REPOSITORY}/compare/main...{late}").status_code == 404
    assert client.get(f"/repos/{REPOSITORY}/commits/{late}").status_code == 422


def test_a_commit_has_an_author_beside_who_pushes_it(world: World, pull: PullRequest) -> None:
    world.push(1, {"a.py": "a\n"}, by="ana", author="bo")
    world.push(1, {"b.py": "b\n"}, by="ana", author="Build <build@acme.example>")
    people = [(each.author.email, each.committer.email) for each in pull.commits[-2:]]
    assert people == [
        ("bo@acme.example", "ana@acme.example"),
        ("build@acme.example", "ana@acme.example"),
    ]


@pytest.mark.parametrize(
    ("method", "parents", "author", "committer"),
    [
        ("squash", 1, "Ana", "GitHub"),
        ("merge", 2, "Bo", "GitHub"),
        ("rebase", 1, "Ana", "Bo"),
    ],
)
def test_each_way_of_merging_leaves_its_own_commit(
    world: World, method: Any, parents: int, author: str, committer: str
) -> None:
    oid = world.merge(1, by="bo", method=method)
    commit = world.repository().git.commit_at(oid)
    assert len(commit.parent_ids) == parents
    assert (commit.author.name, commit.committer.name) == (author, committer)
    assert text(world, "main", "src/new.py") == "x = 1\n"


def test_a_review_may_be_of_an_earlier_commit(world: World, pull: PullRequest) -> None:
    earlier = str(pull.commits[0].id)
    assert world.approve(1, by="bo", commit=earlier).commit_oid == earlier

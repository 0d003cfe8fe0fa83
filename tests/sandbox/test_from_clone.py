"""Merged pull requests of a clone become open ones with exactly their differences."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pygit2
import pytest
from click.testing import CliRunner

from cli.mistakes import Mistake
from cli.sandbox import command
from sandbox.changes import between
from sandbox.from_clone import CloneProblem, reopen, require_pulls
from sandbox.git_store import GitStore
from sandbox.world import World
from tests.sandbox.harbour import Client, served

ANA, BO = ("Ana", "1+ana-gh@users.noreply.github.com"), ("Bo Berg", "bo@example.org")
WHEN = datetime(2026, 5, 1, tzinfo=UTC)


class Clone:
    """A clone with one squashed and one merged pull request, and plain commits between."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = GitStore(pygit2.init_repository(str(path), initial_head="trunk"))
        self.store.git.remotes.create("origin", "https://github.example/acme/shop.git")
        self.tip = ""
        self.commit({"a.txt": "one\n", "b.txt": "two\n"}, "Start")

    def commit(
        self, files: dict[str, str | bytes | None], message: str, author: tuple[str, str] = BO
    ) -> str:
        parents = [self.tip] if self.tip else []
        self.tip = self.store.commit(files, message, author, WHEN, parents)
        self.store.point("trunk", self.tip)
        return self.tip

    def merge(self, branch: list[dict[str, str | bytes | None]], message: str) -> None:
        """A merge commit of a branch that left the trunk one commit earlier."""
        side = str(self.store.commit_at(self.tip).parents[0].id)
        for number, files in enumerate(branch):
            side = self.store.commit(files, f"Step {number}", ANA, WHEN, [side])
        tree = self.store.merged_tree(self.tip, side)
        assert tree
        self.tip = self.store.commit_tree(tree, message, BO, WHEN, [self.tip, side])
        self.store.point("trunk", self.tip)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    made = Clone(tmp_path / "clone")
    body = "Because.\n\nCo-authored-by: Cy <cy@example.org>"
    made.commit({"a.txt": "uno\n"}, f"Say it in Spanish (#12)\n\n{body}", ANA)
    made.commit({"c.txt": "three\n"}, "Not a pull request")
    made.merge(
        [{"b.txt": "zwei\n"}, {"d.txt": "vier\n"}],
        "Merge pull request #14 from ana-gh/german\n\nSay it in German\n\nAnd more.",
    )
    made.commit({"a.txt": "un\n"}, "Say it in French (#15)")
    return made


def reopened(clone: Clone, last: int = 20) -> World:
    world = World()
    reopen(world, clone.path, last)
    return world


def test_numbers_titles_bodies_and_authors_are_the_real_ones(clone: Clone) -> None:
    pulls = reopened(clone).repository().pulls
    assert [(pull.number, pull.title, pull.state) for pull in pulls] == [
        (12, "Say it in Spanish", "open"),
        (14, "Say it in German", "open"),
        (15, "Say it in French", "open"),
    ]
    assert pulls[0].body.startswith("Because.")
    assert pulls[1].body == "And more."
    assert [pull.author.login for pull in pulls if pull.author] == ["ana-gh", "ana-gh", "bo-berg"]


def test_the_difference_is_exactly_the_merged_one(clone: Clone) -> None:
    world = reopened(clone)
    git = world.repository().git
    for pull in world.repository().pulls:
        merge = next(
            commit
            for commit in git.git.walk(pygit2.Oid(hex=clone.tip))
            if f"#{pull.number}" in commit.message
        )
        merged = between(git.git, str(merge.parents[0].id), str(merge.id))
        assert [(c.path, c.patch) for c in pull.files] == [(c.path, c.patch) for c in merged]
        assert pull.base_oid == str(merge.parents[0].id)


def test_the_base_keeps_its_name_and_place(clone: Clone) -> None:
    world = reopened(clone)
    assert world.repository().full_name == "acme/shop"
    assert {pull.base_name for pull in world.repository().pulls} == {"trunk"}
    assert world.repository().git.tip("trunk") == clone.tip


def test_a_merged_branch_keeps_its_commits(clone: Clone) -> None:
    world = reopened(clone)
    pull = world.pull(world.repository(), 14)
    assert [commit.message for commit in pull.commits] == ["Step 0", "Step 1"]


def test_everybody_who_wrote_has_an_account(clone: Clone) -> None:
    world = reopened(clone)
    assert {"ana-gh", "bo-berg", "cy"} <= set(world.accounts)
    assert world.can_push(world.repository(), world.account("cy"))


def test_owners_can_approve_as_themselves_or_as_members_of_their_team(clone: Clone) -> None:
    clone.commit(
        {"CODEOWNERS": "* @ana-gh @Dora # @nobody\n/b.txt @acme/core @other/team\n"}, "Own"
    )
    world = reopened(clone)
    assert world.can_push(world.repository(), world.account("dora"))
    assert "nobody" not in world.accounts
    assert list(world.teams) == ["acme/core"]
    assert {"ana-gh", "bo-berg", "dora"} <= world.team_members(world.teams["acme/core"])


def test_a_merge_without_words_takes_those_of_its_only_commit_or_the_name_of_the_branch(
    clone: Clone,
) -> None:
    clone.merge([{"e.txt": "1"}], "Merge pull request #21 from ana-gh/one")
    clone.commit({"f.txt": "1"}, "Between")
    clone.merge([{"g.txt": "1"}, {"g.txt": "2"}], "Merge pull request #22 from ana-gh/two")
    pulls = reopened(clone, last=2).repository().pulls
    assert [pull.title for pull in pulls] == ["Step 0", "two"]


def test_what_changes_nothing_is_passed_over_for_an_earlier_one(clone: Clone) -> None:
    clone.commit({}, "Nothing (#16)")
    assert [pull.number for pull in reopened(clone, last=2).repository().pulls] == [14, 15]


def test_only_the_last_ones_are_taken(clone: Clone) -> None:
    assert [pull.number for pull in reopened(clone, last=1).repository().pulls] == [15]


def test_the_clone_is_left_as_it_is(clone: Clone) -> None:
    before = sorted(path for path in clone.path.rglob("*"))
    world = reopened(clone)
    world.repository().git.commit({"x": "y"}, "New", BO, WHEN, [clone.tip])
    assert sorted(path for path in clone.path.rglob("*")) == before


def test_reopened_pull_requests_are_served_and_go_on(clone: Clone) -> None:
    from tests.sandbox.harbour import APP_ID, SECRET, keys

    world = reopened(clone)
    world.register_app(keys(), app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    with served(world) as client:
        assert files(client, 14) == ["b.txt", "d.txt"]
        world.push(14, {"e.txt": "fünf\n"})
        assert files(client, 14) == ["b.txt", "d.txt", "e.txt"]


def files(client: Client, number: int) -> list[str]:
    listed = client.get(f"/repos/acme/shop/pulls/{number}/files").json()
    return [each["filename"] for each in listed]


def test_a_clone_without_merged_pull_requests_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CloneProblem, match="No merged pull request"):
        reopen(World(), Clone(tmp_path / "plain").path)


def test_a_folder_that_is_no_clone_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(CloneProblem, match="not in a git clone"):
        reopen(World(), tmp_path)


def test_whoever_looks_is_told_that_git_keeps_no_reviews(clone: Clone) -> None:
    assert "Git keeps no reviews" in reopened(clone).repository().notice


@pytest.mark.parametrize(
    "address", ["/srv/mirrors/shop", "../other/shop.git", "file:///srv/x/shop"]
)
def test_a_clone_of_a_folder_belongs_to_the_organisation_of_its_teams(
    clone: Clone, address: str
) -> None:
    clone.store.git.remotes.set_url("origin", address)
    assert reopened(clone).repository().full_name == "local/clone"
    clone.commit(
        {"CODEOWNERS": "* @ana-gh\n/a.txt @Acme/web @acme/core\n/b.txt @acme/core\n"}, "Own"
    )
    world = reopened(clone)
    assert world.repository().owner.login == "acme"
    assert "ana-gh" in world.team_members(world.teams["acme/core"])


@pytest.mark.parametrize(
    "address",
    [
        "git@github.example:acme/shop.git",
        "ssh://git@github.example:22/acme/shop",
        "https://ana@github.example/acme/shop/",
    ],
)
def test_the_names_of_a_host_are_kept_in_every_form_of_address(clone: Clone, address: str) -> None:
    clone.store.git.remotes.set_url("origin", address)
    assert reopened(clone).repository().full_name == "acme/shop"


def test_a_folder_with_nothing_to_show_is_refused_before_anything_starts(
    clone: Clone, tmp_path: Path
) -> None:
    require_pulls(clone.path)
    empty = tmp_path / "empty"
    empty.mkdir()
    done = CliRunner().invoke(command, ["--from-clone", str(empty)], standalone_mode=False)
    assert isinstance(done.exception, Mistake)
    assert "is not in a git clone" in str(done.exception)
    assert "starting" not in done.output

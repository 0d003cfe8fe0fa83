"""Who only brings the base in takes no part in the change; who adds anything does."""

from __future__ import annotations

from collections.abc import Mapping

import pygit2
import pytest
from pygit2.enums import FileMode

from sandbox.git_store import Content
from sandbox.pull_requests import PullRequest
from tests.github_app.gateway.pull_requests.approvals.branches import (
    BOTH,
    FIX,
    MINE,
    TEXT,
    forget,
    merge_main,
    on_main,
    read,
)
from tests.github_app.use_cases.stage import Stage

POLICY = "checks:\n  review_coverage: {mode: enforce, stale_approvals: any_push}\n"


@pytest.fixture
def pull(stage: Stage) -> PullRequest:
    """Of Ada, who changes line 30 of a text, adds a file, removes one and renames another."""
    on_main(stage, {"a.txt": TEXT, "gone.txt": "gone\n", "old.txt": MINE, "b.txt": "b\n"})
    return stage.open(
        {"a.txt": MINE, "new.txt": "n\n", "gone.txt": None, "old.txt": None, "name.txt": MINE}
    )


def clean(stage: Stage, pull: PullRequest) -> list[bool]:
    facts, _ = read(stage, pull)
    return [commit.is_clean_merge for commit in facts.commits]


def test_updating_a_branch_makes_nobody_a_contributor(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {"a.txt": FIX, "b.txt": None, "c.txt": "c\n"})
    merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    facts, asked = read(stage, pull)
    assert [commit.is_clean_merge for commit in facts.commits] == [False, True]
    assert sum("/compare/" in one for one in asked) == 3
    forget(stage)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    assert read(stage, pull)[1] == ["query"]


def test_whoever_turns_a_file_into_a_link_on_the_way_is_a_contributor(
    stage: Stage, pull: PullRequest
) -> None:
    main = on_main(stage, {"b.txt": "new.txt"})
    world, git = stage.world, stage.repository.git
    index, store, linus = pygit2.Index(), git.git, world.account("linus")
    index.read_tree(store[git.merged_tree(main, pull.head_oid) or ""])
    index.add(pygit2.IndexEntry("b.txt", store.create_blob(b"new.txt"), FileMode.LINK))
    tree, parents = str(index.write_tree(store)), [pull.head_oid, main]
    oid = git.commit_tree(tree, "Merge main", world.identity(linus), world.clock.now(), parents)
    world.move_branch(stage.repository, pull.head_name, oid, linus)
    world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]


def test_what_both_sides_did_alike_needs_no_hand(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {"a.txt": MINE, "gone.txt": None, "new.txt": "n\n"})
    merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, True]


@pytest.mark.parametrize(
    ("files", "is_clean"),
    [({}, True), ({"name.txt": f"{BOTH}more\n"}, False), ({"old.txt": BOTH}, False)],
    ids=["what git makes", "an edit of its own", "what was renamed, back"],
)
def test_work_of_the_base_that_follows_a_rename_makes_nobody_a_contributor(
    stage: Stage, pull: PullRequest, files: Mapping[str, Content], is_clean: bool
) -> None:
    on_main(stage, {"old.txt": BOTH})
    merge_main(stage, pull, files, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, is_clean]


def test_what_the_base_removed_and_the_change_renamed_takes_a_hand(
    stage: Stage, pull: PullRequest
) -> None:
    on_main(stage, {"old.txt": None})
    merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]


def test_a_merge_of_what_github_does_not_know_yet_is_looked_at_again_soon(
    stage: Stage, pull: PullRequest
) -> None:
    main = on_main(stage, {"a.txt": FIX})
    oid = merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    on_main(stage, {"b.txt": "more\n"})
    stage.repository.git.forgotten.add(main)
    assert clean(stage, pull) == [False, False]
    stage.repository.git.forgotten.clear()
    key = f"plumbline:seen:{stage.repository.id}:clean-merge:{oid}"
    assert 0 < stage.desk.redis.ttl(key) <= 300
    stage.desk.redis.delete(key)
    assert clean(stage, pull) == [False, True]


BY_HAND: tuple[Mapping[str, Content], ...] = (
    {"a.txt": BOTH + "evil\n"},
    {"a.txt": MINE},
    {"a.txt": FIX},
    {"c.txt": None},
    {"c.txt": "evil\n"},
    {"b.txt": "b\n"},
    {"evil.txt": "evil\n"},
    {"new.txt": "evil\n"},
    {"new.txt": None},
    {"README.md": None},
    {"name.txt": None, "evil.txt": MINE},
)


def test_a_merge_that_holds_anything_else_is_its_makers_work(
    stage: Stage, pull: PullRequest
) -> None:
    on_main(stage, {"a.txt": FIX, "b.txt": None, "c.txt": "c\n"})
    before, ada = pull.head_oid, stage.world.account("ada")
    stage.world.approve(pull.number, by="linus")
    for by_hand in BY_HAND:
        stage.world.move_branch(stage.repository, pull.head_name, before, ada)
        merge_main(stage, pull, by_hand, by="linus")
        assert clean(stage, pull) == [False, False], by_hand


def test_a_conflict_that_was_resolved_is_somebodys_work(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {"a.txt": TEXT.replace("line 30\n", "dreissig\n")})
    merge_main(stage, pull, {"a.txt": MINE}, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]


@pytest.mark.parametrize("theirs", [{"gone.txt": "kept\n"}, {"new.txt": "other\n"}], ids=str)
def test_a_file_removed_or_added_on_one_side_and_changed_on_the_other_is_a_conflict(
    stage: Stage, pull: PullRequest, theirs: Mapping[str, Content]
) -> None:
    on_main(stage, theirs)
    merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]


def test_nothing_is_asked_of_who_has_other_commits_as_well(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {"b.txt": "bb\n"})
    merge_main(stage, pull, by="linus")
    stage.world.push(pull.number, {"b.txt": "mine\n"}, by="linus")
    read(stage, pull)
    stage.world.approve(pull.number, by="linus")
    assert read(stage, pull)[1] == ["query"]


def test_nothing_is_asked_of_merges_of_the_author(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {"b.txt": "bb\n"})
    merge_main(stage, pull)
    read(stage, pull)
    stage.world.approve(pull.number, by="linus")
    assert read(stage, pull)[1] == ["query"]


def test_a_message_does_not_make_a_merge(stage: Stage, pull: PullRequest) -> None:
    stage.world.push(pull.number, {"b.txt": "evil\n"}, "Merge branch 'main'", by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]


def test_of_three_parents_nobody_knows_what_git_makes(stage: Stage, pull: PullRequest) -> None:
    world, git = stage.world, stage.repository.git
    first = on_main(stage, {"b.txt": "bb\n"})
    second = on_main(stage, {"c.txt": "c\n"})
    tree = git.merged_tree(pull.head_oid, second)
    who, now = world.account("linus"), world.clock.now()
    parents = [pull.head_oid, first, second]
    oid = git.commit_tree(tree or "", "Merge them", world.identity(who), now, parents)
    world.move_branch(stage.repository, pull.head_name, oid, who)
    world.approve(pull.number, by="linus")
    assert not any(clean(stage, pull))


def test_a_base_that_moved_too_far_to_compare_proves_nothing(
    stage: Stage, pull: PullRequest
) -> None:
    on_main(stage, {f"docs/{n}.txt": f"{n}\n" for n in range(300)})
    merge_main(stage, pull, by="linus")
    stage.world.approve(pull.number, by="linus")
    assert clean(stage, pull) == [False, False]
    assert read(stage, pull)[1] == ["query"]


def test_where_any_push_ends_approvals_a_clean_merge_does_not(
    stage: Stage, pull: PullRequest
) -> None:
    on_main(stage, {".github/plumbline.yml": POLICY})
    stage.world.approve(pull.number, by="linus")
    on_main(stage, {"a.txt": FIX})
    merge_main(stage, pull)
    assert clean(stage, pull) == [False, True]
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    stage.world.push(pull.number, {"b.txt": "bb\n"})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"

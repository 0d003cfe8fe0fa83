"""An approval follows the approved change wherever git carries it by itself, and no further."""

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
    covered,
    forget,
    merge_main,
    on_main,
    read,
    rebase,
    retarget,
)
from tests.github_app.use_cases.stage import Stage

temperatures = pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
ways = pytest.mark.parametrize("carry", [merge_main, rebase])
OTHER = {"other.txt": "of the branch\n"}


def approved(stage: Stage, files: Mapping[str, Content], by: str = "linus") -> PullRequest:
    """A pull request with `files`, seen and approved."""
    pull = stage.open({**files, **OTHER})
    stage.world.approve(pull.number, by=by)
    read(stage, pull)
    return pull


@pytest.fixture
def pull(stage: Stage) -> PullRequest:
    """Changes line 30 of a text on `main`, and is approved."""
    on_main(stage, {"a.txt": TEXT, "b.txt": TEXT})
    return approved(stage, {"a.txt": MINE})


@temperatures
@ways
def test_work_on_other_lines_of_the_base_takes_no_approval_away(
    stage: Stage, pull: PullRequest, carry: object, cold: bool
) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": FIX})
    carry(stage, pull)
    if cold:
        forget(stage)
    assert covered(stage, pull) == ["a.txt", "other.txt"]
    assert stage.repository.git.find(f"{pull.head_oid}:a.txt").data == BOTH.encode()  # type: ignore[union-attr]
    # What was proven once is not asked again.
    assert read(stage, pull)[1] == ["query"]


@ways
def test_the_base_may_come_in_any_number_of_times(
    stage: Stage, pull: PullRequest, carry: object
) -> None:
    assert callable(carry)
    for number in (3, 8, 15):
        main = stage.repository.git.find("main:a.txt")
        text = main.data.decode().replace(f"line {number}\n", "x\n")  # type: ignore[union-attr]
        on_main(stage, {"a.txt": text})
        carry(stage, pull)
        assert covered(stage, pull) == ["a.txt", "other.txt"]


BY_HAND = {
    "other": BOTH.replace("thirty", "evil"),
    "more": BOTH.replace("line 20\n", "line 20\nevil\n"),
    "less": BOTH.replace("line 10\n", ""),
    "taken back": MINE,
    "moved": FIX.replace("line 20\n", "thirty\n"),
    "without end": BOTH.removesuffix("\n"),
    "other line ends": BOTH.replace("\n", "\r\n"),
}


@ways
def test_what_a_hand_puts_in_on_the_way_is_not_covered(
    stage: Stage, pull: PullRequest, carry: object
) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": FIX})
    approved_oid, ada = pull.head_oid, stage.world.account("ada")
    found = {}
    for name, text in BY_HAND.items():
        stage.world.move_branch(stage.repository, pull.head_name, approved_oid, ada)
        carry(stage, pull, {"a.txt": text})
        found[name] = covered(stage, pull)
    assert found == {name: ["other.txt"] for name in BY_HAND}


@ways
def test_a_file_that_nobody_saw_is_not_covered(
    stage: Stage, pull: PullRequest, carry: object
) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": FIX})
    carry(stage, pull, {"b.txt": MINE})
    assert covered(stage, pull) == ["a.txt", "other.txt"]


@ways
def test_a_conflict_is_somebodys_work(stage: Stage, pull: PullRequest, carry: object) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": TEXT.replace("line 30\n", "dreissig\n")})
    carry(stage, pull, {"a.txt": MINE})
    assert covered(stage, pull) == ["other.txt"]


def test_what_the_base_takes_over_leaves_the_rest_covered(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT})
    pull = approved(stage, {"a.txt": BOTH})
    on_main(stage, {"a.txt": FIX.replace("line 15\n", "15\n")})
    merge_main(stage, pull)
    assert covered(stage, pull) == ["a.txt", "other.txt"]


def test_less_of_a_change_is_another_one_and_costs_no_question(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT})
    pull = approved(stage, {"a.txt": BOTH})
    stage.world.push(pull.number, {"a.txt": MINE})
    facts, asked = read(stage, pull)
    assert sorted(asked) == [f"GET /repos/acme/shop/pulls/{pull.number}/files", "query"]
    assert [r.unchanged_paths for r in facts.reviews or ()] == [frozenset({"other.txt"})]


def test_the_same_lines_pushed_to_another_place_are_not_covered(
    stage: Stage, pull: PullRequest
) -> None:
    stage.world.push(pull.number, {"a.txt": TEXT.replace("line 20\n", "line 20\nthirty\n")})
    assert covered(stage, pull) == ["other.txt"]
    stage.world.push(pull.number, {"a.txt": MINE})
    assert covered(stage, pull) == ["a.txt", "other.txt"]


def test_force_pushes_away_and_back_end_where_they_began(stage: Stage, pull: PullRequest) -> None:
    world = stage.world
    world.force_push(pull.number, {"a.txt": MINE.replace("thirty", "evil"), **OTHER})
    assert covered(stage, pull) == ["other.txt"]
    world.force_push(pull.number, {"a.txt": MINE, **OTHER})
    assert covered(stage, pull) == ["a.txt", "other.txt"]
    world.force_push(pull.number, OTHER)
    assert covered(stage, pull) == ["other.txt"]


def test_approvals_of_several_commits_each_cover_what_they_saw(
    stage: Stage, pull: PullRequest
) -> None:
    stage.world.push(pull.number, {"a.txt": MINE.replace("line 20\n", "twenty\n")})
    stage.world.approve(pull.number, by="grace")
    stage.world.push(pull.number, {"other.txt": "again\n"})
    on_main(stage, {"a.txt": FIX})
    merge_main(stage, pull)
    facts, _ = read(stage, pull)
    kept = {r.author and r.author.login: r.unchanged_paths for r in facts.reviews or ()}
    assert kept == {"linus": frozenset(), "grace": frozenset({"a.txt"})}
    assert {review.comparison for review in facts.reviews or ()} == {"compared"}


@ways
def test_a_renamed_file_is_followed_while_the_base_changes_its_content(
    stage: Stage, carry: object
) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": TEXT, "b.txt": MINE + TEXT})
    pull = approved(stage, {"a.txt": None, "c.txt": TEXT, "b.txt": None, "d.txt": BOTH + TEXT})
    on_main(stage, {"a.txt": FIX, "b.txt": MINE + FIX})
    carry(stage, pull)
    assert [f.previous_path for f in pull.files] == ["a.txt", "b.txt", None]
    assert covered(stage, pull) == ["c.txt", "d.txt", "other.txt"]
    stage.world.push(pull.number, {"c.txt": FIX + "evil\n"})
    assert covered(stage, pull) == ["d.txt", "other.txt"]


def test_a_file_renamed_after_the_approval_is_not_covered(stage: Stage, pull: PullRequest) -> None:
    stage.world.push(pull.number, {"a.txt": None, "z.txt": MINE})
    assert covered(stage, pull) == ["other.txt"]


def test_a_binary_file_is_kept_as_it_is_and_not_merged(stage: Stage) -> None:
    on_main(stage, {"a.bin": b"\0" + TEXT.encode(), "b.bin": b"\0"})
    pull = approved(stage, {"a.bin": b"\0" + MINE.encode(), "b.bin": b"\0b"})
    on_main(stage, {"a.bin": b"\0" + FIX.encode()})
    merge_main(stage, pull, {"a.bin": b"\0" + BOTH.encode()})
    assert covered(stage, pull) == ["b.bin", "other.txt"]


def test_a_text_that_is_not_utf_8_is_not_merged(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT.encode() + b"\xe4\n"})
    pull = approved(stage, {"a.txt": MINE.encode() + b"\xe4\n"})
    on_main(stage, {"a.txt": FIX.encode() + b"\xe4\n"})
    merge_main(stage, pull, {"a.txt": BOTH.encode() + b"\xf6\n"})
    assert covered(stage, pull) == ["other.txt"]


def replace_by_link(stage: Stage, pull: PullRequest, path: str, target: str) -> None:
    """Ada puts a symbolic link where a file is."""
    world, git = stage.world, stage.repository.git
    index, store, ada = pygit2.Index(), git.git, world.account("ada")
    index.read_tree(git.commit_at(pull.head_oid).tree)
    index.add(pygit2.IndexEntry(path, store.create_blob(target.encode()), FileMode.LINK))
    tree, now = str(index.write_tree(store)), world.clock.now()
    oid = git.commit_tree(tree, "Link it", world.identity(ada), now, [pull.head_oid])
    world.move_branch(stage.repository, pull.head_name, oid, ada)


def test_a_file_that_becomes_a_link_is_one_change_that_somebody_has_to_see(stage: Stage) -> None:
    pull = stage.open({"docs/mine.txt": "1\n"})
    stage.world.approve(pull.number, by="linus")
    replace_by_link(stage, pull, "README.md", "src/app.py")
    facts, _ = read(stage, pull)
    assert [(file.path, file.kind) for file in facts.files] == [
        ("README.md", "changed"),
        ("docs/mine.txt", "added"),
    ]
    assert facts.files_complete
    assert covered(stage, pull) == ["docs/mine.txt"]
    stage.world.approve(pull.number, by="linus")
    stage.world.push(pull.number, {"docs/mine.txt": "2\n"})
    assert covered(stage, pull) == ["README.md"]
    replace_by_link(stage, pull, "README.md", "src/core")
    assert covered(stage, pull) == []


def test_a_deletion_stays_covered_until_something_else_is_deleted(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT, "b.txt": TEXT})
    pull = approved(stage, {"a.txt": None, "b.txt": None})
    on_main(stage, {"a.txt": FIX})
    merge_main(stage, pull)
    assert [f.path for f in pull.files] == ["a.txt", "b.txt", "other.txt"]
    assert covered(stage, pull) == ["b.txt", "other.txt"]


def test_many_files_at_once_cost_few_questions(stage: Stage) -> None:
    names = [f"docs/{n}.txt" for n in range(60)]
    on_main(stage, {name: name + TEXT for name in names})
    pull = approved(stage, {name: name + MINE for name in names})
    on_main(stage, {name: name + FIX for name in names})
    merge_main(stage, pull)
    facts, asked = read(stage, pull)
    assert [r.unchanged_paths for r in facts.reviews or ()] == [frozenset([*names, "other.txt"])]
    assert asked.count("query") == 3
    assert read(stage, pull)[1] == ["query"]


def test_it_is_said_why_an_approval_could_not_be_compared(stage: Stage, pull: PullRequest) -> None:
    gone = "f" * 40
    stage.world.approve(pull.number, by="grace")
    pull.reviews[-1].commit_oid = gone
    stage.world.push(pull.number, {"a.txt": MINE + "more\n"})
    facts, _ = read(stage, pull)
    told = {r.author and r.author.login: r.comparison for r in facts.reviews or ()}
    assert told == {"linus": "compared", "grace": "commit_gone"}


@pytest.fixture
def long(stage: Stage) -> PullRequest:
    """Longer than a comparison, approved, pushed to, and forgotten."""
    on_main(stage, {"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT})
    many = {f"docs/{n}.txt": f"{n}\n" for n in range(300)}
    pull = approved(stage, {"a.txt": None, "z.txt": TEXT, "b.txt": None, **many})
    stage.world.push(pull.number, {"docs/0.txt": "again\n", "z.txt": None, "y.txt": TEXT})
    forget(stage)
    return pull


def test_what_a_long_change_was_is_found_again_in_whole_trees(
    stage: Stage, long: PullRequest
) -> None:
    facts, asked = read(stage, long)
    (review,) = facts.reviews or ()
    lost = {f.path for f in facts.files if not review.still_covers(f.path)}
    assert (lost, review.comparison) == ({"docs/0.txt", "y.txt"}, "compared")
    assert len([one for one in asked if "/git/trees/" in one]) <= 4
    assert read(stage, long)[1] == ["query"]


def test_a_change_too_long_to_compare_is_said_to_be(stage: Stage, long: PullRequest) -> None:
    stage.world.listed_entries = 100
    facts, _ = read(stage, long)
    assert [(r.unchanged_paths, r.comparison) for r in facts.reviews or ()] == [
        (frozenset(), "too_long")
    ]
    assert read(stage, long)[1] == ["query"]


def test_a_long_change_stays_approved_when_the_base_comes_in(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT})
    many = {f"docs/{n}.txt": f"{n}\n" for n in range(300)}
    pull = approved(stage, {"a.txt": MINE, **many})
    on_main(stage, {"a.txt": FIX})
    merge_main(stage, pull)
    assert len(covered(stage, pull)) == 302


def test_of_a_great_many_approved_commits_the_newest_are_compared(stage: Stage) -> None:
    world = stage.world
    pull = stage.open({"a.txt": "0\n", **OTHER})
    for number in range(12):
        login = f"reviewer-{number}"
        world.add_account(login)
        stage.repository.roles[login] = "write"
        world.approve(pull.number, by=login)
        world.push(pull.number, {"a.txt": f"{number + 1}\n"})
    facts, asked = read(stage, pull)
    assert sum("/compare/" in one for one in asked) == 10
    told = [r.comparison for r in facts.reviews or ()]
    assert told == ["too_many"] * 2 + ["compared"] * 10
    # What was compared is remembered, and leaves room for those that were not.
    facts, asked = read(stage, pull)
    assert [r.comparison for r in facts.reviews or ()] == ["compared"] * 12


@pytest.fixture
def stacked(stage: Stage) -> PullRequest:
    """Approved for the branch `below`, which has changed line 2 of the text already."""
    on_main(stage, {"a.txt": TEXT})
    stage.repository.git.point("below", stage.repository.git.tip("main") or "")
    stage.world.push_to_branch("below", {"a.txt": FIX}, "Below", by="ada")
    pull = stage.open({"a.txt": BOTH, **OTHER}, base="below")
    stage.world.approve(pull.number, by="linus")
    read(stage, pull)
    return pull


def test_what_only_another_base_shows_is_not_covered_though_the_content_is_the_same(
    stage: Stage, stacked: PullRequest
) -> None:
    retarget(stage, stacked, "main")
    assert covered(stage, stacked) == ["other.txt"]


@ways
def test_what_was_approved_on_a_branch_that_was_merged_stays_so(
    stage: Stage, stacked: PullRequest, carry: object
) -> None:
    assert callable(carry)
    on_main(stage, {"a.txt": FIX.replace("line 15\n", "15\n")})
    retarget(stage, stacked, "main")
    assert covered(stage, stacked) == ["other.txt"]
    carry(stage, stacked)
    assert covered(stage, stacked) == ["a.txt", "other.txt"]


def test_it_is_said_that_what_was_shown_on_another_base_is_forgotten(
    stage: Stage, stacked: PullRequest
) -> None:
    retarget(stage, stacked, "main")
    forget(stage)
    facts, _ = read(stage, stacked)
    assert [(r.unchanged_paths, r.comparison) for r in facts.reviews or ()] == [
        (frozenset(), "other_base")
    ]


def test_a_base_that_only_moved_on_makes_nothing_to_be_compared(
    stage: Stage, pull: PullRequest
) -> None:
    stage.world.push(pull.number, {"other.txt": "again\n"})
    on_main(stage, {"b.txt": FIX})
    stage.world.push(pull.number, {"other.txt": "and again\n"})
    facts, asked = read(stage, pull)
    assert facts.base_oid == stage.repository.git.tip("main")
    assert sorted(asked) == [f"GET /repos/acme/shop/pulls/{pull.number}/files", "query"]
    assert [r.unchanged_paths for r in facts.reviews or ()] == [frozenset({"a.txt"})]


def test_a_base_that_took_over_what_lies_below_is_compared_anew(stage: Stage) -> None:
    on_main(stage, {"a.txt": TEXT})
    pull = stage.open({"new.txt": TEXT})
    below = pull.head_oid
    stage.world.push(pull.number, {"new.txt": MINE})
    stage.world.approve(pull.number, by="linus")
    read(stage, pull)
    stage.world.move_branch(stage.repository, "main", below, stage.world.account("linus"))
    stage.world.push(pull.number, OTHER)
    facts, asked = read(stage, pull)
    assert any("/compare/" in one for one in asked)
    assert [f.kind for f in facts.files] == ["modified", "added"]
    assert [r.unchanged_paths for r in facts.reviews or ()] == [frozenset({"new.txt"})]


AREA = """\
areas:
  words:
    paths: ["*.txt"]
    permission: triage
"""


def test_where_an_area_asks_for_less_than_write_access_such_approvals_are_followed(
    stage: Stage,
) -> None:
    on_main(stage, {".github/plumbline.yml": AREA})
    stage.repository.roles["mallory"] = "triage"
    pull = approved(stage, {"a.txt": MINE}, by="mallory")
    stage.world.push(pull.number, {"other.txt": "again\n"})
    facts, _ = read(stage, pull)
    assert [(r.author_can_push, r.unchanged_paths) for r in facts.reviews or ()] == [
        (False, {"a.txt"})
    ]


def test_approvals_that_hardly_count_crowd_out_no_others(stage: Stage, pull: PullRequest) -> None:
    on_main(stage, {".github/plumbline.yml": AREA})
    for number in range(11):
        stage.world.push(pull.number, {"other.txt": f"{number}\n"})
        stage.world.add_account(f"passer-by-{number}")
        stage.world.approve(pull.number, by=f"passer-by-{number}")
    stage.world.push(pull.number, {"other.txt": "again\n"})
    forget(stage)
    facts, _ = read(stage, pull)
    assert [r.comparison for r in facts.reviews or ()] == [
        "compared",
        "too_many",
        "too_many",
        *["compared"] * 9,
    ]

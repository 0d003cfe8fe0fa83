"""An approval covers the change that its giver was shown, and no other."""

from __future__ import annotations

import pytest

from sandbox.pull_requests import PullRequest
from tests.github_app.gateway.pull_requests.approvals.branches import forget, retarget
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

temperatures = pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])


def approved(stage: Stage, pull: PullRequest, by: str = "linus") -> None:
    stage.judge(pull, "pull_request.opened")
    stage.world.approve(pull.number, by=by)
    stage.judge(pull, "pull_request_review.submitted")
    assert verdict(stage, pull) == "success"


def verdict(stage: Stage, pull: PullRequest) -> str | None:
    return stage.conclusions(pull.head_oid)["review_coverage"]


def merge(stage: Stage, pull: PullRequest, tree: str, main: str) -> None:
    """The author merges `main` into the branch and says what comes out: `tree`."""
    world, git = stage.world, stage.repository.git
    ada = world.account("ada")
    parents = [pull.head_oid, main]
    oid = git.commit_tree(tree, "Merge main", world.identity(ada), world.clock.now(), parents)
    world.move_branch(stage.repository, pull.head_name, oid, ada)


@temperatures
def test_a_merge_that_takes_the_bases_work_back_is_not_covered(stage: Stage, cold: bool) -> None:
    world = stage.world
    pull = stage.open({"README.md": "1\n"})
    approved(stage, pull)
    fix = {"src/core/engine.py": "POWER = 2\n", "guard.py": "guard = 1\n"}
    main = world.push_to_branch("main", fix, "Fix", by="linus", repository=REPOSITORY)
    tree = str(stage.repository.git.commit_at(pull.head_oid).tree_id)
    merge(stage, pull, tree, main)
    if cold:
        forget(stage)
    stage.judge(pull)
    assert verdict(stage, pull) == "failure"
    assert "1 of 3" in (stage.runs(pull.head_oid)["review_coverage"].summary or "")


@temperatures
def test_a_merge_that_only_brings_the_base_in_keeps_approvals(stage: Stage, cold: bool) -> None:
    world, git = stage.world, stage.repository.git
    pull = stage.open({"README.md": "1\n"})
    approved(stage, pull)
    fix = {"src/core/engine.py": "POWER = 2\n", "guard.py": "guard = 1\n"}
    main = world.push_to_branch("main", fix, "Fix", by="linus", repository=REPOSITORY)
    tree = git.merged_tree(main, pull.head_oid)
    assert tree is not None
    merge(stage, pull, tree, main)
    if cold:
        forget(stage)
    stage.judge(pull)
    assert verdict(stage, pull) == "success"
    assert said(stage.judge(pull)) == ["query"]


@temperatures
def test_a_rename_of_another_file_to_the_same_place_is_not_covered(
    stage: Stage, cold: bool
) -> None:
    world, body = stage.world, "".join(f"line {n}\n" for n in range(50))
    files: dict[str, str | bytes | None] = {"a.txt": body, "guard.txt": f"{body}x\n"}
    world.push_to_branch("main", files, "Add", by="linus", repository=REPOSITORY)
    pull = stage.open({"a.txt": None, "b.txt": body})
    approved(stage, pull)
    world.push(pull.number, {"a.txt": body, "guard.txt": None})
    assert [(f.path, f.previous_path) for f in pull.files] == [("b.txt", "guard.txt")]
    if cold:
        forget(stage)
    stage.judge(pull)
    assert verdict(stage, pull) == "failure"


@temperatures
def test_an_approval_of_a_change_too_long_to_compare_is_kept(stage: Stage, cold: bool) -> None:
    pull = stage.open({f"docs/{n}.txt": f"{n}\n" for n in range(300)})
    approved(stage, pull)
    stage.world.push(pull.number, {"docs/0.txt": "again\n"})
    if cold:
        forget(stage)
    stage.judge(pull)
    title = stage.runs(pull.head_oid)["review_coverage"].title or ""
    assert title.startswith("1 of 300 files not reviewed")
    assert verdict(stage, pull) == "failure"


def test_what_was_compared_once_is_not_asked_again(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n", "docs/a.md": "a\n"})
    stage.world.approve(pull.number, by="linus")
    stage.world.push(pull.number, {"docs/a.md": "b\n"})
    assert len(said(stage.judge(pull))) <= 5
    assert said(stage.judge(pull)) == ["query"]


@pytest.fixture
def sneaky(stage: Stage) -> PullRequest:
    """Approved for the branch `side`, which holds what `main` does not."""
    stage.repository.git.point("side", stage.repository.git.tip("main"))
    stage.world.push_to_branch("side", {"guard.py": "evil()\n"}, "Sneak", by="ada")
    pull = stage.open({"README.md": "1\n"}, base="side")
    approved(stage, pull)
    return pull


def test_an_approval_for_another_base_covers_what_was_shown_there(
    stage: Stage, sneaky: PullRequest
) -> None:
    retarget(stage, sneaky, "main")
    stage.judge(sneaky)
    run = stage.runs(sneaky.head_oid)["review_coverage"]
    assert (run.conclusion, "1 of 2" in (run.title or "")) == ("failure", True)
    assert said(stage.judge(sneaky)) == ["query"]
    stage.world.approve(sneaky.number, by="linus")
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "success"


def test_a_base_that_was_made_to_show_more_afterwards_proves_nothing(
    stage: Stage, sneaky: PullRequest
) -> None:
    stage.repository.git.point("side", stage.repository.git.tip("main"))
    stage.judge(sneaky)
    retarget(stage, sneaky, "main")
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "failure"


def test_an_approval_for_another_base_covers_nothing_once_that_is_forgotten(
    stage: Stage, sneaky: PullRequest
) -> None:
    retarget(stage, sneaky, "main")
    forget(stage)
    stage.judge(sneaky)
    run = stage.runs(sneaky.head_oid)["review_coverage"]
    assert (run.conclusion, "2 of 2" in (run.title or "")) == ("failure", True)


def test_another_base_is_noticed_though_no_event_told_of_it(
    stage: Stage, sneaky: PullRequest
) -> None:
    stage.world.advance(1)
    stage.world.edit(sneaky.number, base="main")
    stage.desk.redis.flushall()
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "failure"
    stage.world.advance(1)
    stage.world.approve(sneaky.number, by="linus")
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "success"


def test_no_number_of_changes_of_the_base_hides_one(stage: Stage, sneaky: PullRequest) -> None:
    stage.desk.redis.flushall()
    for _ in range(51):
        for base in ("main", "side"):
            stage.world.edit(sneaky.number, base=base)
    stage.world.edit(sneaky.number, base="main")
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "failure"


@temperatures
def test_going_to_another_base_and_back_keeps_approvals(
    stage: Stage, sneaky: PullRequest, cold: bool
) -> None:
    retarget(stage, sneaky, "main")
    retarget(stage, sneaky, "side")
    if cold:
        stage.desk.redis.flushall()
    stage.judge(sneaky)
    assert verdict(stage, sneaky) == "success"


def test_a_flood_of_remarks_hides_no_request_for_changes(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.request_changes(pull.number, by="grace")
    for _ in range(1350):
        stage.world.remark(pull.number, by="ada", body="x")
    stage.world.approve(pull.number, by="linus")
    assert len(said(stage.judge(pull))) <= 5
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert (run.conclusion, "grace" in (run.summary or "")) == ("failure", True)


@pytest.mark.parametrize(("before", "hides"), [(12, "a self-approval"), (120, "an author")])
def test_no_number_of_co_authors_hides_one(stage: Stage, before: int, hides: str) -> None:
    others = "".join(f"Co-authored-by: P{n} <p{n}@nowhere.example>\n" for n in range(before))
    message = f"Change\n\n{others}Co-authored-by: Linus <linus@acme.example>\n"
    pull = stage.open({"README.md": "1\n"}, message=message)
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull)
    assert verdict(stage, pull) == "failure", hides


def test_a_review_after_the_base_came_in_costs_a_read_and_a_write(stage: Stage) -> None:
    world = stage.world
    names = [f"docs/{n}.txt" for n in range(8)]
    text = "".join(f"line {n}\n" for n in range(20))
    main = dict.fromkeys(names, text)
    world.push_to_branch("main", main, "Begin", by="linus", repository=REPOSITORY)
    pull = stage.open(dict.fromkeys(names, text + "mine\n"))
    approved(stage, pull)
    theirs = dict.fromkeys(names, "theirs\n" + text)
    oid = world.push_to_branch("main", theirs, "Work", by="linus", repository=REPOSITORY)
    tree = stage.repository.git.merged_tree(oid, pull.head_oid)
    assert tree is not None
    merge(stage, pull, tree, oid)
    stage.judge(pull)
    assert verdict(stage, pull) == "success"
    world.request_changes(pull.number, by="grace")
    assert said(stage.judge(pull, "pull_request_review.submitted")) == ["query", "mutation"]
    world.approve(pull.number, by="grace")
    assert said(stage.judge(pull, "pull_request_review.submitted")) == ["query", "mutation"]

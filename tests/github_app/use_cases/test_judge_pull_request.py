"""A pull request is judged end to end, over HTTP, with as few requests as promised."""

from __future__ import annotations

from snapshot.codeowners import LARGEST_FILE
from tests.github_app.use_cases.stage import CHECKS, Stage, said


def test_a_pull_request_gets_one_completed_run_for_each_check(stage: Stage) -> None:
    pull = stage.open({"README.md": "# The shop\n"})
    stage.judge(pull, "pull_request.opened")
    assert stage.conclusions(pull.head_oid) == {
        "adr_link": "skipped",
        "review_coverage": "failure",
        "debt_label": "success",
        "code_owners": "skipped",
        "decision_records": "skipped",
        "hotspots": "skipped",
        "postmortems": "skipped",
    }


def test_opening_costs_three_requests_when_nothing_of_the_base_changed(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "1\n"}, head="one"))
    second = stage.open({"README.md": "2\n"}, head="two")
    requests = said(stage.judge(second))
    files = f"GET /repos/acme/shop/pulls/{second.number}/files"
    assert sorted(requests) == [files, "mutation", "query"]


def test_the_first_look_at_a_repository_costs_two_requests_more_at_most(stage: Stage) -> None:
    assert len(said(stage.judge(stage.open({"README.md": "1\n"})))) <= 5


def test_looking_again_when_nothing_changed_costs_one_request(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    assert said(stage.judge(pull, "pull_request.edited")) == ["query"]


def test_an_approval_costs_two_requests_and_turns_the_verdict(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.world.approve(pull.number, by="linus")
    hints = {"changed_files": 0}
    assert said(stage.judge(pull, "pull_request_review.submitted", **hints)) == [
        "query",
        "mutation",
    ]
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"


def test_a_pull_request_that_was_closed_meanwhile_is_left_alone(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.close(pull.number)
    assert "mutation" not in said(stage.judge(pull))


def test_an_older_approval_covers_what_did_not_change_since(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n", "docs/a.md": "a\n"})
    stage.judge(pull)
    stage.world.approve(pull.number, by="linus")
    stage.world.push(pull.number, {"docs/a.md": "b\n"})
    requests = said(stage.judge(pull))
    assert len(requests) == 3
    assert "1 of 2" in (stage.runs(pull.head_oid)["review_coverage"].title or "")


def test_what_an_approval_saw_is_asked_when_it_was_never_seen(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n", "docs/a.md": "a\n"})
    stage.world.approve(pull.number, by="linus")
    stage.world.push(pull.number, {"docs/a.md": "b\n"})
    stage.judge(pull)
    assert "1 of 2" in (stage.runs(pull.head_oid)["review_coverage"].title or "")


def test_one_comment_tells_what_blocks_and_is_folded_when_all_is_well(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.judge(pull)
    (comment,) = pull.comments
    assert "plumbline/review_coverage" in comment.body
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull)
    assert len(pull.comments) == 1
    assert comment.minimized_reason == "resolved"


def test_drafts_are_judged_but_not_nagged(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"}, draft=True)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    assert pull.comments == []


def test_a_locked_conversation_does_not_keep_the_verdicts_back(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    pull.locked = True
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS
    assert said(stage.judge(pull)) == ["query"]


def test_a_person_who_asks_again_gets_every_run_anew(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    before = {run.id for run in stage.runs(pull.head_oid).values()}
    stage.judge(pull, "check_run.rerequested", again=True, base_name="", changed_files=0)
    after = {run.id for run in stage.runs(pull.head_oid).values()}
    assert len(after) == len(CHECKS)
    assert not after & before


def test_pull_requests_of_forks_are_judged_even_when_the_fork_is_gone(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"}, by="mallory", fork=True)
    stage.world.delete_fork(pull.number)
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS


def test_every_file_of_a_long_list_is_read(stage: Stage) -> None:
    files = {f"src/core/f{n}.py": f"x = {n}  # TODO tidy\n" for n in range(250)}
    pull = stage.open(files)
    requests = said(stage.judge(pull))
    pages = [request for request in requests if request.startswith("GET")]
    assert len(pages) == 3
    assert len(stage.runs(pull.head_oid)["debt_label"].annotations) >= 50


def test_annotations_leave_fifty_at_a_time_and_all_arrive(stage: Stage) -> None:
    lines = "".join(f"x{n} = 1  # TODO tidy {n}\n" for n in range(120))
    pull = stage.open({"src/x.py": lines})
    requests = said(stage.judge(pull))
    run = stage.runs(pull.head_oid)["debt_label"]
    wished = len(run.annotations)
    assert wished > 50
    assert requests.count("mutation") == -(-wished // 50)
    assert run.status == "completed"
    assert said(stage.judge(pull)) == ["query"]


def test_a_push_that_overtakes_the_event_is_what_is_judged(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    old = pull.head_oid
    stage.world.push(pull.number, {"README.md": "2\n"})
    stage.judge(pull, head_oid=old)
    assert stage.runs(old) == {}
    assert set(stage.runs(pull.head_oid)) == CHECKS


def test_a_wrong_guess_of_the_base_is_put_right(stage: Stage) -> None:
    stage.world.push_to_branch("release", {"a.md": "a\n"}, "Begin", by="linus")
    pull = stage.open({"b.md": "b\n"}, base="release")
    stage.judge(pull, base_name="main")
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "neutral"


def test_binary_files_without_a_patch_are_judged(stage: Stage) -> None:
    pull = stage.open({"logo.png": bytes(range(256)) * 40})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["debt_label"] == "success"


def test_the_label_is_created_once(stage: Stage) -> None:
    pull = stage.open({"src/x.py": "x = 1  # TODO tidy\n"})
    stage.judge(pull)
    labels = {label.name for label in stage.repository.labels}
    assert "debt" in labels
    assert said(stage.judge(pull)) == ["query"]


def test_a_codeowners_too_long_for_graphql_is_read_all_the_same(stage: Stage) -> None:
    filler = "# Someone owns this, and a long list of things besides.\n" * 12_000
    owners = {".github/CODEOWNERS": filler + "*.md @grace\n"}
    stage.world.push_to_branch("main", owners, "Own it", by="linus")
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    assert said(stage.judge(pull)) == ["query"]


def test_a_codeowners_that_github_does_not_load_is_named_on_the_map(stage: Stage) -> None:
    owners = "* @grace\n"
    whole = owners + "#" * (LARGEST_FILE - len(owners))
    stage.world.push_to_branch("main", {".github/CODEOWNERS": whole + "#"}, "Own it", by="linus")
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    map_text = stage.runs(pull.head_oid)["review_coverage"].text or ""
    assert "`.github/CODEOWNERS` is over 3 MB, which GitHub does not load: no file" in map_text
    stage.world.push_to_branch("main", {".github/CODEOWNERS": whole}, "Shorten it", by="linus")
    stage.judge(pull)
    map_text = stage.runs(pull.head_oid)["review_coverage"].text or ""
    assert "over 3 MB" not in map_text
    assert "`@grace`" in map_text


def test_a_base_branch_that_was_deleted_is_read_at_its_last_commit(stage: Stage) -> None:
    stage.world.push_to_branch("release", {"a.md": "a\n"}, "Begin", by="linus")
    pull = stage.open({"b.md": "b\n"}, base="release")
    stage.repository.git.git.references.delete("refs/heads/release")
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS


def test_records_of_the_base_and_of_the_change_can_be_cited(stage: Stage) -> None:
    changed = {"src/core/engine.py": "POWER = 2\n"}
    pull = stage.open(changed, body="As decided in docs/adr/0001-record-decisions.md.")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["adr_link"] == "success"
    bare = stage.open(changed, head="bare")
    stage.judge(bare)
    assert stage.conclusions(bare.head_oid)["adr_link"] == "failure"

"""The policy of the base branch rules, whatever a pull request or an accident does to it."""

from __future__ import annotations

from tests.github_app.use_cases.stage import POLICY, RECORD, Stage, said

PATH = ".github/plumbline.yml"
BROKEN = "checks:\n  adr_lnk: {}\n"


def push(stage: Stage, text: str | None) -> None:
    stage.world.push_to_branch("main", {PATH: text}, "Change the policy", by="linus")


def test_without_a_policy_nothing_turns_red(stage: Stage) -> None:
    push(stage, None)
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    assert "failure" not in stage.conclusions(pull.head_oid).values()
    assert pull.comments == []


def test_a_pull_request_that_breaks_the_policy_is_told_so_and_judged_by_the_old_one(
    stage: Stage,
) -> None:
    stage.judge(stage.open({"a.md": "a\n"}, head="first"))
    pull = stage.open({PATH: BROKEN})
    requests = said(stage.judge(pull))
    run = stage.runs(pull.head_oid)["policy"]
    assert len(requests) == 3
    assert run.conclusion == "failure"
    assert [(a.path, a.start_line) for a in run.annotations] == [(PATH, 2)]
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_a_valid_change_of_the_policy_is_confirmed_and_withdrawn_with_the_change(
    stage: Stage,
) -> None:
    pull = stage.open({PATH: POLICY.replace("advise", "enforce")})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "success"


def test_removing_or_moving_the_policy_is_said_and_judged_by_the_old_one(stage: Stage) -> None:
    removed = stage.open({PATH: None}, head="removed")
    moved = stage.open({PATH: None, "plumbline.yml": POLICY}, head="moved")
    for pull in (removed, moved):
        stage.judge(pull)
        run = stage.runs(pull.head_oid)["policy"]
        assert (run.conclusion, run.title) == ("neutral", "The policy is removed")
        assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_a_broken_policy_on_the_base_leaves_the_last_good_one_in_force(stage: Stage) -> None:
    stage.judge(stage.open({"a.md": "a\n"}, head="first"))
    push(stage, BROKEN)
    pull = stage.open({"b.md": "b\n"}, head="second")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "neutral"
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_the_last_good_policy_is_found_in_the_history_when_nothing_is_remembered(
    stage: Stage,
) -> None:
    push(stage, BROKEN)
    push(stage, BROKEN + "# Still.\n")
    pull = stage.open({"b.md": "b\n"})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "neutral"
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"


def test_the_last_good_policy_is_in_force_though_nobody_looked_while_it_was(stage: Stage) -> None:
    pull = stage.open({"a.md": "a\n"}, head="first")
    stage.judge(pull)
    push(stage, POLICY.replace("review_coverage: {mode: enforce}", "review_coverage: {mode: off}"))
    push(stage, BROKEN)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "skipped"
    assert said(stage.judge(pull)) == ["query"]


def test_nor_does_it_matter_that_the_same_text_was_broken_before(stage: Stage) -> None:
    pull = stage.open({"a.md": "a\n"}, head="first")
    push(stage, BROKEN)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    push(stage, POLICY.replace("review_coverage: {mode: enforce}", "review_coverage: {mode: off}"))
    push(stage, BROKEN)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "skipped"
    assert said(stage.judge(pull)) == ["query"]


def test_a_mended_policy_withdraws_what_was_said_about_it(stage: Stage) -> None:
    push(stage, BROKEN)
    pull = stage.open({"b.md": "b\n"})
    stage.judge(pull)
    push(stage, POLICY)
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "skipped"
    assert said(stage.judge(pull)) == ["query"]


def test_a_check_that_is_switched_off_withdraws_its_verdict(stage: Stage) -> None:
    pull = stage.open({"b.md": "b\n"})
    stage.judge(pull)
    push(stage, "checks:\n  review_coverage: {mode: off}\n")
    stage.judge(pull)
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert (run.conclusion, run.title) == ("skipped", "Switched off")
    other = stage.open({"c.md": "c\n"}, head="other")
    stage.judge(other)
    assert "review_coverage" not in stage.runs(other.head_oid)


def test_folders_of_a_new_policy_are_read_at_once(stage: Stage) -> None:
    stage.judge(stage.open({"a.md": "a\n"}, head="first"))
    files = {
        PATH: "records: {adr: {folders: [notes]}}\n"
        "checks:\n  adr_link: {mode: enforce, paths: [src/]}\n",
        "notes/0007-use-notes.md": RECORD.format(number=7, title="Use notes", status="Accepted"),
    }
    stage.world.push_to_branch("main", files, "Move the records", by="linus")
    pull = stage.open({"src/x.py": "x = 1\n"}, body="See ADR-7.", head="second")
    assert len(said(stage.judge(pull))) <= 5
    assert stage.conclusions(pull.head_oid)["adr_link"] == "success"


def test_pull_requests_that_target_a_branch_are_marked_when_it_changes(stage: Stage) -> None:
    stage.open({"a.md": "a\n"}, head="one")
    stage.open({"b.md": "b\n"}, head="two")
    stage.world.push_to_branch("other", {"x": "x\n"}, "Begin", by="linus")
    stage.open({"c.md": "c\n"}, head="three", base="other")
    stage.attend("repository", "main", stage.prompt("push"))
    assert stage.waiting() == ["1", "2"]


def test_a_re_run_that_names_no_pull_request_finds_those_with_its_head(stage: Stage) -> None:
    stage.open({"a.md": "a\n"}, head="one")
    pull = stage.open({"b.md": "b\n"}, head="two", by="mallory", fork=True)
    prompt = stage.prompt("check_suite.rerequested", again=True)
    stage.attend("repository", f"head:{pull.head_oid}", prompt)
    assert stage.waiting() == [str(pull.number)]


def test_a_policy_that_never_was_good_is_looked_up_in_the_history_only_once(stage: Stage) -> None:
    stage.world.push_to_branch("release", {PATH: BROKEN}, "Begin", by="linus")
    pull = stage.open({"b.md": "b\n"}, base="release")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "neutral"
    assert "failure" not in stage.conclusions(pull.head_oid).values()
    assert said(stage.judge(pull)) == ["query"]


def test_a_policy_that_is_no_text_is_not_called_valid(stage: Stage) -> None:
    pull = stage.open({PATH: bytes(range(256))})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "failure"


def test_a_policy_that_is_no_text_on_the_base_is_reported(stage: Stage) -> None:
    stage.world.push_to_branch("main", {PATH: bytes(range(256))}, "Oops", by="linus")
    pull = stage.open({"a.md": "a\n"})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["policy"] == "neutral"
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"

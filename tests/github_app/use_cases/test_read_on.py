"""What is too much for one reading is asked for in the next, without waiting for another event."""

from __future__ import annotations

from itertools import count

import pytest

from github_app.gateway.pull_requests.approvals import clean_merges, kept_files, seen_changes
from github_app.use_cases.attend import attend
from sandbox.pull_requests import PullRequest
from tests.github_app.gateway.pull_requests.approvals.branches import (
    TEXT,
    forget,
    merge_main,
    on_main,
)
from tests.github_app.use_cases.stage import Stage
from tests.github_app.use_cases.test_others import group_branch

PATHS = ("docs/a.txt", "docs/b.txt", "docs/c.txt")
OWNERS = "/docs/a.txt @grace\n/docs/b.txt @linus\n/docs/c.txt @mallory\n"


def judged_out(stage: Stage, pull: PullRequest) -> list[str | None]:
    """What each turn after one event concludes, until nobody waits for another."""
    stage.judge(pull)
    concluded = [stage.conclusions(pull.head_oid)["review_coverage"]]
    while stage.waiting():
        subject = stage.subject(pull)
        stage.desk.redis.delete(f"plumbline:pause:{subject.key}")
        turn = stage.desk.inbox.begin(subject)
        assert turn is not None
        attend(turn, stage.desk)
        stage.desk.inbox.finish(turn)
        concluded.append(stage.conclusions(pull.head_oid)["review_coverage"])
        assert len(concluded) < 9
    return concluded


def test_approvals_of_any_number_of_commits_are_compared_at_last(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen_changes, "MOST_COMPARED_COMMITS", 1)
    stage.repository.roles["mallory"] = "write"
    on_main(stage, {".github/CODEOWNERS": OWNERS})
    pull = stage.open({PATHS[0]: "1\n"})
    for login, path in zip(("grace", "linus"), PATHS[1:], strict=True):
        stage.world.approve(pull.number, by=login)
        stage.world.push(pull.number, {path: "1\n"})
    stage.world.approve(pull.number, by="mallory")
    assert judged_out(stage, pull) == ["failure", "success"]
    assert judged_out(stage, pull) == ["success"]


def test_any_number_of_files_is_proven_at_last(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_PAIRS", 1)
    pull = changed_on_both_sides(stage)
    merge_main(stage, pull)
    assert judged_out(stage, pull) == ["failure", "failure", "success"]


def test_any_number_of_merges_is_proven_at_last(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean_merges, "MOST_CONTENTS", 3 * len(PATHS))
    pull = changed_on_both_sides(stage)
    merge_main(stage, pull, by="linus")
    on_main(stage, dict.fromkeys(PATHS, f"1\n0\n{TEXT}"))
    merge_main(stage, pull, by="linus")
    assert judged_out(stage, pull) == ["failure", "success"]
    forget(stage)
    assert judged_out(stage, pull) == ["failure", "success"]


def test_who_updates_a_branch_often_takes_no_part_by_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clean_merges, "MOST_MERGES", 2)
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")
    for number in range(5):
        on_main(stage, {"docs/a.txt": f"{number}\n"})
        merge_main(stage, pull, by="linus")
    assert judged_out(stage, pull) == ["failure", "failure", "success"]


def test_it_ends_where_nothing_of_what_was_found_can_be_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_PAIRS", 1)
    never_twice = count()
    monkeypatch.setattr(kept_files.Pair, "key", property(lambda _: f"{next(never_twice)}"))
    pull = changed_on_both_sides(stage)
    merge_main(stage, pull)
    assert judged_out(stage, pull) == ["failure", "failure"]


def test_a_merge_group_that_is_told_of_once_waits_for_no_other_event(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_files, "MOST_PAIRS", 1)
    pull = changed_on_both_sides(stage)
    merge_main(stage, pull)
    group = stage.world.enqueue(pull.number)
    prompt = stage.prompt("merge_group.checks_requested", head_name=group_branch(pull.number))
    stage.attend("merge_group", group, prompt)
    assert stage.conclusions(group)["review_coverage"] == "success"


def changed_on_both_sides(stage: Stage) -> PullRequest:
    """Linus approved the end of three files, of which `main` has another beginning since."""
    on_main(stage, dict.fromkeys(PATHS, TEXT))
    pull = stage.open(dict.fromkeys(PATHS, f"{TEXT}mine\n"))
    stage.world.approve(pull.number, by="linus")
    stage.judge(pull)
    on_main(stage, dict.fromkeys(PATHS, f"0\n{TEXT}"))
    return pull

"""Merge groups, teams, missing permissions and trouble on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from github_app.failures import Gone, NotPermitted, WorldFailure
from sandbox.faults import Fault
from tests.github_app.use_cases.stage import CHECKS, Stage, said


def group_branch(number: int) -> str:
    return f"gh-readonly-queue/main/pr-{number}-{'a' * 40}"


def test_a_merge_group_repeats_the_verdicts_of_its_pull_request(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    said_before = len(pull.comments)
    group = stage.world.enqueue(pull.number)
    prompt = stage.prompt(
        "merge_group.checks_requested", head_oid=group, head_name=group_branch(pull.number)
    )
    requests = said(stage.attend("merge_group", group, prompt))
    assert requests == ["query", "mutation"]
    assert stage.conclusions(group) == stage.conclusions(pull.head_oid)
    assert len(pull.comments) == said_before
    assert said(stage.attend("merge_group", group, prompt)) == ["query"]


@pytest.mark.parametrize("branch", ["", "gh-readonly-queue/main/pr-2-" + "a" * 40])
def test_a_merge_group_without_a_known_pull_request_passes_only_what_advises(
    stage: Stage, branch: str
) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.close(stage.open({"README.md": "2\n"}, head="closed").number)
    group = stage.world.enqueue(pull.number)
    prompt = stage.prompt("merge_group", head_name=branch)
    assert said(stage.attend("merge_group", group, prompt))[-2:] == ["query", "mutation"]
    assert stage.conclusions(group) == {
        "adr_link": "failure",
        "review_coverage": "failure",
        "debt_label": "neutral",
        "code_owners": "neutral",
        "decision_records": "neutral",
        "hotspots": "neutral",
        "postmortems": "neutral",
    }
    assert "mutation" not in said(stage.attend("merge_group", group, prompt))


def test_a_merge_group_is_not_judged_by_a_pull_request_for_another_branch(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    group = stage.world.enqueue(pull.number)
    branch = group_branch(pull.number).replace("main", "release")
    stage.attend("merge_group", group, stage.prompt("merge_group", head_name=branch))
    assert {run.title for run in stage.runs(group).values()} == {
        "Not judged: the group names no open pull request"
    }


def test_what_a_merge_group_was_told_stands_once_it_is_merged(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by="linus")
    group = stage.world.enqueue(pull.number)
    prompt = stage.prompt("merge_group", head_name=group_branch(pull.number))
    stage.attend("merge_group", group, prompt)
    before = stage.conclusions(group)
    stage.world.close(pull.number)
    stage.attend("merge_group", group, replace(prompt, again=True))
    assert stage.conclusions(group) == before
    assert before["review_coverage"] == "success"


def test_team_members_are_asked_once_and_again_after_they_changed(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.world.set_team_members("acme/maintainers", ["grace"])
    stage.world.approve(pull.number, by="grace")
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    assert stage.attend("organization", "acme", stage.prompt("membership.added")) == []
    assert stage.waiting() == [str(pull.number)]
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"


def test_a_team_that_nobody_knows_is_unknown_and_no_failure(stage: Stage) -> None:
    owners = {".github/CODEOWNERS": "* @acme/nobody @elsewhere/team\n"}
    stage.world.push_to_branch("main", owners, "Change owners", by="linus")
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] in ("failure", "neutral")
    assert said(stage.judge(pull)) == ["query"]


def test_an_installation_that_grants_less_is_served_with_what_it_grants(stage: Stage) -> None:
    del stage.installation.permissions["members"]
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS


def test_a_refused_comment_does_not_keep_the_verdicts_back(stage: Stage) -> None:
    for permission in ("issues", "pull_requests"):
        stage.installation.permissions[permission] = "read"
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS
    assert pull.comments == []


def test_a_missing_permission_to_read_is_said_on_the_pull_request_once(stage: Stage) -> None:
    del stage.installation.permissions["contents"]
    pull = stage.open({"README.md": "1\n"})
    for _ in range(2):
        with pytest.raises(NotPermitted):
            stage.judge(pull)
    (run,) = stage.world.latest_runs(None, pull.head_oid)
    assert (run.conclusion, run.title) == ("neutral", "Plumbline lacks a permission")


def test_a_suspended_installation_ends_quietly(stage: Stage) -> None:
    stage.world.suspend("acme")
    with pytest.raises(NotPermitted):
        stage.judge(stage.open({"README.md": "1\n"}))


def test_a_repository_that_is_gone_ends_quietly(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.uninstall("acme")
    with pytest.raises(Gone):
        stage.judge(pull)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("status", path="graphql", status=502, body="<html>Bad gateway</html>"),
        Fault("garbled", path="graphql", on="reads"),
        Fault("garbled", path="files"),
        Fault("lost", on="writes", path="graphql"),
        Fault("status", path="files", status=403, headers={"retry-after": "7"}),
        Fault("garbled", path="access_tokens"),
    ],
    ids=["502", "cut query", "cut files", "lost write", "limited", "cut token"],
)
def test_trouble_on_the_way_is_tried_again_and_nothing_is_said_twice(
    stage: Stage, fault: Fault
) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.sandbox.service.faults.add(fault)
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS
    assert len(pull.comments) == 1


def test_a_connection_that_was_closed_costs_one_more_read_and_no_failure(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.sandbox.service.faults.add(Fault("reset", path="graphql", on="reads"))
    stage.judge(pull)
    assert set(stage.runs(pull.head_oid)) == CHECKS


def test_a_token_that_github_no_longer_takes_is_replaced_once(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.world.expire_tokens()
    paths = [exchange.path for exchange in stage.judge(pull)]
    assert len([path for path in paths if path.endswith("/access_tokens")]) == 1


def test_tokens_reach_one_repository_and_rest_encrypted(stage: Stage) -> None:
    stage.judge(stage.open({"README.md": "1\n"}))
    (token,) = stage.world.tokens.values()
    assert token.repository_ids == {stage.repository.id}
    assert "administration" not in token.permissions
    (place,) = stage.desk.redis.keys("plumbline:token:*")
    assert token.text.encode() not in stage.desk.redis.get(place)
    assert 0 < stage.desk.redis.ttl(place) <= 3300


def test_everything_is_found_again_when_redis_was_wiped(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.desk.redis.flushall()
    requests = said(stage.judge(pull))
    assert "mutation" not in requests
    assert len(requests) <= 3


def test_lists_beyond_a_hundred_entries_are_read_to_their_end(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    stage.world.request_changes(pull.number, by="grace")
    for number in range(120):
        stage.world.remark(pull.number, by="linus", body=f"Remark {number}")
        stage.world.comment(pull.number, f"Comment {number}", by="linus")
    stage.judge(pull)
    stage.judge(pull)
    ours = [c for c in pull.comments if "plumbline:comment" in c.body]
    assert len(ours) == 1
    run = stage.runs(pull.head_oid)["review_coverage"]
    assert "grace" in f"{run.title} {run.summary} {run.text}"


def test_members_of_a_large_team_are_all_known(stage: Stage) -> None:
    crowd = [f"dev{number:03}" for number in range(150)]
    for login in crowd:
        stage.world.add_account(login)
    stage.repository.roles[crowd[-1]] = "write"
    stage.world.set_team_members("acme/maintainers", crowd)
    pull = stage.open({"README.md": "1\n"})
    stage.world.approve(pull.number, by=crowd[-1])
    stage.judge(pull)
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "success"
    assert said(stage.judge(pull)) == ["query"]


def test_a_death_between_two_batches_of_annotations_heals(stage: Stage) -> None:
    pull = stage.open({"src/x.py": "".join(f"x{n} = 1  # TODO tidy {n}\n" for n in range(120))})
    stage.sandbox.service.faults.add(Fault("lost", on="writes", path="graphql"))
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    half_done = stage.runs(pull.head_oid)["debt_label"]
    assert half_done.status == "in_progress"
    stage.judge(pull)
    run = stage.runs(pull.head_oid)["debt_label"]
    assert run.status == "completed"
    marks = [(mark.path, mark.start_line) for mark in run.annotations]
    assert len(marks) == len(set(marks)) > 50


def test_two_pull_requests_with_one_head_each_get_their_own_runs(stage: Stage) -> None:
    one = stage.open({"README.md": "1\n"})
    two = stage.world.open_pull_request("Again", by="ada", head="change")
    assert two.head_oid == one.head_oid
    stage.judge(one)
    stage.judge(two)
    suite = stage.world.head_suite(one.number)
    signed = {run.external_id.split(":said")[0] for run in suite.runs}
    assert signed == {f"plumbline:1:pr={one.number}", f"plumbline:1:pr={two.number}"}

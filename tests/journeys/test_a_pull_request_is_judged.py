"""A pull request from its opening to its last approval, through every process of the product."""

from __future__ import annotations

import os
import signal

from sandbox.exchanges import Exchange
from tests.journeys.traveller import Traveller
from tests.product.town import POLICY, change

_ALL = ("adr_link", "debt_label", "review_coverage")


def test_what_is_missing_is_named_and_each_step_of_the_author_is_answered(
    traveller: Traveller,
) -> None:
    world = traveller.world
    pull = traveller.open({"src/core/new.py": "x = 1  # TODO: later\n"})
    runs = traveller.sees(pull, adr_link="failure", debt_label="failure", review_coverage="failure")
    assert runs["review_coverage"].title == "1 of 1 file not reviewed by an owner"
    marker = runs["debt_label"].annotations[0]
    assert (marker.path, marker.start_line) == ("src/core/new.py", 1)
    traveller.settle()
    assert len(traveller.comments(pull)) == 1

    world.edit(pull.number, body="Decided in ADR-3.", by="carol")
    traveller.sees(pull, adr_link="success")
    world.label(pull.number, "debt", by="carol")
    payback = world.open_issue("Later", by="carol", body="Owner: @carol\nPayback: 2099-02-01")
    named = f"x = 1  # TODO(#{payback.number}): later\n"
    world.push(pull.number, {"src/core/new.py": named})
    traveller.sees(pull, adr_link="success", debt_label="success", review_coverage="failure")
    world.approve(pull.number, by="bob")
    traveller.sees(pull, review_coverage="success")
    traveller.settle()
    (comment,) = traveller.comments(pull)
    assert comment.minimized_reason == "resolved"


def test_an_approval_keeps_the_files_that_a_later_push_leaves_alone(traveller: Traveller) -> None:
    pull = traveller.open({"src/core/a.py": "A = 1\n", "src/core/b.py": "B = 1\n"})
    traveller.sees(pull, review_coverage="failure")
    traveller.world.approve(pull.number, by="alice")
    traveller.sees(pull, review_coverage="success")
    traveller.world.push(pull.number, {"src/core/b.py": "B = 2\n"})
    runs = traveller.sees(pull, review_coverage="failure")
    assert runs["review_coverage"].title == "1 of 2 files not reviewed by an owner"


def test_ten_events_within_a_second_lead_to_at_most_two_evaluations(traveller: Traveller) -> None:
    pull = traveller.open({"src/core/busy.py": "x = 1\n"}, body="ADR-1")
    traveller.sees(pull, review_coverage="failure")

    def edit_often() -> None:
        for number in range(9):
            traveller.world.edit(pull.number, title=f"Change it, take {number}", by="carol")
        traveller.world.edit(pull.number, body="Nothing decided", by="carol")

    exchanges = traveller.exchanges(edit_often)
    queries = [e for e in exchanges if e.path.endswith("graphql") and not _is_write(e)]
    assert len(queries) <= 2
    assert traveller.conclusions(pull)["adr_link"] == "failure"


def test_requests_to_github_stay_within_the_promise(traveller: Traveller) -> None:
    pull = traveller.open({"src/core/frugal.py": "x = 1\n"}, body="ADR-1")
    traveller.sees(pull, review_coverage="failure")
    traveller.exchanges(lambda: traveller.world.edit(pull.number, body="ADR-2", by="carol"))
    push = {"src/core/frugal.py": "x = 2\n"}
    assert len(traveller.exchanges(lambda: traveller.world.push(pull.number, push))) <= 3
    approve = traveller.exchanges(lambda: traveller.world.approve(pull.number, by="bob"))
    assert len(approve) <= 2
    remark = traveller.exchanges(lambda: traveller.world.remark(pull.number, by="bob"))
    assert len(remark) <= 1


def test_ten_more_annotations_than_one_request_takes_all_arrive(traveller: Traveller) -> None:
    lines = "".join(f"x{n} = {n}  # TODO: later\n" for n in range(60))
    pull = traveller.open({"src/core/debts.py": lines}, body="ADR-1")
    runs = traveller.sees(pull, debt_label="failure")
    traveller.settle()
    assert len(traveller.runs(pull.head_oid)["debt_label"].annotations) == 60
    assert len(runs["debt_label"].annotations) in (50, 60)


def test_a_re_run_of_one_check_and_of_all_is_answered(traveller: Traveller) -> None:
    pull = traveller.open({"src/core/again.py": "x = 1\n"}, body="ADR-1")
    traveller.sees(pull, review_coverage="failure")
    traveller.settle()
    for again in (
        lambda: traveller.world.rerun(pull.number, "plumbline/adr_link"),
        lambda: traveller.world.rerequest_suite(pull.number),
    ):
        said = traveller.exchanges(again)
        assert any(b"CheckRun" in e.request_body and _is_write(e) for e in said)


def test_drafts_forks_and_merge_groups_are_answered(traveller: Traveller) -> None:
    draft = traveller.open({"src/core/draft.py": "x = 1\n"}, draft=True)
    traveller.sees(draft, adr_link="failure", review_coverage="failure", debt_label="success")
    traveller.settle()
    assert not traveller.comments(draft)

    fork = traveller.open({"src/core/fork.py": "x = 1\n"}, fork=True, body="ADR-1")
    traveller.sees(fork, adr_link="success", review_coverage="failure", debt_label="success")
    traveller.world.approve(fork.number, by="bob")
    traveller.sees(fork, review_coverage="success")

    group = traveller.world.enqueue(fork.number)
    traveller.settle()
    assert {name: run.conclusion for name, run in traveller.runs(group).items()} == {
        **dict.fromkeys(_ALL, "success"),
        "code_owners": "skipped",
        "decision_records": "skipped",
        "hotspots": "skipped",
        "postmortems": "skipped",
    }


def test_a_new_policy_on_main_judges_open_pull_requests_again(traveller: Traveller) -> None:
    world = traveller.world
    pull = traveller.open({"docs/free.md": "Free\n"})
    traveller.sees(pull, adr_link="skipped")
    path = ".github/plumbline.yml"
    before = POLICY
    try:
        world.push_to_branch(
            "main", {path: before.replace("[src/]", "[docs/]")}, "Change the rules", by="alice"
        )
        traveller.sees(pull, adr_link="failure")
        world.push_to_branch("main", {path: "checks: [broken"}, "Break", by="alice")
        runs = traveller.sees(pull, policy="neutral", adr_link="failure")
        assert "docs/" in runs["adr_link"].summary
    finally:
        world.push_to_branch("main", {path: before}, "Restore", by="alice")
    traveller.sees(pull, adr_link="skipped")


def test_an_edited_policy_is_validated_where_it_is_wrong(traveller: Traveller) -> None:
    pull = traveller.open({".github/plumbline.yml": "checks:\n  adr_lnik:\n    mode: advise\n"})
    runs = traveller.sees(pull, policy="failure")
    mark = runs["policy"].annotations[0]
    assert (mark.path, mark.start_line) == (".github/plumbline.yml", 2)
    assert "adr_link" in mark.message


def test_workers_may_die_and_pull_requests_are_still_judged(traveller: Traveller) -> None:
    worker = traveller.stage.processes["worker"]
    pulls = [traveller.open(change(f"fall-{n}", 3, 1), body="ADR-1") for n in range(6)]
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    traveller.stage.start_workers()
    for pull in pulls:
        traveller.sees(pull, adr_link="success", debt_label="failure", review_coverage="failure")


def _is_write(exchange: Exchange) -> bool:
    return b'"mutation' in exchange.request_body

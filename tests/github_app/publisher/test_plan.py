"""What is written is the difference between the wish and what stands, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.report import Annotation, Report
from checks.engine.verdict import LabelWish
from config.policy_report import POLICY_RUN
from github_app.gateway.pull_requests.standing import (
    COMMENT_MARKER,
    Standing,
    StandingComment,
    StandingRun,
)
from github_app.publisher.comment import CommentWish, plan_comment, wished_comment
from github_app.publisher.digest import ReportDigest, digest_of
from github_app.publisher.inputs import batches
from github_app.publisher.plan import RunWrite, Writes, plan
from tests.builders import a_pull_request, a_snapshot

NONE = CommentWish(None)
MARK = Annotation("a.py", 3, 3, "warning", "No issue", "Name an issue.")
REPORT = Report("plumbline/debt_label", "neutral", "1 marker", "Summary.", "", (MARK,), "At 09:00.")
NOTHING = Standing("R_1", "PR_1", 7, "a" * 40, (), None, frozenset())


def standing_run(report: Report, *, number: int = 7, status: str = "completed") -> StandingRun:
    signature = digest_of(report, number).text
    return StandingRun("CR_1", report.name, signature, status, report.conclusion)


def standing(*runs: StandingRun) -> Standing:
    return replace(NOTHING, runs=runs)


def planned(report: Report, there: Standing, *, again: bool = False) -> RunWrite | None:
    runs = plan([report], NONE, there, again=again).runs
    assert len(runs) <= 1
    return runs[0] if runs else None


def test_a_new_verdict_becomes_a_new_run() -> None:
    write = planned(REPORT, NOTHING)
    assert write is not None
    assert (write.report, write.run_id) == (REPORT, None)


def test_what_stands_as_wished_is_not_written_again() -> None:
    assert planned(REPORT, standing(standing_run(REPORT))) is None


def test_another_occasion_alone_is_no_reason_to_write() -> None:
    later = replace(REPORT, occasion="At 10:00.")
    assert planned(later, standing(standing_run(REPORT))) is None


@pytest.mark.parametrize(
    "change", [{"title": "x"}, {"summary": "x"}, {"text": "x"}, {"conclusion": "failure"}]
)
def test_other_words_with_the_same_annotations_update_the_run(change: dict[str, str]) -> None:
    write = planned(replace(REPORT, **change), standing(standing_run(REPORT)))  # type: ignore[arg-type]
    assert write is not None
    assert write.run_id == "CR_1"


def test_an_approval_that_grew_older_is_nothing_to_write() -> None:
    young = replace(REPORT, text="`ada` at `abc1234`, 2 hours ago")
    older = replace(REPORT, text="`ada` at `abc1234`, 3 days ago")
    assert planned(older, standing(standing_run(young))) is None


def test_other_annotations_need_a_new_run_since_github_only_adds_to_them() -> None:
    moved = replace(REPORT, annotations=(replace(MARK, start_line=4, end_line=4),))
    write = planned(moved, standing(standing_run(REPORT)))
    assert write is not None
    assert write.run_id is None


def test_a_person_who_asks_again_gets_a_new_run() -> None:
    write = planned(REPORT, standing(standing_run(REPORT)), again=True)
    assert write is not None
    assert write.run_id is None


def test_a_run_of_another_pull_request_with_the_same_head_is_left_alone() -> None:
    write = planned(REPORT, standing(standing_run(REPORT, number=8)))
    assert write is not None
    assert write.run_id is None


def test_a_run_that_was_left_unfinished_is_replaced() -> None:
    half_done = replace(
        standing_run(REPORT, status="in_progress"), external_id=ReportDigest(7).text, conclusion=""
    )
    write = planned(REPORT, standing(half_done))
    assert write is not None
    assert write.run_id is None


def test_a_run_that_github_queued_again_is_completed_again() -> None:
    assert planned(REPORT, standing(standing_run(REPORT, status="queued"))) is not None


@pytest.mark.parametrize("name", ["plumbline/adr_link", POLICY_RUN])
def test_a_verdict_nobody_asks_for_any_more_is_withdrawn_once(name: str) -> None:
    old = standing_run(replace(REPORT, name=name))
    (write,) = plan([], NONE, standing(old)).runs
    assert (write.report.name, write.report.conclusion) == (name, "skipped")
    assert plan([], NONE, standing(standing_run(write.report))).empty


def test_runs_of_other_programs_are_not_withdrawn() -> None:
    assert plan([], NONE, standing(StandingRun("CR_9", "x", "theirs", "completed", "ok"))).empty


def test_only_labels_that_do_not_exist_are_created_whatever_their_case() -> None:
    wish = LabelWish("Debt", "d93f0b", "Debt that was taken on knowingly")
    asking = replace(REPORT, labels=(wish, wish))
    assert plan([asking], NONE, NOTHING).labels == (wish,)
    assert plan([asking], NONE, replace(NOTHING, labels=frozenset({"debt"}))).labels == ()


def test_a_plan_for_what_stands_is_empty() -> None:
    comment = StandingComment("IC_1", f"{COMMENT_MARKER}\nDo this.\n", is_minimised=False)
    there = replace(standing(standing_run(REPORT)), comment=comment)
    assert plan([REPORT], CommentWish(f"{COMMENT_MARKER}\nDo this."), there) == Writes()


WISH = CommentWish(f"{COMMENT_MARKER}\nDo this.")


@pytest.mark.parametrize(
    ("wish", "body", "is_minimised", "steps"),
    [
        (WISH, None, False, ("add",)),
        (NONE, None, False, None),
        (WISH, "Do that.", False, ("edit",)),
        (WISH, "Do this.", True, ("unfold",)),
        (WISH, "Do that.", True, ("edit", "unfold")),
        (WISH, "Do this.", False, None),
        (NONE, "Do this.", False, ("fold",)),
        (NONE, "Do this.", True, None),
        (CommentWish(None, is_quiet=True), "Do this.", False, None),
    ],
)
def test_the_one_comment_follows_the_wish(
    wish: CommentWish, body: str | None, is_minimised: bool, steps: tuple[str, ...] | None
) -> None:
    comment = StandingComment("IC_1", f"{COMMENT_MARKER}\r\n{body}", is_minimised) if body else None
    write = plan_comment(wish, replace(NOTHING, comment=comment))
    assert (write.steps if write else None) == steps


def test_nothing_is_said_in_a_locked_conversation() -> None:
    assert plan_comment(WISH, replace(NOTHING, is_locked=True)) is None


BLOCKING = replace(REPORT, conclusion="failure", actions=("Name an issue in `a.py`.",))
ADVISING = replace(BLOCKING, conclusion="neutral")


@pytest.mark.parametrize(
    ("when", "report", "spoken"),
    [
        ("never", BLOCKING, False),
        ("blocking", BLOCKING, True),
        ("blocking", replace(BLOCKING, conclusion="action_required"), True),
        ("blocking", ADVISING, False),
        ("findings", ADVISING, True),
        ("findings", replace(REPORT, conclusion="success"), False),
    ],
)
def test_the_policy_says_when_there_is_a_comment(when: str, report: Report, spoken: bool) -> None:
    wish = wished_comment(when, [report], a_snapshot(a_pull_request()))  # type: ignore[arg-type]
    assert (wish.body is not None) == spoken
    assert not wish.is_quiet


def test_drafts_are_not_nagged_and_an_older_comment_stays_as_it_is() -> None:
    wish = wished_comment("blocking", [BLOCKING], a_snapshot(a_pull_request(is_draft=True)))
    assert wish == CommentWish(None, is_quiet=True)


def test_a_signature_reads_back_as_it_was_written_and_nothing_else_does() -> None:
    signature = digest_of(REPORT, 7)
    assert ReportDigest.parse(signature.text) == signature
    assert len(signature.text) < 255
    assert ReportDigest.parse("build 42") is None
    assert ReportDigest.parse(signature.text + "x") is None


def unfinished(marks: str, sent: int | None) -> StandingRun:
    told = ReportDigest(7, marks=marks, sent=sent).text
    return StandingRun("CR_1", REPORT.name, told, "in_progress", "")


@pytest.mark.parametrize("again", [True, False])
def test_a_verdict_goes_on_in_a_run_that_has_part_of_its_annotations(again: bool) -> None:
    many = replace(REPORT, annotations=(MARK,) * 120)
    marks = digest_of(many, 7).marks
    write = planned(many, standing(unfinished(marks, 50)), again=again)
    assert write is not None
    assert (write.run_id, write.sent) == ("CR_1", 50)
    assert [len(batch) for batch in batches(write)] == [50, 20]


def test_a_verdict_takes_the_place_of_a_notice_in_the_same_run() -> None:
    write = planned(REPORT, standing(unfinished("", 0)))
    assert write is not None
    assert (write.run_id, write.sent) == ("CR_1", 0)
    assert batches(write) == ((MARK,),)


@pytest.mark.parametrize(("marks", "sent"), [("", None), ("abc", 50)])
def test_a_run_with_unknown_or_other_annotations_is_left_behind(
    marks: str, sent: int | None
) -> None:
    write = planned(REPORT, standing(unfinished(marks, sent)))
    assert write is not None
    assert (write.run_id, batches(write)) == (None, ((MARK,),))


def test_how_much_of_a_run_was_sent_is_read_back() -> None:
    told = ReportDigest(7, marks="abc", sent=50)
    assert ReportDigest.parse(told.text) == told
    assert ReportDigest.parse(ReportDigest(7, "ab", "cd").text) == ReportDigest(7, "ab", "cd")

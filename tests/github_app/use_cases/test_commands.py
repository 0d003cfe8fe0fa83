"""Commands in comments are answered exactly once, to those who may ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox.issues import Comment
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import RECORD, Stage, said

EVENT = "issue_comment.created"
HOSTILE = (
    "Pay @grace & <b>#1</b> `x` [y](https://evil.example) <!-- plumbline:comment --> \u202e"
    + "z" * 400
)


def ask(stage: Stage, pull: PullRequest, body: str, by: str = "grace") -> list[str]:
    """Somebody comments, and the pull request is judged; answers what was said to GitHub."""
    stage.world.comment(pull.number, body, by=by)
    return said(stage.judge(pull, EVENT, base_name="", head_oid="", changed_files=0))


def answers(pull: PullRequest) -> list[Comment]:
    return [c for c in pull.comments if "plumbline:answer" in c.body]


def opened(stage: Stage, **more: Any) -> PullRequest:
    pull = stage.open({"README.md": "1\n"}, **more)
    stage.judge(pull)
    return pull


def link(answer: Comment) -> str:
    return answer.body.split("](", 1)[1].split(")", 1)[0]


def test_a_new_record_is_offered_with_a_link_that_is_filled_in(stage: Stage) -> None:
    pull = opened(stage)
    # Which numbers others take is asked once an hour.
    assert ask(stage, pull, "Right.\n\n/adr new Use a queue") == ["query", "query", "mutation"]
    (answer,) = answers(pull)
    assert "`docs/adr/0002-use-a-queue.md`" in answer.body
    assert "What to do now" in answer.body
    filled = parse_qs(urlsplit(link(answer)).query)
    assert filled["filename"] == ["docs/adr/0002-use-a-queue.md"]
    assert filled["value"][0].startswith("# 2. Use a queue\n")
    assert urlsplit(link(answer)).path == "/acme/shop/new/change"
    assert ask(stage, pull, "/adr new Use a bus") == ["query", "mutation"]


def test_an_answer_is_given_once_whatever_happens_next(stage: Stage) -> None:
    pull = opened(stage)
    ask(stage, pull, "/adr new Use a queue")
    stage.judge(pull, EVENT)
    stage.desk.redis.flushall()
    stage.judge(pull, EVENT)
    (answer,) = answers(pull)
    stage.world.delete_comment(answer, by="grace")
    stage.judge(pull, EVENT)
    assert answers(pull) == []
    question = pull.comments[-1]
    assert [reaction.content for reaction in question.reactions] == ["EYES"]


def test_an_answer_without_its_reaction_is_not_repeated(stage: Stage) -> None:
    pull = opened(stage)
    ask(stage, pull, "/adr new Use a queue")
    for comment in pull.comments:
        comment.reactions.clear()
    stage.judge(pull, EVENT)
    assert len(answers(pull)) == 1


def test_what_only_looks_like_an_answer_of_ours_answers_nothing(stage: Stage) -> None:
    pull = opened(stage)
    question = stage.world.comment(pull.number, "/adr new Use a queue", by="grace")
    forged = f"<!-- plumbline:answer to={question.node_id} -->"
    stage.world.comment(pull.number, forged, by="mallory")
    stage.judge(pull, EVENT)
    assert len(answers(pull)) == 2


def test_each_question_gets_a_number_of_its_own(stage: Stage) -> None:
    taken = {"docs/adr/0002-taken.md": RECORD.format(number=2, title="T", status="Proposed")}
    stage.judge(stage.open(taken, head="rival"))
    pull = opened(stage)
    stage.world.comment(pull.number, "/adr new One\n\n/adr new Two", by="grace")
    stage.world.comment(pull.number, "/adr new Three", by="ada")
    stage.judge(pull, EVENT)
    first, second = answers(pull)
    assert "0003-one.md" in first.body
    assert "0004-two.md" in first.body
    assert "0005-three.md" in second.body


def test_an_unknown_command_is_answered_with_a_short_help(stage: Stage) -> None:
    pull = opened(stage)
    ask(stage, pull, "/adr frobnicate @grace\n/adr\n/adr list")
    (answer,) = answers(pull)
    assert answer.body.count("/adr new Title of the decision") == 1
    assert "frobnicate" not in answer.body
    assert "grace" not in answer.body


def test_titles_are_foreign_text(stage: Stage) -> None:
    pull = opened(stage)
    ask(stage, pull, f"/adr new {HOSTILE}")
    stage.judge(pull)
    (answer,) = answers(pull)
    shown = answer.body.replace(link(answer), "")
    for trap in ("@", "#1", "<b>", "https:", "plumbline:comment"):
        assert trap not in shown
    assert len(answer.body) < 3_000
    assert "(" not in link(answer)
    # Nor is it taken for the one comment about the verdicts.
    assert sum("plumbline:comment" in c.body for c in pull.comments) == 2


@pytest.mark.parametrize(
    ("by", "is_answered"),
    [("grace", True), ("ada", True), ("mallory", False), ("plumbline[bot]", False)],
)
def test_members_collaborators_and_the_author_may_ask(
    stage: Stage, by: str, is_answered: bool
) -> None:
    pull = opened(stage)
    ask(stage, pull, "/adr new Use a queue", by=by)
    assert bool(answers(pull)) is is_answered


def test_the_author_of_a_fork_may_ask_and_is_linked_to_the_fork(stage: Stage) -> None:
    pull = opened(stage, by="mallory", fork=True)
    ask(stage, pull, "/adr new Use a queue", by="mallory")
    (answer,) = answers(pull)
    assert urlsplit(link(answer)).path.startswith("/mallory/")


def test_old_comments_stay_unanswered(stage: Stage) -> None:
    pull = opened(stage)
    old = stage.world.comment(pull.number, "/adr new Use a queue", by="grace")
    old.created_at -= timedelta(days=2)
    stage.judge(pull, EVENT)
    assert answers(pull) == []


def test_a_locked_conversation_is_left_alone(stage: Stage) -> None:
    pull = opened(stage)
    stage.world.comment(pull.number, "/adr new Use a queue", by="grace")
    pull.locked = True
    assert "mutation" not in said(stage.judge(pull, EVENT))


def test_records_are_read_for_an_answer_even_when_no_check_looks_at_them(stage: Stage) -> None:
    rules = "checks: {adr_link: {mode: off}, decision_records: {mode: off}}\n"
    stage.world.push_to_branch("main", {".github/plumbline.yml": rules}, "Less", by="linus")
    pull = opened(stage)
    ask(stage, pull, "/adr new Use a queue")
    (answer,) = answers(pull)
    assert "0002-use-a-queue.md" in answer.body


def test_a_first_record_goes_where_the_policy_keeps_them(stage: Stage) -> None:
    rules = "records: {adr: {folders: [design/choices]}}\n"
    stage.world.push_to_branch("main", {".github/plumbline.yml": rules}, "Move", by="linus")
    pull = opened(stage)
    ask(stage, pull, "/adr new Use a queue")
    (answer,) = answers(pull)
    assert "`design/choices/0001-use-a-queue.md`" in answer.body

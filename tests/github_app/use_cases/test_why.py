"""`/plumbline why` is answered with the review map of the pull request."""

from __future__ import annotations

from checks.engine.words import size
from github_app.use_cases.answer_why import LONGEST_MAP
from sandbox.issues import Comment
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import REPOSITORY, Stage, said

EVENT = "issue_comment.created"


def ask(stage: Stage, pull: PullRequest, body: str = "/plumbline why", by: str = "linus") -> str:
    """Somebody comments; what is answered, "" for nothing."""
    stage.world.comment(pull.number, body, by=by)
    stage.judge(pull, EVENT, base_name="", head_oid="", changed_files=0)
    return last_answer(pull)


def last_answer(pull: PullRequest) -> str:
    found: list[Comment] = [c for c in pull.comments if "plumbline:answer" in c.body]
    return found[-1].body if found else ""


def policy(stage: Stage, text: str) -> None:
    stage.world.push_to_branch("main", {".github/plumbline.yml": text}, "Rule", by="linus")


def opened(stage: Stage, files: dict[str, str] | None = None) -> PullRequest:
    pull = stage.open(files or {"src/app.py": "print('bye')\n", "README.md": "# Bye\n"})
    stage.judge(pull)
    return pull


def test_the_map_says_what_is_covered_what_is_missing_and_who_could_give_it(stage: Stage) -> None:
    pull = opened(stage)
    stage.world.approve(pull.number, by="linus")
    answer = ask(stage, pull)
    for words in ("Review map: ", "src/app.py", "`linus`", "1 of 2 files", "`grace`", EVENT):
        assert words in answer, words
    assert pull.head_oid[:7] in answer
    assert "@grace" not in answer.replace("`@grace`", "")


def test_asking_costs_one_read_and_one_write(stage: Stage) -> None:
    pull = opened(stage)
    stage.world.comment(pull.number, "/plumbline why", by="grace")
    told = said(stage.judge(pull, EVENT, base_name="", head_oid="", changed_files=0))
    assert told == ["query", "mutation"]
    assert said(stage.judge(pull, EVENT)) == ["query"]


def test_a_clean_pull_request_is_explained_as_well(stage: Stage) -> None:
    pull = opened(stage)
    for login in ("linus", "grace"):
        stage.world.approve(pull.number, by=login)
    answer = ask(stage, pull)
    assert "2 of 2 files reviewed" in answer
    assert "What to do now" not in answer


def test_a_check_that_is_off_is_said_to_be_off(stage: Stage) -> None:
    policy(stage, "checks: {review_coverage: {mode: off}}\n")
    answer = ask(stage, opened(stage))
    assert "`checks.review_coverage` is switched off" in answer
    assert "What to do now" in answer


def test_a_pull_request_without_files_is_said_to_have_none(stage: Stage) -> None:
    pull = opened(stage)
    stage.world.push(pull.number, {"src/app.py": "print('hello')\n", "README.md": "# Shop\n"})
    answer = ask(stage, pull)
    assert "changes no files" in answer


def test_a_word_that_is_no_command_is_answered_with_both_commands(stage: Stage) -> None:
    for body in ("/plumbline", "/plumbline what @grace", "/adr"):
        pull = stage.open({"README.md": f"{body}\n"}, head=f"h{len(body)}")
        stage.judge(pull)
        answer = ask(stage, pull, body)
        assert answer.count("`/plumbline why`") == 1
        assert answer.count("`/adr new Title of the decision`") == 1
        assert "grace" not in answer


def test_the_map_is_drawn_once_however_often_one_comment_asks(stage: Stage) -> None:
    pull = opened(stage)
    answer = ask(stage, pull, "/plumbline why\n\n/plumbline why\n\n/adr new Use a queue")
    assert answer.count("Review map: ") == 1
    assert "0002-use-a-queue.md" in answer


def test_strangers_are_not_answered(stage: Stage) -> None:
    assert ask(stage, opened(stage), by="mallory") == ""


def test_a_large_change_has_a_short_answer(stage: Stage) -> None:
    names = [f"src/{'long-' * 20}{n % 40}/file-{n}-@grace-#1.py" for n in range(400)]
    answer = ask(stage, opened(stage, dict.fromkeys(names, "1\n")))
    assert "0 of 400 files" in answer
    assert size(answer) < LONGEST_MAP + 10_000


def test_where_people_can_sign_in_the_answer_leads_to_the_page(stage: Stage) -> None:
    pull = opened(stage)
    assert "how it came to this" not in ask(stage, pull)
    on = {"client_id": "Iv1", "public_url": "https://plumbline.example"}
    object.__setattr__(stage.desk, "settings", stage.desk.settings.model_copy(update=on))
    page = f"https://plumbline.example/repositories/{REPOSITORY}/pulls/{pull.number}"
    assert f"]({page})" in ask(stage, pull)

"""A turn that lost its lease says nothing: somebody else may have said something newer."""

from __future__ import annotations

from github_app.subjects import Prompt, Subject, SubjectKind
from github_app.use_cases.attend import attend
from tests.github_app.use_cases.stage import Stage, said


def overtaken(stage: Stage, kind: SubjectKind, detail: object, prompt: Prompt) -> list[str]:
    """What is said to GitHub by a turn whose lease another one holds by now."""
    subject = Subject(kind, stage.installation.id, stage.repository.id, str(detail))
    stage.desk.inbox.mark(subject, prompt)
    turn = stage.desk.inbox.begin(subject)
    assert turn is not None
    stage.desk.redis.hset(f"plumbline:turn:{subject.key}", "token", "another")
    stage.sandbox.service.exchanges.reset()
    attend(turn, stage.desk)
    return said(list(stage.sandbox.service.exchanges.last()))


def test_nothing_is_published_on_a_pull_request(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    told = overtaken(stage, "pull_request", pull.number, stage.prompt("pull_request.opened"))
    assert "query" in told
    assert "mutation" not in told
    assert stage.runs(pull.head_oid) == {}


def test_nothing_is_published_on_a_merge_group(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    name = f"gh-readonly-queue/main/pr-{pull.number}-abc"
    prompt = stage.prompt("merge_group.checks_requested", head_name=name)
    assert "mutation" not in overtaken(stage, "merge_group", pull.head_oid, prompt)

"""Debt that a pull request takes: issues looked up, `/debt`, labels, at no further request."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.remembered.naming_pulls import NamingPulls
from github_app.use_cases.label_work import UNREAD
from sandbox.faults import Fault
from sandbox.issues import Issue
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import POLICY, Stage, said

LABELS = 'debt:\n  labels: {up: "debt: up", down: "debt: down"}\n'
PAYBACK = "Payback: 2027-02-01"
MARKED = {"src/x.py": "x = 1\n# TODO(#1): tidy\n"}


@pytest.fixture
def issue(stage: Stage) -> Issue:
    """Issue 1: linus pays it back by February."""
    found = stage.world.open_issue("Tidy", by="ada", body=PAYBACK)
    found.assignees = [stage.world.account("linus")]
    return found


def headline(stage: Stage, oid: str) -> str:
    return stage.runs(oid)["debt_label"].title or ""


def test_an_issue_with_owner_and_date_will_do(stage: Stage, issue: Issue) -> None:
    pull = stage.open(MARKED)
    stage.world.label(pull.number, "debt", by="ada")
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "1 debt marker, with an issue"


@pytest.mark.parametrize("lack", ["closed", "no owner", "no date", "missing"])
def test_what_the_issue_lacks_is_found(stage: Stage, issue: Issue, lack: str) -> None:
    if lack == "closed":
        stage.world.close_issue(1, by="ada")
    elif lack == "no owner":
        issue.assignees = []
    elif lack == "no date":
        issue.body = ""
    pull = stage.open({"src/x.py": "# TODO(#77): tidy\n"} if lack == "missing" else MARKED)
    stage.judge(pull)
    assert "1 named issue needs attention" in headline(stage, pull.head_oid)


@pytest.mark.parametrize("with_more_to_read", [True, False])
def test_a_failure_of_github_is_no_sound_issue(
    stage: Stage, issue: Issue, with_more_to_read: bool
) -> None:
    """The verdict waits, as without the issue it would be better than it ought to be."""
    issue.assignees = []
    stage.world.push_to_branch("main", {".github/plumbline.yml": POLICY}, "Same", by="linus")
    pull = stage.open(MARKED)
    if not with_more_to_read:
        stage.judge(stage.open({"README.md": "1\n"}, head="warm"))
    stage.sandbox.service.faults.add(Fault("status", times=9, document="query ReadMore"))
    with pytest.raises(WorldFailure):
        stage.judge(pull)
    assert "debt_label" not in stage.conclusions(pull.head_oid)
    stage.sandbox.service.faults.pending.clear()
    stage.judge(pull)
    assert "1 named issue needs attention" in headline(stage, pull.head_oid)


def lose_issues(answer: dict[str, Any], part: str, kind: str) -> None:
    """GitHub says of each issue, or of one `part` of each, that something went wrong there."""
    repository = answer["data"].get("repository") or {}
    for alias, node in repository.items():
        if isinstance(node, dict) and node.get("__typename") == "Issue":
            holder, field = (node, part) if part else (repository, alias)
            holder[field] = None
            path = ["repository", alias, *([part] if part else [])]
            error = {"type": kind, "message": "Something went wrong", "path": path}
            answer["errors"] = [*answer.get("errors", ()), error]


@pytest.mark.parametrize("part", ["", "assignees"])
@pytest.mark.parametrize("was_named_before", [True, False])
def test_an_answer_without_the_issue_is_no_sound_issue_either(
    stage: Stage, issue: Issue, was_named_before: bool, part: str
) -> None:
    """Of a reply that came with status 200, all the rest was fine."""
    issue.body = ""
    pull = stage.open(MARKED)
    stage.world.label(pull.number, "debt", by="ada")
    if was_named_before:
        stage.judge(pull)
    with distorted(lambda answer: lose_issues(answer, part, "")), pytest.raises(WorldFailure):
        stage.judge(pull)
    runs = stage.runs(pull.head_oid)
    assert ("debt_label" in runs) is was_named_before, "Nothing was said on this ground"
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "1 named issue needs attention"


def test_an_issue_that_was_lost_once_is_asked_for_once_more(stage: Stage, issue: Issue) -> None:
    pull = stage.open(MARKED)
    stage.world.label(pull.number, "debt", by="ada")
    stage.judge(pull)
    stage.world.close_issue(1, by="ada")
    lost = []

    def lose_once(answer: dict[str, Any]) -> None:
        if not lost:
            lose_issues(answer, "", "")
            lost.append(answer["errors"])

    with distorted(lose_once):
        assert said(stage.judge(pull)) == ["query", "query", "mutation"]
    assert headline(stage, pull.head_oid) == "1 named issue needs attention"


@pytest.mark.parametrize("was_named_before", [True, False])
def test_where_issues_may_not_be_seen_nothing_is_said_of_them(
    stage: Stage, issue: Issue, was_named_before: bool
) -> None:
    issue.body = ""
    pull = stage.open(MARKED)
    stage.world.label(pull.number, "debt", by="ada")
    if was_named_before:
        stage.judge(pull)
    with distorted(lambda answer: lose_issues(answer, "", "FORBIDDEN")):
        requests = said(stage.judge(pull))
    assert requests.count("query") == (1 if was_named_before else 2)
    text = stage.runs(pull.head_oid)["debt_label"].text or ""
    assert "Whether `#1` will see to it could not be read, so nothing is said of it." in text


def test_the_date_of_a_milestone_is_a_payback_date(stage: Stage, issue: Issue) -> None:
    issue.body = ""
    stage.world.set_milestone(1, "v2", "2027-02-01", by="ada")
    pull = stage.open(MARKED)
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "The debt label is missing"


def test_named_issues_are_read_anew_each_time_and_cost_no_request(
    stage: Stage, issue: Issue
) -> None:
    stage.judge(stage.open({"README.md": "1\n"}, head="one"))
    pull = stage.open(MARKED, head="two")
    assert len(said(stage.judge(pull))) <= 4
    assert said(stage.judge(pull)) == ["query"]
    stage.world.push(pull.number, {"src/y.py": "y = 1\n"})
    assert len(said(stage.judge(pull))) == 3
    stage.world.close_issue(1, by="ada")
    assert said(stage.judge(pull, "pull_request.edited")) == ["query", "mutation"]
    assert "1 named issue needs attention" in headline(stage, pull.head_oid)


def test_an_issue_that_another_pull_request_named_costs_no_request_either(
    stage: Stage, issue: Issue
) -> None:
    stage.judge(stage.open(MARKED, head="one"))
    stage.world.close_issue(1, by="ada")
    pull = stage.open({"src/z.py": "# FIXME(#1): tidy\n"}, head="two")
    assert len(said(stage.judge(pull))) == 3
    assert "1 named issue needs attention" in headline(stage, pull.head_oid)


def test_issues_that_are_switched_off_count_for_nothing(stage: Stage) -> None:
    stage.repository.has_issues = False
    pull = stage.open({"src/x.py": "# TODO(#77): tidy\n"})
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "The debt label is missing"
    text = stage.runs(pull.head_oid)["debt_label"].text or ""
    assert "Whether `#77` will see to it could not be read, so nothing is said of it." in text


def test_a_comment_declares_debt_until_it_is_deleted(stage: Stage, issue: Issue) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "No debt added"
    comment = stage.world.comment(pull.number, "/debt Rounding is copied, #1", by="ada")
    told = stage.judge(pull, "issue_comment.created")
    assert headline(stage, pull.head_oid) == "The debt label is missing"
    summary = stage.runs(pull.head_oid)["debt_label"].summary or ""
    assert "`ada` declared debt: `Rounding is copied, #1`." in summary
    assert [each.content for each in comment.reactions] == ["EYES"]
    ours = [each for each in pull.comments if "answer" in each.body]
    assert ours == []
    assert said(told)[-1] == "mutation"
    assert said(stage.judge(pull)) == ["query"]
    stage.world.delete_comment(comment, by="ada")
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "No debt added"


@pytest.mark.parametrize(
    ("by", "body"),
    [("mallory", "/debt no"), ("ada", "> /debt quoted"), ("ada", "```\n/debt in code\n```")],
)
def test_strangers_quotes_and_code_declare_nothing(stage: Stage, by: str, body: str) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.comment(pull.number, body, by=by)
    stage.judge(pull)
    assert headline(stage, pull.head_oid) == "No debt added"


def test_debt_without_words_is_answered_with_help(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    stage.world.comment(pull.number, "/debt", by="ada")
    stage.judge(pull)
    assert any("/debt What was left" in each.body for each in pull.comments)


def labels_of(pull: Issue) -> list[str]:
    return sorted(label.name for label in pull.labels)


@pytest.fixture
def labelled(stage: Stage) -> Stage:
    policy = {".github/plumbline.yml": LABELS + POLICY, "src/old.py": "# TODO: old\nx = 1\n"}
    stage.world.push_to_branch("main", policy, "Label work", by="linus")
    stage.judge(stage.open({"README.md": "0\n"}, head="first"))
    return stage


def test_a_missing_label_is_created_and_then_put_on(labelled: Stage) -> None:
    pull = labelled.open({"src/x.py": "# TODO: tidy\n"})
    labelled.judge(pull)
    assert "debt: up" in {label.name for label in labelled.repository.labels}
    assert str(pull.number) in labelled.waiting()
    labelled.judge(pull)
    assert labels_of(pull) == ["debt: up"]
    assert said(labelled.judge(pull)) == ["query"]


def test_labels_follow_the_balance_in_the_write_of_the_verdicts(labelled: Stage) -> None:
    for name in ("debt: up", "debt: down", "debt"):
        labelled.world.create_label(labelled.repository, name, "d4a72c", by="ada")
    pull = labelled.open({"src/x.py": "# TODO: tidy\n"})
    assert said(labelled.judge(pull)).count("mutation") == 1
    assert labels_of(pull) == ["debt: up"]
    labelled.world.push(pull.number, {"src/x.py": None, "src/old.py": "x = 1\n"})
    assert len(said(labelled.judge(pull))) == 3
    assert labels_of(pull) == ["debt: down"]
    labelled.world.push(pull.number, {"src/old.py": "# TODO: old\nx = 2\n"})
    labelled.judge(pull)
    assert labels_of(pull) == []


def test_where_it_was_not_said_who_put_them_on_that_is_asked_once_more(labelled: Stage) -> None:
    for name in ("debt: up", "debt"):
        labelled.world.create_label(labelled.repository, name, "d4a72c", by="ada")
    pull = labelled.open({"src/x.py": "# TODO: tidy\n"})

    def forget(answer: dict[str, Any]) -> None:
        """Whatever tells of labels on the pull request, in whichever query."""
        found = (answer["data"].get("repository") or {}).get("pullRequest") or {}
        for name, value in found.items():
            if str(value).find("LabeledEvent") >= 0 or name == "optionalLabellings":
                found[name] = None

    with distorted(forget):
        labelled.judge(pull)
        assert labels_of(pull) == []
        assert str(pull.number) in labelled.waiting()
        labelled.judge(pull, UNREAD)
        assert str(pull.number) not in labelled.waiting()
    labelled.judge(pull)
    assert labels_of(pull) == ["debt: up"]


def test_a_label_that_a_person_took_off_or_put_on_is_left_alone(labelled: Stage) -> None:
    for name in ("debt: up", "debt: down"):
        labelled.world.create_label(labelled.repository, name, "d4a72c", by="ada")
    pull = labelled.open({"src/x.py": "# TODO: tidy\n"})
    labelled.judge(pull)
    labelled.world.unlabel(pull.number, "debt: up", by="grace")
    labelled.judge(pull)
    labelled.world.push(pull.number, {"src/x.py": None, "src/old.py": "x = 1\n"})
    labelled.judge(pull)
    assert labels_of(pull) == []


def test_who_names_an_issue_no_longer_hears_no_news_of_it(stage: Stage, issue: Issue) -> None:
    pull = stage.open({"src/x.py": "x = 1\n"})
    stage.judge(pull)
    pulls = NamingPulls(stage.desk.redis, stage.repository.id)
    for naming in (True, False, False, True):
        stage.world.push(pull.number, MARKED if naming else {"src/x.py": "x = 2\n"})
        stage.judge(pull)
        assert pulls.of(1) == ((pull.number,) if naming else ())


def test_who_names_an_issue_is_remembered_until_the_pull_request_is_over(
    stage: Stage, issue: Issue
) -> None:
    pull = stage.open(MARKED)
    stage.judge(pull)
    pulls = NamingPulls(stage.desk.redis, stage.repository.id)
    assert pulls.of(1) == (pull.number,)
    stage.world.close(pull.number)
    stage.judge(pull, "pull_request.closed")
    assert pulls.of(1) == ()

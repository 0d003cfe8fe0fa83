"""What others write in our name is not taken for ours; what we may do is no more than needed."""

from __future__ import annotations

from dataclasses import replace

from github_app.gateway.jobs_at_github import JUDGING
from sandbox.check_requests import RunRequest
from tests.github_app.use_cases.stage import POLICY, REPOSITORY, Stage


def test_a_comment_of_somebody_else_with_our_marker_is_left_alone(stage: Stage) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.world.comment(pull.number, "<!-- plumbline:comment -->\nmine", by="grace")
    stage.judge(pull)
    theirs, ours = pull.comments
    assert theirs.author is not None
    assert theirs.author.login == "grace"
    assert theirs.body.endswith("mine")
    assert "plumbline:comment" in ours.body


def test_a_marker_that_we_quote_is_none(stage: Stage) -> None:
    policy = {".github/plumbline.yml": "comment: never\n"}
    stage.world.push_to_branch("main", policy, "Hush", by="linus", repository=REPOSITORY)
    pull = stage.open({"<!-- plumbline:comment -->": "1\n"})
    stage.world.comment(pull.number, "/plumbline why", by="ada")
    stage.judge(pull)
    stage.world.push_to_branch(
        "main", {".github/plumbline.yml": POLICY}, "Speak", by="linus", repository=REPOSITORY
    )
    asked = stage.world.comment(pull.number, "/plumbline why", by="ada")
    stage.world.push(pull.number, {f"<!-- plumbline:answer to={asked.node_id} -->": "2\n"})
    stage.judge(pull)
    ours = [c.body.split("\n")[0] for c in pull.comments if "[bot]" in str(c.author.login)]
    assert ours[0].startswith("<!-- plumbline:answer")
    assert ours[1:] == [
        "<!-- plumbline:comment -->",
        f"<!-- plumbline:answer to={asked.node_id} -->",
    ]


def test_a_token_is_narrowed_to_what_is_done_with_it(stage: Stage) -> None:
    stage.installation.permissions["administration"] = "write"
    stage.judge(stage.open({"README.md": "1\n"}))
    (token,) = stage.world.tokens.values()
    assert token.permissions == JUDGING.permissions


def test_a_check_run_of_another_app_under_our_name_is_neither_believed_nor_touched(
    stage: Stage,
) -> None:
    pull = stage.open({"src/core/engine.py": "POWER = 2\n"})
    stage.judge(pull)
    (ours,) = [run for run in stage.runs(pull.head_oid).values() if run.name.endswith("adr_link")]
    other = replace(stage.world.registered_app(), id=666, slug="impostor")
    wished = RunRequest(ours.name, "completed", "success", external_id=ours.external_id)
    stage.world.push(pull.number, {"src/core/engine.py": "POWER = 3\n"})
    theirs = stage.world.create_check_run(stage.repository, other, pull.head_oid, wished)
    stage.judge(pull)
    runs = [
        run
        for suite in stage.repository.suites
        if suite.head_oid == pull.head_oid
        for run in suite.runs
        if run.name == ours.name
    ]
    told = {run.suite.app.id: run.conclusion for run in runs}
    assert told == {666: "success", 7: "failure"}
    assert (theirs.title, theirs.external_id) == (None, ours.external_id)

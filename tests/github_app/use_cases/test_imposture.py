"""What others write in our name is not taken for ours; what we may do is no more than needed."""

from __future__ import annotations

from github_app.gateway.jobs_at_github import JUDGING
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

"""Nobody is told of more than GitHub allows within an hour, and no verdict waits for that."""

from __future__ import annotations

from dataclasses import replace

from github_app.rate_limits.pace import Pace
from tests.github_app.use_cases.stage import Stage, said

TALKATIVE = {
    ".github/plumbline.yml": "comment: findings\nchecks:\n  review_coverage: {mode: enforce}\n"
}


def test_verdicts_go_out_alone_and_the_comment_follows_when_there_is_room(stage: Stage) -> None:
    stage.world.push_to_branch("main", TALKATIVE, "Talk", by="linus")
    stage.desk = replace(stage.desk, pace=Pace(stage.desk.redis, content_per_hour=1))
    stage.desk.pace.note(stage.installation.id, ("addComment",))
    pull = stage.open({"README.md": "1\n"})
    assert "mutation" in said(stage.judge(pull))
    assert stage.conclusions(pull.head_oid)["review_coverage"] == "failure"
    assert pull.comments == []
    [(expected, at)] = stage.desk.redis.zrange("plumbline:moments", 0, -1, withscores=True)
    assert expected.decode() == stage.subject(pull).key
    assert 3_500 < at - stage.desk.now().timestamp() <= 3_603

    stage.desk = replace(stage.desk, pace=Pace(stage.desk.redis, content_per_hour=2))
    stage.judge(pull)
    assert len(pull.comments) == 1
    assert stage.desk.redis.zcard("plumbline:moments") == 0

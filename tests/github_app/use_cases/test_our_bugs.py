"""A mistake of ours in one part of the work is no reason to keep the other parts from people."""

from __future__ import annotations

from typing import Any

import pytest

from checks.parts.review_coverage import signals
from github_app.remembered.verdict_history import VerdictHistory
from reviews.page import REVIEW_COVERAGE
from tests.github_app.use_cases.stage import Stage

ASK = """\
reviews:
  ask: {}
  nudge: {}
"""


@pytest.fixture
def broken_map(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(signals, "hardly_anybody", broken)


@pytest.mark.usefixtures("broken_map")
def test_a_map_that_cannot_be_drawn_keeps_no_verdict_and_no_answer_back(stage: Stage) -> None:
    stage.world.push_to_branch("main", {".github/plumbline.yml": ASK}, "Ask", by="linus")
    pull = stage.open({"src/app.py": "print('bye')\n"})
    stage.world.comment(pull.number, "/plumbline why", by="linus")
    stage.judge(pull)
    told = stage.conclusions(pull.head_oid)
    assert told["review_coverage"] == "neutral"
    assert told["debt_label"] == "success"
    [answer] = [one.body for one in pull.comments if "plumbline:answer" in one.body]
    assert "a mistake of ours" in answer
    [kept], _ = VerdictHistory(stage.desk.redis, stage.repository.id).of(pull.number)
    assert kept.whole.map is None
    assert kept.whole.check(REVIEW_COVERAGE)

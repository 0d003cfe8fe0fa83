"""A permission that was not granted is said once, and no longer once it is granted."""

from __future__ import annotations

import pytest

from github_app.failures import NotPermitted
from tests.github_app.use_cases.stage import Stage, said


def test_it_is_said_once_a_day(stage: Stage) -> None:
    del stage.installation.permissions["contents"]
    pull = stage.open({"README.md": "1\n"})
    with pytest.raises(NotPermitted):
        stage.judge(pull)
    assert stage.runs(pull.head_oid)["policy"].conclusion == "neutral"
    with pytest.raises(NotPermitted):
        stage.judge(pull)
    told = said(list(stage.sandbox.service.exchanges.last()))
    assert not [request for request in told if request.startswith("POST")]


def test_it_is_withdrawn_when_the_permission_is_granted(stage: Stage) -> None:
    granted = stage.installation.permissions.pop("contents")
    pull = stage.open({"README.md": "1\n"})
    with pytest.raises(NotPermitted):
        stage.judge(pull)
    stage.installation.permissions["contents"] = granted
    stage.world.expire_tokens()
    stage.desk.redis.flushall()
    stage.judge(pull)
    assert stage.runs(pull.head_oid)["policy"].conclusion == "skipped"

"""Other commands on the machine find what `plumbline run` started."""

from __future__ import annotations

import os
from pathlib import Path

from github_app.launch.lock import lock
from github_app.launch.notice import noticed, running
from github_app.launch.plan import Wishes, make_plan
from tests.github_app.conftest import environment


def test_what_runs_is_found_with_its_credentials_as_long_as_it_runs(tmp_path: Path) -> None:
    held = lock(tmp_path)
    plan = make_plan({"PATH": os.environ["PATH"]}, tmp_path, Wishes())
    with noticed(plan):
        found = running(tmp_path)
        assert found is not None
        assert found.is_pretend
        assert found.environment.items() <= plan.environment.items()
        assert {"GITHUB_API_URL", "GITHUB_PRIVATE_KEY", "REDIS_URL"} <= found.environment.keys()
        secret = plan.environment["GITHUB_WEBHOOK_SECRET"]
        assert secret not in (tmp_path / "running.json").read_text()
        os.close(held)
        assert running(tmp_path) is None
    assert not (tmp_path / "running.json").exists()


def test_of_a_real_service_only_what_the_launcher_chose_is_told(tmp_path: Path) -> None:
    held = lock(tmp_path)
    given = environment(REDIS_URL="", PATH=os.environ["PATH"])
    plan = make_plan(given, tmp_path, Wishes())
    with noticed(plan):
        found = running(tmp_path)
        assert found is not None
        assert not found.is_pretend
        assert found.environment.keys() == {"PORT", "REDIS_URL"}
    os.close(held)


def test_a_folder_nobody_ever_used_holds_nothing_that_runs(tmp_path: Path) -> None:
    assert running(tmp_path / "nowhere") is None
    (tmp_path / "running.json").write_text("no JSON")
    held = lock(tmp_path)
    assert running(tmp_path) is None
    os.close(held)

"""Running checks: what a broken one does to the others, and what ends them all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.engine.declare import Check, CheckSettings
from checks.engine.registry import all_checks
from checks.engine.runner import run
from checks.engine.verdict import Errored, NotApplicable, Verdict
from snapshot.facts import Snapshot
from tests.builders import a_pull_request, a_snapshot


class _Alarm(BaseException):
    """No Exception: what the time limit of a turn raises."""


def _check(name: str, raised: BaseException | None = None) -> Check:
    def judge(_snapshot: Snapshot, _settings: CheckSettings) -> Verdict:
        if raised is not None:
            raise raised
        return NotApplicable("Nothing to say.")

    return replace(all_checks()[0], name=name, judge=judge)


SETTINGS = {name: CheckSettings(mode="advise") for name in ("first", "second")}


def test_a_broken_check_is_errored_and_the_others_report() -> None:
    checks = (_check("first", ValueError("a bug")), _check("second"))
    first, second = run(checks, SETTINGS, a_snapshot(a_pull_request()))
    assert first.verdict == Errored("ValueError: a bug")
    assert second.verdict == NotApplicable("Nothing to say.")


def test_an_alarm_ends_them_all_and_is_no_verdict() -> None:
    checks = (_check("first", _Alarm()), _check("second"))
    with pytest.raises(_Alarm):
        run(checks, SETTINGS, a_snapshot(a_pull_request()))

"""Runs checks over a snapshot; a broken check is caught here, once, and the others still report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checks.engine.declare import Check, CheckSettings, Mode
from checks.engine.verdict import Errored, Verdict
from snapshot.facts import Snapshot


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one check answered under one mode. `bug` is the exception behind an `Errored` verdict,
    for the log of whoever ran the check.
    """

    check: Check
    mode: Mode
    verdict: Verdict | Errored
    bug: Exception | None = None


def run(
    checks: tuple[Check, ...], settings: Mapping[str, CheckSettings], snapshot: Snapshot
) -> tuple[Outcome, ...]:
    """Judge `snapshot` with every check that is not off, in the order given.

    `settings` has an entry for each check by name. Never raises for a check's own exception.
    """
    return tuple(
        _judge(check, settings[check.name], snapshot)
        for check in checks
        if settings[check.name].mode != "off"
    )


def _judge(check: Check, settings: CheckSettings, snapshot: Snapshot) -> Outcome:
    try:
        return Outcome(check, settings.mode, check.judge(snapshot, settings))
    except Exception as bug:
        return Outcome(check, settings.mode, Errored(f"{type(bug).__name__}: {bug}"), bug)

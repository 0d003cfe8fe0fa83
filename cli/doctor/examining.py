"""Runs the probes one after the other; each stands alone and has only so much time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from checks.engine.words import code
from cli.debugging import debugging
from cli.doctor.finding import Finding, Status, unknown
from cli.doctor.probe import Probe
from cli.doctor.registry import all_probes
from cli.doctor.scene import Scene
from cli.doctor.target import Target
from github_app.logs.redaction import redactor

PROBE_SECONDS: Final = 25.0


@dataclass(frozen=True, slots=True)
class Examined:
    """What one probe found, in its own order; never empty."""

    probe: Probe
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Examination:
    """`requests` is how many were sent to GitHub."""

    target: Target | None
    api_url: str
    source: str
    examined: tuple[Examined, ...]
    requests: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for each in self.examined for finding in each.findings)

    def count(self, status: Status) -> int:
        return sum(finding.status == status for finding in self.findings)


def examine(
    scene: Scene, begun: Callable[[Probe], None], limit: float = PROBE_SECONDS
) -> Examination:
    """Tells `begun` of each probe before it. A probe that takes more than `limit` seconds, or
    breaks, is reported as unknown, and the others go on.
    """
    hidden = redactor(scene.given.secrets)
    examined = []
    for probe in _probes(scene.target):
        begun(probe)
        found = _within(limit, probe, scene)
        examined.append(Examined(probe, tuple(_without_secrets(found, hidden))))
    asked = scene.questions.count if scene.questions else 0
    return Examination(
        scene.target, hidden(scene.api_url), scene.given.source, tuple(examined), asked
    )


def _probes(target: Target | None) -> Iterator[Probe]:
    for probe in all_probes():
        is_about_repository = probe.about == "repository"
        if probe.about == "service" or (target and (target.repository or not is_about_repository)):
            yield probe


def _within(limit: float, probe: Probe, scene: Scene) -> Sequence[Finding]:
    found: list[Sequence[Finding]] = []
    # What hangs must not keep the program from ending.
    thread = threading.Thread(target=lambda: found.append(_safely(probe, scene)), daemon=True)
    thread.start()
    thread.join(limit)
    if found:
        return found[0]
    return [unknown(probe.name, f"Nothing was found out within {limit:.0f} seconds.")]


def _safely(probe: Probe, scene: Scene) -> Sequence[Finding]:
    try:
        return list(probe.examine(scene))
    except Exception as bug:
        if debugging():
            raise
        line = code(f"{type(bug).__name__}: {bug}")
        return [
            unknown(
                probe.name,
                f"Plumbline failed here, and the fault is its own: {line}.",
                remedy="Report it, with what is shown by:",
                where="plumbline --debug doctor",
            )
        ]


def _without_secrets(
    findings: Sequence[Finding], hidden: Callable[[str], str]
) -> Iterator[Finding]:
    for it in findings:
        words = map(hidden, (it.what, it.why, it.remedy, it.where))
        yield Finding(it.id, it.status, *words)

"""What was said about hotspots, where they are not known any more."""

from __future__ import annotations

from checks.engine.render import NAME_PREFIX
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.publisher.digest import ReportDigest

HOTSPOTS_RUN = f"{NAME_PREFIX}hotspots"


def hotspots_said(reading: Reading) -> frozenset[str]:
    """The name of the check run that told of hotspots on this head, where it has to stay: they were
    known then, and that Redis lost them takes nothing back.
    """
    standing = reading.standing
    run = standing.run(HOTSPOTS_RUN)
    if reading.snapshot.hotspots is not None or run is None or run.conclusion != "success":
        return frozenset()
    digest = ReportDigest.parse(run.external_id)
    is_wished = reading.in_force.policy.debt.hotspots is not None
    is_ours = digest is not None and digest.number == standing.number
    return frozenset({HOTSPOTS_RUN} if is_wished and is_ours else ())

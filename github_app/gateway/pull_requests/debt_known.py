"""What Redis remembers of a repository's debt, as one pull request needs it; no request."""

from __future__ import annotations

from github_app.gateway.debt.kept import unpacked_standing
from github_app.gateway.pull_requests.guess import Guess
from github_app.gateway.pull_requests.partial_reading import PartialReading
from snapshot.debt_standing import DebtStanding
from snapshot.hotspot import Hotspot


def hotspots_touched(draft: PartialReading, known: Guess) -> tuple[Hotspot, ...] | None:
    """Those that the pull request touches, None while they are not known. What was said about a
    head stays as long as it is the head, however they are counted meanwhile.
    """
    if draft.in_force.policy.debt.hotspots is None:
        return None
    if known.told_hotspots and known.told_hotspots[0] == draft.head_oid:
        return known.told_hotspots[1]
    if known.hotspots is None:
        return None
    if not known.hotspots.hotspots:
        return ()
    paths = {path for file in draft.files for path in file.paths}
    return tuple(hotspot for hotspot in known.hotspots.hotspots if hotspot.path in paths)


def debt_standing(draft: PartialReading, known: Guess) -> DebtStanding | None:
    """How much debt was open where when it was counted last, with the budgets in force now."""
    return unpacked_standing(known.debt, draft.in_force.policy.debt)

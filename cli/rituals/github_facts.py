"""GitHub's answer as the facts that one ritual is composed from."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from config.policy import Policy
from github_app.gateway.rituals.facts import shared_facts
from github_app.gateway.rituals.own_issues import own_issues_in
from github_app.gateway.rituals.places import Place
from github_app.gateway.rituals.tracked import tracked
from github_app.gateway.rituals.wishes import RitualWishes
from rituals.engine.declare import Ritual
from rituals.engine.facts import OwnIssue, RitualFacts
from rituals.engine.known import reminders_of, without_doubles

_WITHOUT_ONE_BEFORE: Final = timedelta(days=28)


def facts_of(
    data: dict[str, Any], wishes: RitualWishes, ritual: Ritual, policy: Policy, now: datetime
) -> RitualFacts:
    """`data` answers `documents.rituals_read` for `wishes`, the first of which is this ritual's."""
    found = data["repository"]
    own = own_issues_in(found, wishes).issues
    told = tracked(Place(data, "r0", wishes.facts[0], _since(ritual, own, now)))
    shared = shared_facts(found, wishes, policy, own, now)
    return replace(
        shared,
        labelled=told.labelled,
        merged=told.merged,
        template=told.template,
        followed=told.followed,
    )


def _since(ritual: Ritual, own: tuple[OwnIssue, ...], now: datetime) -> datetime:
    """When the newest issue opened; without one, four weeks ago."""
    known = without_doubles(reminders_of(ritual, own))
    opened = known[-1].issue.opened_at if known else None
    return opened or now - _WITHOUT_ONE_BEFORE

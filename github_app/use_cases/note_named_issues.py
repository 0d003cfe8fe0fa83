"""Leaves behind which issues the debt of a pull request names, for news of them."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.gateway.pull_requests.named_issues import issues_named
from github_app.gateway.pull_requests.pull_request import Reading
from github_app.inbox import Turn
from github_app.remembered.naming_pulls import NamingPulls


def note_named_issues(turn: Turn, desk: Desk, reading: Reading) -> None:
    """One round trip to Redis; none where it names none and never did."""
    issues = issues_named(reading.source.draft)
    if issues or not reading.source.known.names_none:
        NamingPulls(desk.redis, turn.subject.repository_id).keep(reading.standing.number, issues)


def forget_named_issues(turn: Turn, desk: Desk) -> None:
    """Nothing is to be expected any more of a pull request that is not open."""
    NamingPulls(desk.redis, turn.subject.repository_id).keep(int(turn.subject.detail), ())

"""Attends to one turn: the right use case for its kind of subject."""

from __future__ import annotations

from github_app.desk import Desk
from github_app.failures import Gone
from github_app.inbox import Turn
from github_app.subjects import LEFT_OVER
from github_app.use_cases.find_again import by_current_name, found_again
from github_app.use_cases.hold_rituals import hold_rituals
from github_app.use_cases.judge_merge_group import judge_merge_group
from github_app.use_cases.judge_pull_request import judge_pull_request
from github_app.use_cases.judge_repository import judge_repository
from github_app.use_cases.keep_debt import keep_debt
from github_app.use_cases.keep_decisions import keep_decisions
from github_app.use_cases.keep_postmortems import keep_postmortems
from github_app.use_cases.refresh_access import refresh_access
from github_app.use_cases.sweep_installation import sweep_installation
from github_app.use_cases.sweep_repository import sweep_repository
from github_app.use_cases.take_up import take_up_or_wait


def attend(turn: Turn, desk: Desk) -> None:
    """Brings the turn's subject up to date, under its repository's new name where it was renamed.
    Raises `github_app.failures` and bugs as they come.
    """
    turn = by_current_name(turn, desk)
    try:
        _attend(turn, desk)
    except Gone:
        renamed = found_again(turn, desk) if turn.unexcused == 1 else None
        if renamed is None:
            raise
        _attend(renamed, desk)


def _attend(turn: Turn, desk: Desk) -> None:
    match turn.subject.kind:
        case "pull_request":
            judge_pull_request(turn, desk)
        case "merge_group":
            judge_merge_group(turn, desk)
        case "repository":
            judge_repository(turn, desk)
        case "organization":
            refresh_access(turn, desk)
        case "rituals":
            hold_rituals(turn, desk)
        case "decisions":
            keep_decisions(turn, desk)
        case "debt":
            keep_debt(turn, desk)
        case "postmortems":
            keep_postmortems(turn, desk)
        case "sweep" if turn.subject.repository_id:
            sweep_repository(turn, desk)
        case "sweep" if turn.subject.detail == LEFT_OVER:
            take_up_or_wait(desk, turn.subject.installation_id)
        case "sweep":
            sweep_installation(turn, desk)

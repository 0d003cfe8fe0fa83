"""A bug of ours that has every secret at hand when it happens, and says them all."""

from __future__ import annotations

from typing import Any

import structlog

from github_app.desk import Desk
from github_app.inbox import Turn
from github_app.use_cases import attend as table


def plant() -> None:
    """Merge groups break from now on, in this process and those it forks."""
    table.judge_merge_group = _break  # type: ignore[assignment]


def _break(turn: Turn, desk: Desk) -> None:
    settings: Any = desk.settings
    github: Any = desk.github.installation(turn.subject.installation_id, turn.subject.repository_id)
    token, jwt = github._authorise(), desk.github.key.token(github.ledger)
    at_hand = {
        name: value.get_secret_value()
        for name, value in dict(settings).items()
        if hasattr(value, "get_secret_value")
    }
    structlog.get_logger("mishap").warning("About to break", headers={"Authorization": token})
    try:
        raise KeyError(f"{token} {jwt}")
    except KeyError as first:
        raise RuntimeError(f"Bearer {token} of {at_hand} at {settings.redis_url}", jwt) from first

"""Where the notices of a waiting go, by what was seen before: GitHub cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping

from checks.engine.render import NAME_PREFIX
from config.loader import defaults, load
from config.policy import Policy
from github_app.gateway.recall import Recall
from github_app.inbox import Turn
from github_app.publisher.waiting import NoticePlace


def waiting_place(turn: Turn, recall: Recall, app_id: int) -> NoticePlace:
    """By what the last evaluations of this pull request and of its base left behind."""
    number = int(turn.subject.detail)
    seen = recall.get(f"pull:{number}") or {}
    base = recall.get(f"base:{turn.prompt.base_name or seen.get('base', '')}") or {}
    head_oid = turn.prompt.head_oid or seen.get("head", "")
    repository_node = str(base.get("repository") or "")
    return NoticePlace(app_id, repository_node, number, head_oid, _names(base))


def _names(base: Mapping[str, str]) -> tuple[str, ...]:
    """Those of the policy that was in force last, else of the defaults."""
    known = load(base["last_good"]) if base.get("last_good") else None
    policy = known if isinstance(known, Policy) else defaults()
    return tuple(NAME_PREFIX + name for name, s in policy.checks.items() if s.mode != "off")

"""What guards a branch: active rules of rulesets, and the older branch protection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.protection import RequiredCheck, Ruleset
from sandbox.refusals import not_found
from sandbox.rest.route import Call, Page, Route
from sandbox.shapes.commit import commit
from sandbox.shapes.repository import repository_api, repository_web


def rules_of_branch(call: Call) -> Page:
    """Of rulesets alone, as on GitHub; the branch need not exist."""
    owner, branch = call.repository, call.path["branch"]
    found = [each for each in owner.rulesets if each.branch == branch]
    return Page(found, lambda each: _rule(owner.full_name, each))


def get_branch(call: Call) -> Any:
    """With the checks that branch protection asks for, which every reader is told."""
    owner, name = call.repository, call.path["branch"]
    tip = owner.git.tip(name)
    if tip is None:
        raise not_found("Branch not found")
    checks = owner.protections.get(name, ())
    url = f"{repository_api(call.world, owner)}/branches/{name}"
    page = f"{repository_web(call.world, owner)}/tree/{name}"
    return {
        "name": name,
        "commit": commit(call.world, owner, owner.git.commit_at(tip)),
        "_links": {"self": url, "html": page},
        "protected": bool(checks),
        "protection": {"enabled": bool(checks), "required_status_checks": _protection(checks)},
        "protection_url": f"{url}/protection",
    }


def _rule(full_name: str, it: Ruleset) -> dict[str, Any]:
    """`repository-rule-detailed`; a check that may come from anybody names no source."""
    required = [
        {"context": each.context}
        if each.app_id is None
        else {"context": each.context, "integration_id": each.app_id}
        for each in it.checks
    ]
    return {
        "type": "required_status_checks",
        "parameters": {
            "required_status_checks": required,
            "strict_required_status_checks_policy": False,
            "do_not_enforce_on_create": False,
        },
        "ruleset_source_type": "Repository",
        "ruleset_source": full_name,
        "ruleset_id": it.id,
    }


def _protection(checks: Sequence[RequiredCheck]) -> dict[str, Any]:
    return {
        "enforcement_level": "non_admins" if checks else "off",
        "contexts": [each.context for each in checks],
        "checks": [{"context": each.context, "app_id": each.app_id} for each in checks],
    }


BASE = "/repos/{owner}/{repo}"
ROUTES = (
    Route("GET", f"{BASE}/rules/branches/{{branch}}", rules_of_branch),
    Route("GET", f"{BASE}/branches/{{branch}}", get_branch, ("contents",)),
)

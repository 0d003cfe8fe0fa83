"""What a branch requires, read from GitHub's two ways of telling it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from checks.engine.render import NAME_PREFIX
from github_app.gateway.diagnosis.asking import Heard

_NEARLY_THE_SAME = 0.85


@dataclass(frozen=True, slots=True)
class Required:
    """A check that must pass. `app` is the App it must come from, 0 for any, None where that is not
    told. `page` is where the requirement can be changed.
    """

    name: str
    app: int | None
    page: str


def is_ours(name: str, modes: Mapping[str, str]) -> bool:
    """Whether a required check is meant to be one of Plumbline's, mistyped or not."""
    prefix = NAME_PREFIX.rstrip("/")
    return name.casefold().startswith(prefix) or bool(
        get_close_matches(name, modes, n=1, cutoff=_NEARLY_THE_SAME)
    )


def of_rulesets(rules: Sequence[Mapping[str, Any]], settings: str, web: str) -> Iterator[Required]:
    """What the active rulesets ask for, of the repository's own and of its organisation."""
    for rule in rules:
        if rule.get("type") != "required_status_checks":
            continue
        number, source = rule.get("ruleset_id"), rule.get("ruleset_source")
        page = f"{settings}/rules/{number}"
        if rule.get("ruleset_source_type") == "Organization":
            page = f"{web}/organizations/{source}/settings/rules/{number}"
        for each in (rule.get("parameters") or {}).get("required_status_checks") or ():
            yield Required(str(each.get("context")), int(each.get("integration_id") or 0), page)


def of_protection(contexts: Sequence[str], told: Heard, page: str) -> list[Required]:
    """What branch protection asks for; `told` is the branch, which may name the sources as well."""
    protection = told.fields.get("protection") or {}
    checks = (protection.get("required_status_checks") or {}).get("checks") or ()
    apps = {each.get("context"): int(each.get("app_id") or 0) for each in checks}
    return [Required(name, apps.get(name), page) for name in contexts]

"""What Plumbline asks of those who register and install it, and what fails where it is missing.

The same stands in `app.yml`, which a test holds against this.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from checks.engine.words import code, listing
from github_app.gateway.jobs_at_github import ALL_JOBS, STRENGTH
from github_app.handled_events import HANDLED

_CONSEQUENCES = 3

_WITHOUT = {
    "checks": "No verdict can be shown on a pull request, and its re-run buttons do nothing.",
    "contents": "Policy, CODEOWNERS and decision records cannot be read.",
    "issues": "Reminders, the decision log and labels cannot be written, and commands in comments "
    "are not heard.",
    "members": "Whom a team consists of cannot be read, so approvals of teams count for nothing.",
    "merge_queues": "Merge groups wait for ever: nobody tells Plumbline of them.",
    "metadata": "Nothing about a repository can be read.",
    "pull_requests": "Pull requests cannot be read, nor commented on.",
}
_UNHEARD = {
    "pull_request": "Pull requests are not judged when they are opened or pushed to.",
    "pull_request_review": "An approval changes nothing until something else happens.",
    "issue_comment": "Commands such as `/plumbline why` are not answered.",
    "issues": "That debt, an incident or the issue of a ritual changed is noticed late.",
    "merge_group": "Merge groups wait for ever for their checks.",
    "push": "A change of the policy or of CODEOWNERS on the base is noticed late.",
    "team": "That a team got or lost access is noticed late.",
    "membership": "That somebody joined or left a team is noticed late.",
    "member": "That somebody may do more or less in a repository is noticed late.",
    "organization": "That somebody joined or left the organisation is noticed late.",
}


def needed_permissions() -> dict[str, str]:
    """Names and levels, by name."""
    needed: dict[str, str] = {}
    for job in ALL_JOBS:
        for name, level in job.permissions.items():
            needed[name] = max((level, needed.get(name, level)), key=STRENGTH.__getitem__)
    # No request reads the merge queue: the permission is for the event alone.
    return dict(sorted({**needed, "merge_queues": "read"}.items()))


def needed_events() -> tuple[str, ...]:
    """Those that have to be subscribed to, by name."""
    return tuple(sorted(name for name, handling in HANDLED.items() if not handling.always_sent))


def without_permission(name: str) -> str:
    """What fails without it."""
    return _WITHOUT.get(name, "Something that Plumbline does is refused.")


def without_event(name: str) -> str:
    """What is not noticed without it."""
    return _UNHEARD.get(name, "Something that happens is noticed late.")


@dataclass(frozen=True, slots=True)
class Lack:
    """A permission that is `held` ("" for not at all) and has to be `needed`."""

    name: str
    needed: str
    held: str


def lacks(held: Mapping[str, object]) -> list[Lack]:
    """What is missing of what is needed, by name."""
    return [
        Lack(name, level, str(held.get(name) or ""))
        for name, level in needed_permissions().items()
        if STRENGTH.get(str(held.get(name) or ""), 0) < STRENGTH[level]
    ]


def in_words(missing: Sequence[Lack]) -> str:
    """`checks: write` and `members: read`"""
    return listing([code(f"{lack.name}: {lack.needed}") for lack in missing], 20)


def in_short(consequences: Iterable[str]) -> str:
    """The first few sentences, which tell the most."""
    return " ".join(list(consequences)[:_CONSEQUENCES])


def surplus(held: Mapping[str, object]) -> list[str]:
    """What is granted beyond what is needed, as `name: level`."""
    needed = needed_permissions()
    return sorted(
        f"{name}: {level}"
        for name, level in held.items()
        if STRENGTH.get(str(level), 0) > STRENGTH.get(needed.get(name, ""), 0)
    )

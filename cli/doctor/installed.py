"""About one installation: is it suspended, and what has its owner granted?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.engine.words import code, listing
from cli.doctor.finding import Finding, ok, problem, unknown
from cli.doctor.needs import (
    in_short,
    in_words,
    lacks,
    needed_events,
    without_event,
    without_permission,
)


def one(installation: Mapping[str, Any]) -> Iterator[Finding]:
    """`installation` is GitHub's description of it."""
    account = (installation.get("account") or {}).get("login") or ""
    who, page = code(str(account)), str(installation.get("html_url") or "")
    if installation.get("suspended_at"):
        by = (installation.get("suspended_by") or {}).get("login")
        by_whom = f" by {code(str(by))}" if by else ""
        yield problem(
            "installation.suspended",
            f"The installation on {who} is suspended{by_whom}.",
            "GitHub tells nothing of its repositories, and lets nothing be read or said there.",
            "Unsuspend it there; only the side that suspended it can.",
            page,
        )
        return
    yield from _granted(installation, who, page)


def _granted(installation: Mapping[str, Any], who: str, page: str) -> Iterator[Finding]:
    if "permissions" not in installation:
        yield unknown("installation", f"GitHub did not tell what {who} granted.")
        return
    missing = lacks(installation.get("permissions") or {})
    if missing:
        yield problem(
            "installation.permissions",
            f"The installation on {who} does not grant {in_words(missing)}.",
            in_short(without_permission(lack.name) for lack in missing),
            f"Let an owner of {who} accept the requested permissions.",
            f"{page}/permissions/update",
        )
    events = installation.get("events", needed_events())
    unheard = [name for name in needed_events() if name not in events]
    if unheard and not missing:
        yield problem(
            "installation.events",
            f"The installation on {who} hears nothing of "
            f"{listing([code(each) for each in unheard], 20)}.",
            in_short(map(without_event, unheard)),
            f"Let an owner of {who} accept what is requested.",
            f"{page}/permissions/update",
        )
    if not missing and not unheard:
        selected = installation.get("repository_selection") == "selected"
        which = "selected repositories" if selected else "all repositories"
        yield ok("installation", f"Installed on {who} for {which}, with all that is needed.")

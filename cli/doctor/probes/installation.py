"""Installation.

Whether the App is installed where it is asked about, covers the repository, is not suspended, and
was granted what it asks for: new permissions count only once the owner of the account has accepted
them. Without a name, all installations are looked at (the first hundred).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.engine.words import code, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.installed import one
from cli.doctor.scene import Scene
from cli.doctor.target import Target
from github_app.gateway.rest_answer import goes_on

ABOUT = "service"
DOING = "looking at where the App is installed"
_TOLD = 20


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.app_trouble or scene.questions is None:
        yield unknown("installation", f"Not looked at, because {scene.app_trouble}.")
        return
    about = scene.app.fields
    if scene.target is None:
        heard = scene.questions.installations()
        if not heard.is_good:
            told = code(heard.message or f"status {heard.status}")
            yield unknown("installation", f"GitHub did not list the installations: {told}.")
            return
        page, more = str(about.get("html_url") or ""), goes_on(heard.headers)
        yield from everywhere(heard.items, page, more=more)
        return
    heard = scene.installation
    if heard.is_good:
        yield from one(heard.fields)
        if not scene.entry.is_good:
            yield _no_token(scene.entry.message or f"status {scene.entry.status}")
    elif heard.status == 301:
        yield _renamed(scene.target)
    elif heard.status != 404:
        told = code(heard.message or f"status {heard.status}")
        yield unknown("installation", f"GitHub did not tell: {told}.")
    else:
        beside = scene.questions.installation_of(scene.target.owner)
        on_owner = beside.fields if scene.target.repository and beside.is_good else {}
        yield not_covered(scene.target, on_owner, str(about.get("html_url") or scene.web))


def everywhere(
    installations: Sequence[Mapping[str, Any]], page: str, *, more: bool = False
) -> Iterator[Finding]:
    """About all of them: one line for those in order, findings for the others."""
    if not installations:
        yield warning(
            "installation",
            "The App is not installed anywhere.",
            "There is nothing to judge.",
            "Install it on an organisation or an account.",
            f"{page}/installations/new",
        )
        return
    found = [(each, [f for f in one(each) if f.status != "ok"]) for each in installations]
    fine = sum(not findings for _, findings in found)
    first = "the first " if more else ""
    if fine:
        yield ok(
            "installation",
            f"{fine:,} of {first}{plural(len(found), 'installation')} "
            f"{'has' if fine == 1 else 'have'} granted everything.",
        )
    troubled = [finding for _, findings in found for finding in findings]
    yield from troubled[:_TOLD]
    if len(troubled) > _TOLD:
        yield warning(
            "installation.more",
            f"{len(troubled) - _TOLD:,} more findings about installations are not shown.",
            "Each of them keeps something from being judged.",
            "Name an account to see what concerns it.",
            "plumbline doctor OWNER",
        )


def not_covered(target: Target, on_owner: Mapping[str, Any], app_page: str) -> Finding:
    """`on_owner` is the installation on the repository's owner, {} when there is none."""
    name = code(target.full_name)
    if on_owner:
        return problem(
            "installation.repository",
            f"The App is installed on {code(target.owner)} and does not cover {name}, or there is "
            "no such repository.",
            "It is told nothing of that repository and may not read it.",
            "Add the repository to those that the App may access.",
            str(on_owner.get("html_url") or ""),
        )
    return problem(
        "installation.repository" if target.repository else "installation.account",
        f"The App is not installed on {code(target.owner)}.",
        "It is told nothing of that account's repositories and may not read them.",
        "Install it there; check how the name is written.",
        f"{app_page}/installations/new",
    )


def _renamed(target: Target) -> Finding:
    return problem(
        "installation.repository",
        f"{code(target.full_name)} has another name now.",
        "GitHub leads on to the new one, and people should write it too.",
        "Ask with the name that its page shows.",
        f"plumbline doctor {target.owner}/NEW-NAME",
    )


def _no_token(told: str) -> Finding:
    return problem(
        "installation.token",
        f"GitHub gives no token for this installation: {code(told)}.",
        "Nothing can be read or said in its repositories.",
        "See whether the installation is suspended, or GitHub in trouble.",
        "https://www.githubstatus.com",
    )

"""Names.

Whether the labels, people and teams that the policy names exist, can be seen by the App, and may do
what they are named for: one request for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checks.engine.words import code, plural
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.named import Named, names_in
from cli.doctor.scene import Scene
from config.policy import POLICY_PATH, Policy

ABOUT = "repository"
DOING = "looking for the labels, people and teams that are named"
_TOLD = 5
_RANKS = ("", "READ", "TRIAGE", "WRITE", "MAINTAIN", "ADMIN")
Troubles = Mapping[str, str]


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.repository_trouble:
        yield unknown("names", f"Not looked for, because {scene.repository_trouble}.")
        return
    if isinstance(scene.policy, Policy):
        yield from _of_policy(scene, scene.policy, scene.repository_page)
    else:
        yield unknown("names", "Whom it names is not known without a valid policy.")


def _of_policy(scene: Scene, policy: Policy, page: str) -> Iterator[Finding]:
    named = names_in(policy)
    if named.is_empty or scene.questions is None or scene.target is None:
        yield ok("names", f"{code(POLICY_PATH)} names nobody, and no label, that must exist.")
        return
    asked = ([each.key for each in kind] for kind in (named.labels, named.people, named.teams))
    heard = scene.questions.names(scene.target.full_name, *asked)
    data = heard.fields.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("repository"), dict):
        yield unknown("names", "GitHub did not tell which of the names of the policy exist.")
        return
    troubles = _troubles(heard.fields.get("errors"))
    found = [
        *labels(named.labels, data["repository"], troubles, page),
        *people(named.people, data, troubles, page),
        *teams(named.teams, data, troubles, scene.web, scene.target.full_name),
    ]
    yield from found
    if not any(each.status in ("warning", "problem", "unknown") for each in found):
        count = len(named.labels) + len(named.people) + len(named.teams)
        left_out = f"; {named.left_out:,} more were not looked at" if named.left_out else ""
        yield ok("names", f"{plural(count, 'name')} of the policy exist{left_out}.".capitalize())


def labels(
    named: Sequence[Named], repository: Mapping[str, Any], troubles: Troubles, page: str
) -> Iterator[Finding]:
    for n, each in enumerate(named):
        if repository.get(f"label{n}"):
            continue
        if f"label{n}" in troubles:
            yield _not_told("label", each, troubles[f"label{n}"])
            continue
        yield warning(
            "names.label",
            f"There is no label {code(each.key)}, which is named {each.purpose}.",
            "Nobody can put it on a pull request, so what hangs on it never happens.",
            "Create the label, or correct its name in the policy.",
            f"{page}/labels",
        )


def people(
    named: Sequence[Named], data: Mapping[str, Any], troubles: Troubles, page: str
) -> Iterator[Finding]:
    for n, each in enumerate(named):
        if not data.get(f"person{n}"):
            if troubles.get(f"person{n}", "NOT_FOUND") != "NOT_FOUND":
                yield _not_told("account", each, troubles[f"person{n}"])
            else:
                yield _nobody(each, f"{page}/settings/access")
        elif each.permission and f"access{n}" not in troubles:
            edges = (data["repository"].get(f"access{n}") or {}).get("edges") or ()
            held = str(edges[0]["permission"]) if edges else ""
            yield from _too_little("person", each, held, f"{page}/settings/access")


def teams(
    named: Sequence[Named],
    data: Mapping[str, Any],
    troubles: Troubles,
    web: str,
    full_name: str,
) -> Iterator[Finding]:
    for n, each in enumerate(named):
        team = (data.get(f"team{n}") or {}).get("team")
        organization, _, slug = each.key.partition("/")
        if team is None:
            told = troubles.get(f"team{n}", "NOT_FOUND")
            if told != "NOT_FOUND":
                yield _not_told("team", each, told)
            else:
                yield _no_team(each, f"{web}/orgs/{organization}/teams")
        elif each.permission:
            edges = (team.get("repositories") or {}).get("edges") or ()
            held = [
                str(edge["permission"])
                for edge in edges
                if edge["node"]["nameWithOwner"].casefold() == full_name.casefold()
            ]
            where = f"{web}/orgs/{organization}/teams/{slug}/repositories"
            yield from _too_little("team", each, held[0] if held else "", where)


def _nobody(named: Named, where: str) -> Finding:
    make = problem if named.answers else warning
    return make(
        "names.person",
        f"GitHub knows no {code(named.key)}, who is named {named.purpose}.",
        "Nobody can act for that name." if named.answers else "What is said of it means nobody.",
        "Write the login as their page shows it; whoever renamed their account has a new one.",
        where,
    )


def _no_team(named: Named, where: str) -> Finding:
    make = problem if named.answers else warning
    return make(
        "names.team",
        f"There is no team {code(named.key)}, or it is secret; it is named {named.purpose}.",
        "Approvals of its members cannot be told from others, so they count for nothing."
        if named.answers
        else "What is said of it reaches nobody.",
        "Correct the name, as it stands in the team's address, or make the team visible.",
        where,
    )


def _too_little(kind: str, named: Named, held: str, where: str) -> Iterator[Finding]:
    """Whether somebody may do less in the repository than they are named for."""
    if _RANKS.index(held if held in _RANKS else "") >= _RANKS.index(named.permission.upper()):
        return
    has = f"has {code(held.lower())} there" if held else "has no access to the repository"
    of_its_own = " of its own" if kind == "team" else ""
    yield warning(
        f"names.{kind}",
        f"{code(named.key)}, named {named.purpose}, {has}{of_its_own}; "
        f"{code(named.permission)} is needed.",
        "Approvals count only of those who have as much."
        if named.answers
        else "GitHub lets nobody be assigned who cannot see the repository.",
        f"Give {code(named.permission)}, or lower `permission` in the policy."
        if named.answers
        else "Give access, or name somebody else.",
        where,
    )


def _not_told(what: str, named: Named, told: str) -> Finding:
    return unknown(
        f"names.{what}",
        f"Whether there is the {what} {code(named.key)} is not told: {code(told)}.",
        remedy="See above whether the installation grants `members` and `issues`.",
    )


def _troubles(errors: object) -> dict[str, str]:
    """The kinds of GraphQL's errors by the field they are about."""
    found: dict[str, str] = {}
    for error in errors if isinstance(errors, list) else []:
        path = [str(step) for step in error.get("path") or ()]
        fields = [step for step in path if step not in ("repository", "team")]
        if fields:
            found[fields[0]] = str(error.get("type") or error.get("message") or "refused")
    return found

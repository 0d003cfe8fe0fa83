"""The section `areas:`: what reaches the rules, and how mistakes in it are told."""

from __future__ import annotations

import re

import pytest

from config.example import example
from config.loader import defaults, load
from config.policy import Policy, Problem
from snapshot.area import Area

FULL = """\
areas:
  payments:
    paths: [src/payments/, "*.sql"]
    except: [src/payments/generated/]
    users: ["@Ada", grace]
    teams: [Acme/Payments]
    permission: maintain
    approvals: 2
    role: Security
    owners: ["@acme/payments-leads", Joan]
    learners: [acme/payments-learners]
  docs:
    paths: [docs/]
"""


def areas(text: str) -> tuple[Area, ...]:
    found = load(text)
    assert isinstance(found, Policy), found
    return found.customs.areas


def problems(text: str) -> tuple[Problem, ...]:
    found = load(text)
    assert isinstance(found, tuple), f"was accepted: {found}"
    return found


def test_nothing_is_an_area_by_default() -> None:
    assert defaults().customs.areas == ()
    assert areas("areas:\n") == ()


def test_every_key_reaches_the_area_with_names_in_lower_case_and_without_at() -> None:
    assert areas(FULL) == (
        Area(
            name="payments",
            paths=("src/payments/", "*.sql"),
            excluded=("src/payments/generated/",),
            users=("ada", "grace"),
            teams=("acme/payments",),
            permission="maintain",
            approvals=2,
            role="security",
            owners=("acme/payments-leads", "joan"),
            learners=("acme/payments-learners",),
        ),
        Area(name="docs", paths=("docs/",)),
    )


def test_areas_stand_beside_absences_and_identities() -> None:
    found = load("areas: {docs: {paths: [docs/]}}\nreviews: {away: {ada: true}}\n")
    assert isinstance(found, Policy)
    assert [area.name for area in found.customs.areas] == ["docs"]
    assert [absence.login for absence in found.customs.absences] == ["ada"]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "remedy"),
    [
        ("pay: {paths: []}", 2, 16, "has 0 entries", "Add to the list"),
        ("pay: {paths: [a], users: []}", 2, 28, "has 0 entries", "Add to the list"),
        ("pay:", 2, 3, "`areas.pay` needs the key `paths`.", "Add `paths:`"),
        ("pay: 3", 2, 8, "`areas.pay` must be a group of keys", "Write its keys below it"),
        ("Pay: {paths: [a]}", 2, 3, "`Pay` cannot be the name of an area.", "small letters"),
        ("pay: {paths: [a], exept: [b]}", 2, 21, "`exept` is not a known key", "mean `except`?"),
        ("pay: {paths: ['{a,b}']}", 2, 17, "`areas.pay.paths[1]`", "one pattern for each"),
        ("pay: {paths: [a], users: [a b]}", 2, 29, "`a b` is not the name of an acc", "octocat"),
        ("pay: {paths: [a], teams: [core]}", 2, 29, "not the name of a team", "organization/team"),
        ("pay: {paths: [a], learners: [ada]}", 2, 32, "not the name of a team", "organization"),
        ("pay: {paths: [a], owners: [a b]}", 2, 30, "neither an account nor a team", "octocat"),
        ("pay: {paths: [a], permission: push}", 2, 33, "cannot be `push`", "`write`"),
        ("pay: {paths: [a], role: a b}", 2, 27, "cannot be the name of a role", "`security`"),
        ("pay: {paths: [a], approvals: 0}", 2, 32, "cannot be `0`", "Write 1 or more."),
        ("pay: {paths: [a, a]}", 2, 20, "`a` is written twice", "Keep one of the two."),
        ("pay: {paths: [a], users: [x, X]}", 2, 32, "`x` is written twice", "Keep one of the two."),
        ("pay: {paths: [a], users: [x], approvals: 2}", 2, 44, "2 approvals of 1 person", "fewer"),
    ],
)
def test_a_mistake_is_told_at_its_place_with_what_to_do(
    text: str, line: int, column: int, message: str, remedy: str
) -> None:
    [problem] = problems(f"areas:\n  {text}\n")
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert remedy in problem.remedy


def test_more_approvals_than_people_are_fine_where_a_team_may_have_them() -> None:
    [area] = areas("areas: {pay: {paths: [a], users: [x], teams: [acme/pay], approvals: 2}}")
    assert area.approvals == 2


def test_the_area_in_the_example_loads_once_its_comments_are_removed() -> None:
    [block] = re.findall(r"(?m)^areas:\n(?:  #.*\n)+", example())
    [area] = areas(re.sub(r"(?m)^  # ?", "  ", block))
    assert area == Area(
        name="payments",
        paths=("src/payments/", "*.sql"),
        excluded=("src/payments/generated/",),
        users=("ada",),
        teams=("acme/payments",),
        role="security",
        owners=("acme/payments-leads",),
        learners=("acme/payments-learners",),
    )


def test_the_key_that_was_replaced_says_by_what() -> None:
    [problem] = problems("checks:\n  review_coverage:\n    keep_approvals: false\n")
    assert (problem.line, problem.column) == (3, 5)
    assert "`stale_approvals: any_push` for `false`" in problem.remedy

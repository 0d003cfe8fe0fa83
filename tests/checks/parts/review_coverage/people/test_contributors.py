"""Who took part in a change: authors, committers, those behind a bot, and those nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from checks.parts.review_coverage.people.contributors import contributors
from snapshot.people import Person
from snapshot.pull_request import Commit
from snapshot.review_customs import ReviewCustoms
from tests.builders import a_commit, a_person, a_pull_request, a_snapshot, files

BOT = Person("helper[bot]", is_bot=True)
IDENTITIES = (
    ("ada@home.example", "ada"),
    ("build@acme.example", ""),
    ("grace@home.example", "grace"),
)


def took_part(
    *commits: Commit, author: str | None = "opener", is_bot: bool = False
) -> tuple[list[str], list[str]]:
    """The logins of those who took part, and the names of those who have no known account."""
    pull_request = a_pull_request(*files("a.py"), commits=commits, author=author, is_bot=is_bot)
    snapshot = a_snapshot(pull_request, customs=ReviewCustoms(identities=IDENTITIES))
    found = contributors(snapshot)
    return sorted(found.how), list(found.unknown)


def by_git(name: str, email: str) -> Person:
    return Person(None, name=name, email=email)


@pytest.mark.parametrize(
    ("commit", "logins", "unknown"),
    [
        (a_commit("x", a_person("Ada")), ["ada"], []),
        (a_commit("x", a_person("ada"), a_person("grace")), ["ada", "grace"], []),
        (a_commit("x", by_git("Ada", "ADA@home.example")), ["ada"], []),
        (a_commit("x", by_git("build", "build@acme.example")), [], []),
        (a_commit("x", by_git("Joan", "joan@example.com")), ["joan"], ["Joan"]),
        (a_commit("x", by_git("Joan Roe", "joan@example.com")), [], ["Joan Roe"]),
        (a_commit("x", by_git("", "joan@example.com")), [], ["joan"]),
        (a_commit("x", by_git("", "")), [], ["an author without a name"]),
        (a_commit("x", by_git("odd[bot]", "odd@example.com")), ["odd[bot]"], ["odd[bot]"]),
        (a_commit("x", by_git("J", "7+Joan@users.noreply.github.com")), ["joan"], []),
        (a_commit("x", replace(a_person("linus"), email="ada@home.example")), ["ada", "linus"], []),
        (a_commit("x", replace(a_person("ci"), email="build@acme.example")), ["ci"], []),
    ],
)
def test_authors_are_those_whom_github_or_the_policy_knows(
    commit: Commit, logins: Sequence[str], unknown: Sequence[str]
) -> None:
    found, strangers = took_part(commit)
    assert (found, strangers) == (sorted([*logins, "opener"]), unknown)


def test_a_committer_takes_part_and_github_as_committer_does_not() -> None:
    by_joan = replace(a_commit(), committer=a_person("joan"))
    by_github = replace(a_commit(), committer=Person(None, "GitHub", "noreply@github.com"))
    by_stranger = replace(a_commit(), committer=by_git("Kit", "kit@example.com"))
    assert took_part(by_joan)[0] == ["ada", "joan", "opener"]
    assert took_part(by_github) == (["ada", "opener"], [])
    assert took_part(by_stranger) == (["ada", "kit", "opener"], ["Kit"])


def test_who_only_merged_the_base_branch_cleanly_did_not_take_part() -> None:
    merge = replace(a_commit("Merge main", a_person("joan")), is_clean_merge=True)
    assert took_part(a_commit(), merge)[0] == ["ada", "opener"]
    assert took_part(a_commit(), replace(merge, is_clean_merge=False))[0] == [
        "ada",
        "joan",
        "opener",
    ]


@pytest.mark.parametrize(
    ("trailer", "logins", "unknown"),
    [
        ("Co-authored-by: Ada <ada@home.example>", ["ada"], []),
        ("Signed-off-by: Grace <grace@home.example>", ["grace"], []),
        ("Requested-by: @Grace", ["grace"], []),
        ("requested-by: grace", ["grace"], []),
        ("Requested-by : @grace.", ["grace"], []),
        ("Requested-by: @grace, @joan", ["grace", "joan"], []),
        (
            "Co-authored-by: Joan <1+joan@users.noreply.github.com>, G <grace@home.example>,",
            ["grace", "joan"],
            [],
        ),
        ("Signed-off-by: Clarke, Joan <joan@nowhere.example>", [], ["Clarke, Joan"]),
        ("On-behalf-of: @grace <grace@home.example>", ["grace"], []),
        ("On-behalf-of: @acme ci@acme.example", ["acme"], []),
        ("On-behalf-of: @acme <grace@home.example>", ["acme", "grace"], []),
        ("Requested-by: Joan Clarke", [], ["Joan Clarke"]),
        ("Signed-off-by: Joan <joan@example.com>", ["joan"], ["Joan"]),
        ("Signed-off-by: helper[bot] <support@example.com>", [], []),
        ("Signed-off-by: J <7+joan@users.noreply.github.com>", ["joan"], []),
        ("Signed-off-by: build <build@acme.example>", [], []),
        (f"Requested-by: {'Grace ' * 200}<grace@home.example>\r", ["grace"], []),
        ("Reviewed-by: Grace <grace@home.example>", [], []),
    ],
)
def test_the_people_behind_a_bots_commit_took_part(
    trailer: str, logins: Sequence[str], unknown: Sequence[str]
) -> None:
    commit = a_commit(f"Raise it\n\nBecause.\n\n{trailer}\n", BOT)
    found, strangers = took_part(commit, author="helper", is_bot=True)
    assert (found, strangers) == (sorted([*logins, "helper[bot]"]), unknown)
    by_person = a_commit(f"Raise it\n\n{trailer}\n", a_person("ada"))
    assert took_part(by_person) == (["ada", "opener"], [])


def test_in_a_bots_pull_request_the_trailers_of_all_commits_count() -> None:
    commit = a_commit("Raise it\n\nRequested-by: @grace", a_person("ada"))
    assert took_part(commit, author="helper", is_bot=True)[0] == ["ada", "grace", "helper[bot]"]


def test_a_bot_that_github_shows_like_a_person_took_part_as_both_and_its_trailers_count() -> None:
    shown = replace(a_person("helper"), name="Helper[bot]")
    commit = a_commit("Raise it\n\nRequested-by: @grace", shown)
    assert took_part(commit)[0] == ["grace", "helper", "helper[bot]", "opener"]


def test_an_address_that_another_commit_shows_the_account_of_is_known() -> None:
    known = a_commit("x", replace(a_person("joan"), email="joan@example.com"))
    behind = a_commit("y\n\nSigned-off-by: Joan <Joan@example.com>", BOT)
    assert took_part(known, behind) == (["helper[bot]", "joan", "opener"], [])


def test_a_bot_and_a_person_of_the_same_name_are_two() -> None:
    assert took_part(a_commit("x", BOT), author="helper")[0] == ["helper", "helper[bot]"]


def test_a_deleted_author_is_nobody_to_compare_with() -> None:
    assert took_part(a_commit(), author=None) == (["ada"], [])

"""GraphQL's answers become our values, nulls and all."""

from __future__ import annotations

from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.gateway.pull_requests import facts
from github_app.gateway.pull_requests.base import base_seen
from github_app.gateway.pull_requests.files import packed, page_count, unpacked
from snapshot.changed_file import ChangedFile
from tests.builders import a_file


def test_a_deleted_account_is_nobody() -> None:
    assert facts.account(None) is None
    review = facts.review({"state": "APPROVED", "author": None, "commit": None}, frozenset())
    assert (review.author, review.commit_oid, review.submitted_at) == (None, None, None)


@pytest.mark.parametrize(
    ("reviewer", "name"),
    [
        ({"__typename": "User", "login": "Ada"}, "Ada"),
        ({"__typename": "Team", "combinedSlug": "acme/core"}, "acme/core"),
        ({"__typename": "Bot", "login": "reviewer"}, "reviewer[bot]"),
        ({"__typename": "Bot", "login": "reviewer[bot]"}, "reviewer[bot]"),
        (None, None),
    ],
)
def test_who_is_asked_for_a_review_is_told_from_a_program(reviewer: Any, name: str | None) -> None:
    assert facts.requested_reviewer({"requestedReviewer": reviewer}) == name


@pytest.mark.parametrize(
    ("email", "login", "is_bot"),
    [
        ("49699333+dependabot[bot]@users.noreply.github.com", "dependabot[bot]", True),
        ("17+ada@users.noreply.github.com", "ada", False),
        ("ada@users.noreply.github.example", "ada", False),
        ("ada@home.example", None, False),
    ],
)
def test_a_no_reply_address_names_the_account_behind_a_commit(
    email: str, login: str | None, is_bot: bool
) -> None:
    person = facts.git_identity({"name": "Someone", "email": email, "user": None})
    assert (person.login, person.is_bot) == (login, is_bot)


@pytest.mark.parametrize("answer", [None, {}, {"nodes": None}, {"nodes": [{"id": 1}, None]}])
def test_a_list_with_holes_is_trouble_and_not_a_shorter_list(answer: Any) -> None:
    with pytest.raises(WorldFailure):
        facts.every_node(answer)
    assert list(facts.every_node({"nodes": []})) == []


def opinion(login: str, state: str, *, can_push: bool = True) -> dict[str, Any]:
    return {
        "author": {"__typename": "User", "login": login},
        "state": state,
        "authorCanPushToRepository": can_push,
    }


def test_only_the_last_opinions_that_approve_and_count_stand() -> None:
    reviews = [
        opinion("linus", "APPROVED"),
        opinion("ada", "APPROVED"),
        opinion("ada", "COMMENTED"),
        opinion("grace", "APPROVED"),
        opinion("grace", "CHANGES_REQUESTED"),
        opinion("mallory", "APPROVED", can_push=False),
        opinion("barbara", "APPROVED"),
        opinion("barbara", "DISMISSED"),
        opinion("Linus", "APPROVED"),
    ]
    standing = facts.standing_approvals(list(reviews))
    assert [node["author"]["login"] for node in standing] == ["ada", "Linus"]


def entry(name: str, mode: int = 0o100644) -> dict[str, Any]:
    return {"name": name, "type": "blob", "mode": mode, "oid": f"blob of {name}", "size": 10}


def test_the_first_codeowners_file_is_the_only_one_that_counts() -> None:
    blob = {"oid": "b1", "byteSize": 3, "isTruncated": False, "text": "* @ada"}
    base = base_seen({"owners1": blob, "owners2": {**blob, "text": "* @grace"}}, "p.yml", ())
    assert base.codeowners is not None
    assert (base.codeowners.path, base.codeowners.text) == ("CODEOWNERS", "* @ada")


def test_a_folder_called_codeowners_is_no_file() -> None:
    assert base_seen({"owners0": {}}, "p.yml", ()).owners is None


def test_files_of_record_folders_are_listed_at_any_depth_that_was_read() -> None:
    nested: dict[str, Any] = {"oid": "t1", "entries": [entry("0001-a.md")]}
    deeper = {"name": "old", "type": "tree", "object": {"entries": [entry("x.md")]}}
    nested["entries"] += [{"name": "more", "type": "tree", "object": {"entries": [deeper]}}]
    base = base_seen({"folder0": nested, "folder1": None}, "p.yml", ("docs/adr", "adr"))
    paths = [file.path for file in base.files_in(("docs/adr", "adr"))]
    assert paths == ["docs/adr/0001-a.md", "docs/adr/more/old/x.md"]


def test_a_symbolic_link_is_told_from_a_file_by_its_mode() -> None:
    linked = {"oid": "t", "entries": [entry("0001-a.md"), entry("0002-b.md", mode=0o120000)]}
    base = base_seen({"folder0": linked}, "p.yml", ("adr",))
    assert [file.is_link for file in base.files_in(("adr",))] == [False, True]


def test_files_survive_the_cache_unchanged() -> None:
    changed = (ChangedFile("b.py", "renamed", 1, 2, "a.py", "oid", "@@"), a_file("x.bin"))
    assert unpacked(packed(changed)) == changed


@pytest.mark.parametrize(
    ("files", "pages"), [(0, 1), (1, 1), (100, 1), (101, 2), (250, 3), (9000, 30)]
)
def test_pages_hold_a_hundred_files_and_end_at_three_thousand(files: int, pages: int) -> None:
    assert page_count(files) == pages

"""What the pretend GitHub says of CODEOWNERS, of large trees and of unknown commits."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.world import World
from tests.sandbox.harbour import REPOSITORY, Client

HOME = f"/repos/{REPOSITORY}"
OWNERS = """\
# Nothing wrong up here
*            @ana @acme/payments bo@acme.example   # @nobody
/\tana@acme.example
docs\\ old/  @bo docs@
***/*.rb     @bo
!src/        @bo
src/[ab].py  @bo
src/         @eve @acme/idle @acme/hidden
lib/         @nobody gone@acme.example
"""


def own(world: World, text: str | bytes, path: str = "CODEOWNERS") -> None:
    world.push_to_branch("main", {path: text}, "Own", by="ana")


def told(client: Client, query: str = "") -> Any:
    return client.get(f"{HOME}/codeowners/errors{query}").json()["errors"]


def test_each_line_that_does_not_hold_is_told_with_its_place(client: Client) -> None:
    client.world.add_team("acme", "idle", ("bo",))
    hidden = client.world.add_team("acme", "hidden", ("bo",))
    hidden.secret = True
    client.world.set_team_permission("acme/hidden", "write")
    own(client.world, OWNERS)
    errors = told(client)
    assert [(each["line"], each["column"], each["kind"]) for each in errors] == [
        (3, 1, "Invalid pattern"),
        (4, 17, "Invalid owner"),
        (5, 1, "Invalid pattern"),
        (6, 1, "Invalid pattern"),
        (7, 1, "Invalid pattern"),
        (8, 14, "Unknown owner"),
        (8, 19, "Unknown owner"),
        (8, 30, "Unknown owner"),
        (9, 14, "Unknown owner"),
        (9, 22, "Unknown owner"),
    ]
    assert errors[2]["suggestion"] == "Did you mean `**/*.rb`?"
    assert errors[2]["message"].splitlines()[2:] == ["  ***/*.rb     @bo", "  ^"]
    query = """{ repository(owner: "acme", name: "shop") { codeowners {
      errors { line column kind source suggestion message path } } } }"""
    assert client.graphql(query)["data"]["repository"]["codeowners"]["errors"] == errors


def test_the_file_of_the_asked_branch_in_the_first_place_counts(client: Client) -> None:
    missing = client.get(f"{HOME}/codeowners/errors")
    assert missing.status_code == 404
    own(client.world, "* @nobody\n", "docs/CODEOWNERS")
    own(client.world, "* nobody\n", ".github/CODEOWNERS")
    assert [(each["path"], each["kind"]) for each in told(client)] == [
        (".github/CODEOWNERS", "Invalid owner")
    ]
    assert client.get(f"{HOME}/codeowners/errors?ref=later").status_code == 404


@pytest.mark.parametrize(("size", "status"), [(3 * 1024 * 1024, 200), (3 * 1024 * 1024 + 1, 404)])
def test_a_file_over_3_megabytes_is_not_loaded(client: Client, size: int, status: int) -> None:
    line = b"# all of it is a comment\n"
    own(client.world, (line * (size // len(line) + 1))[:size])
    assert client.get(f"{HOME}/codeowners/errors").status_code == status


def test_a_tree_of_more_entries_than_github_lists_is_cut(client: Client) -> None:
    assert client.world.listed_entries == 100_000
    assert client.get(f"{HOME}/git/trees/main?recursive=1").json()["truncated"] is False
    client.tell("settings", listed_entries=3)
    tree = client.get(f"{HOME}/git/trees/main?recursive=1").json()
    assert ([each["path"] for each in tree["tree"]], tree["truncated"]) == (
        ["README.md", "docs", "docs/adr"],
        True,
    )
    assert client.get(f"{HOME}/git/trees/main").json()["truncated"] is False


def test_a_comparison_names_where_the_two_parted(client: Client) -> None:
    git = client.world.repository().git
    start = git.tip("main")
    own(client.world, "* @ana\n")
    compared = client.get(f"{HOME}/compare/main...later").json()
    assert compared["merge_base_commit"]["sha"] == start
    assert (compared["status"], compared["ahead_by"], compared["behind_by"]) == ("diverged", 2, 1)


def test_a_comparison_with_an_unknown_commit_is_not_found(client: Client) -> None:
    assert client.get(f"{HOME}/compare/main...{'0' * 40}").status_code == 404

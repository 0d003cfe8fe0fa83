"""`plumbline adr list` in real repositories."""

from __future__ import annotations

from pathlib import Path

import pygit2
import pytest

from cli.mistakes import Mistake
from config.policy import POLICY_PATH
from tests.cli.adr.shop import FRONT, POSTGRES, a_shop, adr, told
from tests.cli.clones import Clone


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    return a_shop(tmp_path)


def test_every_record_is_told_with_what_it_says(shop: Clone) -> None:
    answer = told(adr(shop, "list", "--json"))
    assert (answer["folders"], answer["how"], answer["branch"]) == (["docs/adr"], "found", "main")
    redis, postgres, edge, weekly = answer["records"]
    assert redis == {
        "path": "docs/adr/0002-use-redis.md",
        "number": 2,
        "title": "Use Redis",
        "status": "superseded",
        "status_raw": "Superseded by 3. Use Postgres",
        "date": "2024-03-01",
        "date_raw": "2024-03-01",
        "supersedes": [],
        "superseded_by": ["docs/adr/0003-use-postgres.md"],
        "unresolved": [],
        "family": "adr",
        "kind": "",
    }
    assert postgres["supersedes"] == ["docs/adr/0002-use-redis.md"]
    assert (edge["status"], edge["date"], edge["number"]) == ("proposed", "2026-02-03", 4)
    assert (weekly["status"], weekly["status_raw"]) == ("unknown", "Ratified")


def test_a_relation_that_leads_nowhere_is_kept_as_it_is_written(shop: Clone) -> None:
    lost = POSTGRES.replace("[2. Use Redis](0002-use-redis.md)", "[ADR 99](0099-gone.md)")
    shop.commit("main", {"docs/adr/0003-use-postgres.md": lost, "docs/adr/0002-use-redis.md": ""})
    postgres, *_ = told(adr(shop, "list", "--json"))["records"]
    assert postgres["supersedes"] == []
    assert len(postgres["unresolved"]) == 1


def test_people_see_the_folder_the_successor_and_the_counts(shop: Clone) -> None:
    lines = adr(shop, "list").stdout.splitlines()
    assert lines[0] == "docs/adr"
    assert lines[1].split() == ["0002", "Use", "Redis", "●", "superseded", "2024-03-01"]
    assert lines[2].strip() == "→ 0003-use-postgres.md"
    assert "“Ratified”" in lines[5]
    assert lines[-2] == "4 records: 1 accepted, 1 proposed, 1 superseded, 1 not understood"
    assert lines[-1].startswith("In docs/adr, found by themselves, at main (")
    assert all(line == line.rstrip() for line in lines)


def test_another_commit_is_read_without_checking_it_out(shop: Clone) -> None:
    shop.commit("old", {"docs/adr/0001-first.md": "# 1. First\n"})
    assert [r["path"] for r in told(adr(shop, "list", "--json", "--at", "old"))["records"]] == [
        "docs/adr/0001-first.md"
    ]
    assert adr(shop, "list", "--at", "old").stdout.splitlines()[-1].endswith(").")


def test_a_bare_repository_will_do(shop: Clone, tmp_path: Path) -> None:
    pygit2.clone_repository(str(shop.folder), str(tmp_path / "bare.git"), bare=True)
    assert len(told(adr(tmp_path / "bare.git", "list", "--json"))["records"]) == 4


def test_a_bare_repository_whose_head_leads_nowhere_shows_its_main_branch(shop: Clone) -> None:
    pygit2.Repository(str(shop.folder)).set_head("refs/heads/gone")
    assert told(adr(shop, "list", "--json"))["branch"] == "main"


def test_the_policy_of_that_commit_names_the_folders_and_the_words(shop: Clone) -> None:
    policy = (
        "records:\n  adr: {folders: [docs/adr], statuses: {ratified: accepted}}\n"
        "  rfc: {folders: [rfcs]}\n"
    )
    shop.commit("main", {POLICY_PATH: policy, "rfcs/0001-x.md": FRONT, "adr/0009-y.md": FRONT})
    answer = told(adr(shop, "list", "--json"))
    assert (answer["folders"], answer["how"]) == (["docs/adr", "rfcs"], "policy")
    assert {r["path"]: r["family"] for r in answer["records"]}["rfcs/0001-x.md"] == "rfc"
    assert [r["status"] for r in answer["records"]][3] == "accepted"


def test_a_policy_without_folders_of_decisions_leaves_them_to_be_found(shop: Clone) -> None:
    policy = "checks: {}\nrecords: {rfc: {folders: [rfcs]}}\n"
    shop.commit("main", {POLICY_PATH: policy, "rfcs/0001-x.md": FRONT})
    answer = told(adr(shop, "list", "--json"))
    assert (answer["folders"], answer["how"]) == (["docs/adr", "rfcs"], "found")


def test_a_folder_is_taken_as_given_whatever_the_policy_says(shop: Clone) -> None:
    shop.commit(
        "main",
        {
            POLICY_PATH: "records: {adr: {folders: [docs/adr]}}",
            "notes/a.md": FRONT,
            "x/b.md": FRONT,
        },
    )
    answer = told(adr(shop, "list", "--json", "--folder", "./notes/", "--folder", "x"))
    assert [r["path"] for r in answer["records"]] == ["notes/a.md", "x/b.md"]
    assert (answer["folders"], answer["how"]) == (["notes", "x"], "given")
    root = told(adr(shop, "list", "--json", "--folder", "."))
    assert "docs/adr/0004-edge.md" in [r["path"] for r in root["records"]]


def test_a_broken_policy_is_a_mistake_unless_folders_are_given(shop: Clone) -> None:
    shop.commit("main", {POLICY_PATH: "records: [docs/adr]\n"})
    refused = adr(shop, "list").exception
    assert isinstance(refused, Mistake)
    assert "line 1, column 10" in str(refused)
    assert "--folder" in str(refused)
    assert len(told(adr(shop, "list", "--json", "--folder", "docs/adr"))["records"]) == 4


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "nowhere"), "nowhere is no branch, tag or commit of this clone"),
        (("--folder", "docs/adrs"), "Did you mean docs/adr?"),
        (("--folder", "adr"), "Did you mean docs/adr?"),
        (("--folder", "../x"), "outside of the repository"),
        (("--folder", "README.md"), "README.md is no folder at main"),
    ],
)
def test_a_mistake_in_what_was_asked_is_said_with_a_remedy(
    shop: Clone, arguments: tuple[str, ...], said: str
) -> None:
    done = adr(shop, "list", *arguments)
    assert isinstance(done.exception, Mistake)
    assert said in str(done.exception)


def test_what_is_no_repository_or_has_no_commit_is_a_mistake(tmp_path: Path) -> None:
    assert "is not in a git repository" in str(adr(tmp_path, "list").exception)
    empty = Clone(tmp_path / "empty")
    assert "There is no commit yet" in str(adr(empty, "list").exception)


def test_a_repository_without_records_says_so(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "plain")
    clone.commit("main", {"README.md": "# Nothing decided\n"})
    done = adr(clone, "list")
    assert done.return_value == 0
    assert done.stdout.startswith("No folder of records was found at main (")
    assert told(adr(clone, "list", "--json"))["records"] == []


def test_what_is_no_text_is_named_and_left_out(shop: Clone) -> None:
    shop.commit("main", {"docs/adr/0006-picture.md": "\x00\x01\x02"})
    assert told(adr(shop, "list", "--json"))["unread"] == ["docs/adr/0006-picture.md"]
    assert "docs/adr/0006-picture.md is a link or no text" in adr(shop, "list").stdout


def test_foreign_text_cannot_steer_a_terminal(shop: Clone) -> None:
    shop.commit(
        "main", {"docs/adr/0006-x.md": "# 6. Red \x1b[31m alert\n\n## Status\n\nAccepted\n"}
    )
    assert "\x1b" not in adr(shop, "list").stdout
    assert "\x1b" not in adr(shop, "list", "--json").stdout

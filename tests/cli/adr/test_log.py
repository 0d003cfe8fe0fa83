"""`plumbline adr log`: from the records and the history of a clone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.mistakes import Mistake
from tests.cli.adr.shop import FRONT, a_shop, adr
from tests.cli.clones import Clone


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    """Pull request 7 carried ADR-3 out, 8 departed from it, 9 has nothing to do with decisions."""
    made = a_shop(tmp_path)
    made.commit("main", {"src/queue.py": "x = 1\n"}, "Queue in the database (#7)\n\nSee ADR-3.")
    made.commit("main", {"src/mail.py": "x = 1\n"}, "Mail (#8)\n\nWaives ADR-3: mail may get lost.")
    made.commit("main", {"src/typo.py": "x = 1\n"}, "Typo (#9)")
    made.commit("main", {"docs/adr/0004-edge.md": f"{FRONT}\nMore.\n"}, "Word ADR-4 better (#10)")
    return made


def test_the_log_names_what_carried_a_decision_out_and_what_departed(shop: Clone) -> None:
    log = json.loads(adr(shop, "log", "--format", "json").stdout)
    records = {record["number"]: record for record in log["records"]}
    assert records[3]["implemented_by"] == [7]
    assert records[3]["waived_by"] == [8]
    assert records[4]["implemented_by"] == []
    assert log["folders"] == ["docs/adr"]


def test_merges_of_branches_count_with_the_messages_of_their_commits(shop: Clone) -> None:
    shop.commit("feature", {"src/a.py": "a\n"}, "Move it\n\nAs ADR-0003 says.", onto="main")
    shop.merge("feature", "main", "Merge pull request #11 from acme/feature\n\nMove it")
    log = json.loads(adr(shop, "log", "--format", "json").stdout)
    records = {record["number"]: record for record in log["records"]}
    assert records[3]["implemented_by"] == [7, 11]


def test_people_see_a_timeline_and_what_became_of_each(shop: Clone) -> None:
    lines = adr(shop, "log").stdout.splitlines()
    text = "\n".join(lines)
    assert lines[0].startswith("accepted")
    assert "2024" in lines[3]
    assert "✓ carried out by #7" in text
    assert "✗ waived by #8" in text


def test_it_can_be_written_as_a_document_or_a_page(shop: Clone, tmp_path: Path) -> None:
    document = adr(shop, "log", "--format", "markdown").stdout
    assert document.startswith("# Decision log\n")
    page = tmp_path / "log.html"
    done = adr(shop, "log", "--format", "html", "--output", str(page))
    assert done.stdout == ""
    assert done.stderr == f"wrote {page}\n"
    assert page.read_text().lower().startswith("<!doctype html>")
    assert "Use Postgres" in page.read_text()


def test_what_cannot_be_written_is_a_mistake(shop: Clone, tmp_path: Path) -> None:
    nowhere = adr(shop, "log", "--format", "json", "--output", str(tmp_path / "no" / "x.json"))
    assert isinstance(nowhere.exception, Mistake)
    assert isinstance(adr(shop, "log", "--output", "x.txt").exception, Mistake)

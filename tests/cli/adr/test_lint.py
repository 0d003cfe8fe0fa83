"""`plumbline adr lint` in real repositories."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from checks.parts.decision_records.finding import RULES
from tests.cli.adr.shop import FRONT, POSTGRES, a_shop, adr, told
from tests.cli.clones import Clone

TAKEN = "docs/adr/0003-zones.md"
_WITHOUT_RELATION = POSTGRES.replace("Supersedes [2. Use Redis](0002-use-redis.md)\n\n", "")


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    return a_shop(tmp_path)


@pytest.fixture
def flawed(shop: Clone) -> Clone:
    """Two records have the number 3."""
    shop.commit("main", {TAKEN: _WITHOUT_RELATION.replace("Use Postgres", "Zones")})
    return shop


def test_records_without_flaws_pass(shop: Clone) -> None:
    shop.commit("main", {"docs/adr/0005-ship-weekly.md": ""})
    done = adr(shop, "lint")
    assert done.return_value == 0
    assert done.stdout.splitlines()[0] == "✓ 3 records, nothing to mend."
    assert told(adr(shop, "lint", "--format", "json"))["result"] == "clean"


def test_an_error_fails_and_is_shown_with_its_line_and_remedy(flawed: Clone) -> None:
    done = adr(flawed, "lint")
    assert done.return_value == 1
    assert TAKEN in done.stdout.splitlines()[:20]
    assert "number-taken" in done.stdout
    assert "Take the next free number" in done.stdout
    assert done.stdout.splitlines()[-2] == "1 error, 1 note in 5 records."


def test_findings_are_told_for_programs(flawed: Clone) -> None:
    answer = told(adr(flawed, "lint", "--format", "json"))
    assert (answer["result"], answer["records"], answer["folders"]) == ("errors", 5, ["docs/adr"])
    [taken] = [f for f in answer["findings"] if f["rule"] == "number-taken"]
    assert (taken["path"], taken["line"], taken["severity"]) == (TAKEN, 1, "error")
    assert {f["rule"] for f in answer["findings"]} <= set(RULES)


def test_warnings_and_notes_fail_only_when_that_is_asked_for(shop: Clone) -> None:
    shop.commit("main", {"docs/adr/notes.md": FRONT, "docs/adr/0005-ship-weekly.md": ""})
    answer = told(adr(shop, "lint", "--format", "json"))
    assert [f["severity"] for f in answer["findings"]] == ["warning"]
    assert answer["result"] == "findings"
    assert adr(shop, "lint").return_value == 0
    assert adr(shop, "lint", "--strict").return_value == 1


def test_sarif_has_a_rule_a_place_and_a_lasting_fingerprint_for_each_result(flawed: Clone) -> None:
    log = json.loads(adr(flawed, "lint", "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert "`" not in result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("docs/adr/")
        assert place["region"]["startLine"] >= 1
    prints = [result["partialFingerprints"]["recordFinding/v1"] for result in run["results"]]
    flawed.commit("main", {TAKEN: "\n\n" + _WITHOUT_RELATION})
    again = json.loads(adr(flawed, "lint", "--format", "sarif").stdout)["runs"][0]["results"]
    assert {result["partialFingerprints"]["recordFinding/v1"] for result in again} <= set(prints)


def test_a_path_in_sarif_is_an_address(shop: Clone) -> None:
    shop.commit("main", {"docs/adr/0009 with space ü.md": "# Nothing\n"})
    results = json.loads(adr(shop, "lint", "--format", "sarif").stdout)["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert "docs/adr/0009%20with%20space%20%C3%BC.md" in uris


def test_a_thousand_records_are_a_matter_of_a_moment(tmp_path: Path) -> None:
    clone = Clone(tmp_path / "large")
    clone.commit(
        "main",
        {
            f"docs/adr/{n:04}-decision-{n}.md": _WITHOUT_RELATION.replace("# 3.", f"# {n}.")
            for n in range(1, 1001)
        },
    )
    begun = time.process_time()
    done = adr(clone, "lint", "--format", "json")
    assert told(done)["records"] == 1_000
    # Far above what it takes, so that a busy machine does not fail it; `make bench` measures.
    assert time.process_time() - begun < 30


def test_a_link_a_binary_and_a_very_long_record_are_answered(shop: Clone) -> None:
    shop.commit(
        "main",
        {
            "docs/adr/0006-binary.md": "\x00\x01",
            "docs/adr/0007-long.md": POSTGRES.replace("# 3.", "# 7.")
            + "![x](data:"
            + "A" * 400_000,
        },
    )
    findings = told(adr(shop, "lint", "--format", "json"))["findings"]
    assert [f["rule"] for f in findings if f["path"] == "docs/adr/0006-binary.md"] == ["unread"]

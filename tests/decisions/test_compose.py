"""The log joins what records say with what merged pull requests cite."""

from __future__ import annotations

from decisions.compose import decision_log, of_family
from decisions.log import DecisionLog, LogEntry, MergedPullRequest
from snapshot.facts import RecordFile
from snapshot.record_family import ADR, RecordFamily
from tests.decisions.builders import COMMIT, SHOP, a_record_file, merged

POSTGRES = "docs/adr/0001-postgres.md"
SQLITE = "docs/adr/0002-sqlite.md"
RFC = "rfcs/0001-api.md"
FILES = (
    a_record_file(POSTGRES, "# 1. Postgres\n\n## Status\n\nAccepted\n\n## Decision\n\nPostgres.\n"),
    a_record_file(
        SQLITE,
        "# 2. SQLite\n\n## Status\n\nAccepted\n\nSupersedes [1](0001-postgres.md)\n\n"
        "## Decision\n\nSQLite.\n",
    ),
    RecordFile("docs/adr/README.md", "e" * 40),
    RecordFile("docs/adr/0003-picture.md", "d" * 40),
    a_record_file(RFC, "# RFC 1: The API\n\nStatus: Accepted\n\nIt is REST.\n"),
)
FAMILIES = (ADR, RecordFamily(name="rfc", folders=("rfcs",), prefixes=("RFC",)))


def log_of(*pull_requests: MergedPullRequest) -> DecisionLog:
    return decision_log(SHOP, "main", COMMIT, FILES, FAMILIES, pull_requests)


def entry(log: DecisionLog, path: str) -> LogEntry:
    return next(each for each in log.entries if each.record.path == path)


def test_every_record_is_listed_by_folder_and_number() -> None:
    log = log_of()
    assert [each.record.path for each in log.entries] == [POSTGRES, SQLITE, RFC]
    assert [each.family for each in log.entries] == ["adr", "adr", "rfc"]


def test_a_record_without_a_readable_text_is_named_and_a_readme_is_not() -> None:
    assert log_of().unread == ("docs/adr/0003-picture.md",)


def test_both_sides_of_a_supersession_are_told_when_only_one_says_it() -> None:
    log = log_of()
    assert entry(log, POSTGRES).superseded_by == (SQLITE,)
    assert entry(log, SQLITE).supersedes == (POSTGRES,)


def test_title_description_message_and_branch_count_as_citing() -> None:
    log = log_of(
        merged(12, "Move to Postgres (ADR-1)"),
        merged(15, "Move on", f"See `{SQLITE}`."),
        merged(17, "Move on", "", "Merge: as ADR 2 says"),
        merged(18, "Move on", branch="feature/adr-0001-postgres"),
        merged(19, "Talks of the ADR"),
    )
    assert entry(log, POSTGRES).implemented_by == (12, 18)
    assert entry(log, SQLITE).implemented_by == (15, 17)


def test_what_stands_in_a_comment_or_a_fence_cites_nothing() -> None:
    log = log_of(merged(12, "Move", "<!-- ADR-1 -->\n\n```\nADR-1\n```\n"))
    assert entry(log, POSTGRES).implemented_by == ()


def test_a_waiver_is_no_implementation() -> None:
    log = log_of(merged(12, "Cache in memory", "Waives ADR-1: the vendor needs it.\n\nADR-2."))
    assert entry(log, POSTGRES).waived_by == (12,)
    assert entry(log, POSTGRES).implemented_by == ()
    assert entry(log, SQLITE).implemented_by == (12,)


def test_a_pull_request_that_changes_records_alone_decides_and_carries_out_nothing() -> None:
    log = log_of(
        merged(12, "Add ADR-1", paths=[POSTGRES]),
        merged(13, "Add ADR-1 and do it", paths=[POSTGRES, "src/db.py"]),
    )
    assert entry(log, POSTGRES).implemented_by == (13,)


def test_a_commit_without_a_pull_request_has_no_number_to_show() -> None:
    assert entry(log_of(merged(0, "ADR-1")), POSTGRES).implemented_by == ()


def test_numbers_of_another_family_are_its_own() -> None:
    log = log_of(merged(12, "Build the API of RFC 1"))
    assert entry(log, RFC).implemented_by == (12,)
    assert entry(log, POSTGRES).implemented_by == ()


def test_the_part_about_one_family_holds_nothing_of_the_others() -> None:
    part = of_family(log_of(), FAMILIES[1])
    assert [each.record.path for each in part.entries] == [RFC]
    assert part.folders == ("rfcs",)
    assert part.unread == ()


def test_a_template_is_no_decision() -> None:
    path = "docs/adr/0009-title.md"
    text = (
        "# {short title}\n\n## Status\n\n{proposed | accepted}\n\n## Context\n\n"
        "{Describe the context and problem}\n\n## Decision\n\n{what was decided}\n"
    )
    log = decision_log(SHOP, "main", COMMIT, [a_record_file(path, text)], FAMILIES, ())
    assert (log.entries, log.unread) == ((), ())

"""The log as an issue: readable, within GitHub's limits, and the same for the same content."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.engine.words import size
from decisions.issue_text import Mark, log_text, mark_of, obsolete_part, says_the_same
from decisions.log import LogEntry
from snapshot.facts import Repository
from tests.decisions.builders import a_log, an_entry

GITHUB_LIMIT = 65_536
STATUSES = ("accepted", "proposed", "superseded", "deprecated", "rejected", "unknown", None)


def many(count: int) -> list[LogEntry]:
    """Records with long titles, and up to a dozen pull requests each."""
    return [
        an_entry(
            n,
            STATUSES[n % 7] if n % 3 else "accepted",
            title=f"Use the {'very ' * (n % 20)}best of all databases for case {n}",
            on="2026-03-01",
            implemented_by=range(n, n + n % 13),
            superseded_by=[f"docs/adr/{n + 1:04}-keep-it-simple.md"] if n % 7 == 2 else (),
        )
        for n in range(1, count + 1)
    ]


def test_what_is_in_force_comes_first_and_what_is_retired_is_folded() -> None:
    body = log_text(
        a_log(an_entry(1, "superseded"), an_entry(2, "proposed"), an_entry(3)), "adr"
    ).body
    places = [body.index(words) for words in ("### In force", "### Proposed", "<details>")]
    assert places == sorted(places)
    assert "<summary><b>Retired</b> (1)</summary>" in body
    assert "3 records: 1 accepted, 1 proposed and 1 superseded." in body


def test_a_row_says_number_title_status_date_successor_and_pull_requests() -> None:
    first = an_entry(
        1,
        "superseded",
        title="Postgres",
        on="2026-03-01",
        implemented_by=[12, 15],
        waived_by=[20],
        superseded_by=["docs/adr/0002-keep-it-simple.md"],
    )
    body = log_text(a_log(first, an_entry(2)), "adr").body
    file = "https://github.com/acme/shop/blob/main/docs/adr/000{}-keep-it-simple.md"
    pull = "[#{0}](https://redirect.github.com/acme/shop/pull/{0})"
    row = (
        f"| [1. `Postgres`]({file.format(1)}) | superseded | 2026-03-01 "
        f"| [2]({file.format(2)}) | {pull.format(15)}, {pull.format(12)} | {pull.format(20)} |"
    )
    assert row in body


def test_links_on_another_host_are_plain() -> None:
    ours = Repository("acme", "shop", "main", "https://git.acme.example/acme/shop")
    body = log_text(a_log(an_entry(1, implemented_by=[12]), repository=ours), "adr").body
    assert "[#12](https://git.acme.example/acme/shop/pull/12)" in body


def test_records_in_several_folders_say_which() -> None:
    log = a_log(an_entry(1), an_entry(1, folder="services/billing/adr"))
    body = log_text(log, "adr").body
    assert "| Decision | Folder | Status |" in body
    assert "`services/billing/adr`" in body


def test_foreign_words_ping_nobody_and_break_no_table() -> None:
    nasty = "Ask @acme/all | see #1 `x` <!-- <script> [a](b)"
    body = log_text(a_log(an_entry(1, title=nasty)), "adr").body
    assert f"``{nasty.replace('|', chr(92) + '|')}``" in body


def test_the_marker_tells_the_family_and_the_part() -> None:
    text = log_text(a_log(*many(500)), "rfc")
    assert mark_of(text.body) == Mark("rfc")
    assert [mark_of(part) for part in text.parts] == [
        Mark("rfc", n) for n in range(2, len(text.parts) + 2)
    ]
    assert mark_of(obsolete_part("rfc", 4)) == Mark("rfc", 4)
    assert mark_of("hello\n" + text.body) is None


@pytest.mark.parametrize("count", [0, 1, 41, 500, 2_000])
def test_any_number_of_records_stays_within_the_limits(count: int) -> None:
    entries = many(count)
    text = log_text(a_log(*entries), "adr")
    for body in (text.body, *text.parts):
        assert size(body) < GITHUB_LIMIT
        assert "left out here" not in body
    said = "\n".join((text.body, *text.parts))
    for entry in entries:
        assert f"{entry.record.path}) |" in said
    assert len(text.parts) <= count // 70


def test_few_records_need_one_text_only() -> None:
    assert log_text(a_log(*many(60)), "adr").parts == ()


def test_a_change_in_the_middle_of_a_long_log_leaves_most_parts_alone() -> None:
    before = many(1_500)
    added = an_entry(9_999, "accepted", title="One more")
    turned = replace(before[700], record=replace(before[700].record, status="rejected"))
    for after in ([*before, added], [*before[:700], turned, *before[701:]]):
        old, new = log_text(a_log(*before), "adr"), log_text(a_log(*after), "adr")
        pairs = zip(old.parts, new.parts, strict=True)
        assert sum(one != other for one, other in pairs) <= 3
        assert len(old.parts) >= 9


def test_only_the_commit_is_no_reason_to_write() -> None:
    one = log_text(a_log(an_entry(1), commit="a" * 40), "adr").body
    other = log_text(a_log(an_entry(1), commit="b" * 40), "adr").body
    assert one != other
    assert says_the_same(one.replace("\n", "\r\n") + "\n", other)
    assert not says_the_same(one, log_text(a_log(an_entry(2), commit="a" * 40), "adr").body)


def test_while_the_past_is_being_read_the_log_says_so() -> None:
    text = log_text(a_log(an_entry(1)), "adr", datetime(2024, 5, 6, tzinfo=UTC))
    assert "merged before 2024-05-06 have not been searched yet" in text.body


def test_a_record_that_cannot_be_read_is_named() -> None:
    log = replace(a_log(an_entry(1)), unread=("docs/adr/0002-@you.md",))
    assert "Not readable as text: `docs/adr/0002-@you.md`." in log_text(log, "adr").body


def test_a_long_path_is_shown_without_an_address() -> None:
    log = a_log(an_entry(1, folder="docs/" + "very/" * 300 + "adr"))
    assert "| 1. `Keep it simple` |" in log_text(log, "adr").body


def test_wide_letters_are_counted_as_what_they_weigh() -> None:
    entries = [an_entry(n, title="決" * 200) for n in range(1, 301)]
    text = log_text(a_log(*entries), "adr")
    assert all(size(body) < 60_000 for body in (text.body, *text.parts))
    assert "left out here" not in text.body + "".join(text.parts)


def test_hidden_characters_are_shown_by_their_numbers() -> None:
    entry = an_entry(1, "unknown", title="in\u202evoice", status_raw="pa\u2066id")
    text = log_text(a_log(entry), "adr")
    assert "in\\u202evoice" in text.body
    assert "pa\\u2066id" in text.body
    assert not {"\u202e", "\u2066"} & set(text.body)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=80), st.integers(0, 10**9))
def test_no_title_or_status_breaks_the_text(title: str, raw: str, number: int) -> None:
    entry = an_entry(number, "unknown", title=title, status_raw=raw)
    body = log_text(a_log(entry), "adr").body
    assert size(body) < GITHUB_LIMIT
    rows = [line for line in body.split("\n") if line.startswith("| ")]
    assert len(rows) == 3

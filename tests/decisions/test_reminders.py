"""Each date brings one reminder, whatever becomes of the record and of the issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.engine.words import size
from decisions.dates import DateKind, RecordDate
from decisions.log import LogEntry
from decisions.reminder_text import Reminder, reminder_of
from decisions.reminders import Reminded, grouped, missing, reminded_in
from decisions.tables import Places
from snapshot.record import Experiment
from tests.decisions.builders import a_date, a_log, an_entry

TODAY = date(2026, 11, 23)
SINCE = date(2026, 11, 1)


def due(entry: LogEntry, kind: DateKind = "revisit", since: date = SINCE) -> RecordDate:
    return RecordDate(kind, entry, since, since)


def the_reminder(*dates: RecordDate) -> Reminder:
    return reminder_of(dates, TODAY, Places.of(a_log(*(each.entry for each in dates))))


def left(now: RecordDate, *before: RecordDate, paths: frozenset[str] | None = None) -> bool:
    """Whether `now` still needs a reminder after the issues about `before` were opened."""
    reminded = [one for each in before for one in reminded_in(the_reminder(each).body)]
    known = frozenset({now.record.path}) if paths is None else paths
    return bool(missing([now], reminded, known))


def test_a_date_is_reminded_of_once() -> None:
    assert left(due(an_entry(1)))
    assert not left(due(an_entry(1)), due(an_entry(1)))


def test_a_moved_date_is_another_one() -> None:
    assert left(due(an_entry(1), since=date(2027, 1, 1)), due(an_entry(1)))


def test_another_kind_of_date_on_the_same_day_is_another_one() -> None:
    assert left(due(an_entry(1), "experiment"), due(an_entry(1)))


def test_a_record_that_was_renamed_or_moved_is_the_same() -> None:
    entry = an_entry(1)
    renamed = replace(entry, record=replace(entry.record, path="docs/adr/0001-keep-it-short.md"))
    assert not left(due(renamed), due(entry))
    assert not left(due(an_entry(1, folder="adr")), due(entry))


def test_two_records_of_one_number_are_two() -> None:
    entry = an_entry(1)
    twin = replace(entry, record=replace(entry.record, path="docs/adr/0001-twin.md"))
    both = frozenset({entry.record.path, twin.record.path})
    assert left(due(twin), due(entry), paths=both)


def test_a_few_dates_get_an_issue_each_and_many_share_one() -> None:
    few = [due(an_entry(n)) for n in range(1, 6)]
    assert grouped(few) == tuple((each,) for each in few)
    many = [due(an_entry(n)) for n in range(1, 251)]
    assert [len(group) for group in grouped(many)] == [100]
    assert grouped([]) == ()


def test_the_shared_issue_counts_for_each_of_its_dates() -> None:
    many = [due(an_entry(n)) for n in range(1, 31)]
    reminder = the_reminder(*many)
    assert reminder.title == "30 records are due for a look"
    assert missing(many, reminded_in(reminder.body), frozenset()) == ()


def test_the_reminder_says_what_has_come_the_facts_and_three_ways_on() -> None:
    entry = an_entry(
        12,
        title="Postgres",
        on="2024-11-23",
        deciders=("Ada", "@grace"),
        revisit_by=a_date("2026-11-01", line=4),
        status_line=7,
        status_raw="Accepted",
        implemented_by=[3, 9],
    )
    reminder = the_reminder(due(entry))
    assert reminder.title == "Look again at decision 12: Postgres"
    for words in (
        "asks to be looked at again by **2026-11-01**",
        "[12. `Postgres`](https://github.com/acme/shop/blob/main/docs/adr/0012-keep-it-simple.md)",
        "| Date | 2024-11-23, 730 days ago |",
        "| Decided by | `Ada` and `@grace` |",
        "[#3](https://redirect.github.com/acme/shop/pull/3)",
        "In line 4 put a later date, `2027-11-23` say, in place of `2026-11-01`.",
        "in line 7 put `Superseded by [the new record](its-file-name.md)` in place of `Accepted`.",
        "In line 7 put `Deprecated` in place of `Accepted`.",
        "(https://github.com/acme/shop/edit/main/docs/adr/0012-keep-it-simple.md)",
    ):
        assert words in reminder.body


def test_a_proposal_and_an_experiment_have_ways_of_their_own() -> None:
    proposal = the_reminder(due(an_entry(1, "proposed"), "proposed"))
    assert proposal.title == "Decide on decision 1: Keep it simple"
    assert "add a section `## Status` with `Accepted`" in proposal.body.replace("Add", "add")
    trial = Experiment("Fewer calls", "calls a day", a_date("2026-11-01", line=9))
    experiment = the_reminder(due(an_entry(2, experiment=trial), "experiment"))
    assert experiment.title == "Conclude the experiment of decision 2: Keep it simple"
    assert "| Hypothesis | `Fewer calls` |" in experiment.body
    assert "In line 9 put a later date, `2026-12-23` say, in place of `2026-11-01`." in (
        experiment.body
    )


@pytest.mark.parametrize(
    "path", ["a b/0001.md", "ü/--> x.md", "a--b.md", "x\n<!--.md", "\udcff.md"]
)
def test_any_path_survives_in_the_marker(path: str) -> None:
    one = Reminded("revisit", "2026-11-01", path)
    assert reminded_in(f"{one.marker}\nText") == (one,)
    assert one.marker.count("--") == 2


def test_a_marker_in_the_middle_of_a_line_is_somebody_elses_word() -> None:
    assert reminded_in(f"see `{Reminded('revisit', '2026-11-01', 'x.md').marker}`") == ()


def test_hidden_characters_are_shown_by_their_numbers_in_title_and_text() -> None:
    reminder = the_reminder(due(an_entry(1, title="in\u202evoice")))
    for text in (reminder.title, reminder.body):
        assert "in\\u202evoice" in text
        assert "\u202e" not in text


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), st.integers(1, 30))
def test_no_record_makes_a_body_too_long_or_loses_a_marker(
    title: str, folder: str, count: int
) -> None:
    dates = [due(an_entry(n, title=title, folder=f"{folder * 9}x")) for n in range(count)]
    for group in grouped(dates):
        reminder = the_reminder(*group)
        assert size(reminder.body) <= 60_000
        assert len(reminder.title) <= 256
        assert reminded_in(reminder.body) == tuple(Reminded.of(each) for each in group)

"""When the dates of records come."""

from __future__ import annotations

from datetime import date

import pytest

from decisions.dates import DateWishes, record_dates, undated_proposals
from decisions.log import LogEntry
from snapshot.record import Experiment
from snapshot.record_status import Status
from tests.decisions.builders import a_date, an_entry

ALL = {"adr": DateWishes(revisit=True, proposed_after_days=30, experiments=True)}


def dates_of(*entries: LogEntry, **touched: date) -> list[tuple[str, str, str]]:
    by_path = {e.record.path: touched["touched"] for e in entries if touched}
    found = record_dates(entries, ALL, by_path)
    return [(each.kind, str(each.since), str(each.due)) for each in found]


def an_experiment(ends: str = "2026-10-01", outcome: str = "") -> LogEntry:
    return an_entry(1, experiment=Experiment("It helps", "minutes", a_date(ends), outcome))


def test_a_record_is_due_for_another_look_on_the_day_it_names() -> None:
    entry = an_entry(1, revisit_by=a_date("2026-11-01"))
    assert dates_of(entry) == [("revisit", "2026-11-01", "2026-11-01")]


def test_a_proposal_is_due_once_it_has_waited_for_more_than_the_days_allowed() -> None:
    entry = an_entry(1, "proposed", on="2026-10-01")
    assert dates_of(entry) == [("proposed", "2026-10-01", "2026-11-01")]


def test_a_proposal_without_a_date_counts_from_the_last_change_of_its_file() -> None:
    entry = an_entry(1, "proposed")
    assert undated_proposals([entry, an_entry(2)], ALL) == (entry,)
    assert dates_of(entry) == []
    assert dates_of(entry, touched=date(2026, 10, 2)) == [("proposed", "2026-10-02", "2026-11-02")]


def test_an_experiment_is_due_on_the_day_after_its_end_unless_it_has_an_outcome() -> None:
    assert dates_of(an_experiment()) == [("experiment", "2026-10-01", "2026-10-02")]
    assert dates_of(an_experiment(outcome="It did.")) == []


@pytest.mark.parametrize("status", ["superseded", "deprecated", "rejected"])
def test_what_is_retired_reminds_of_nothing(status: Status) -> None:
    assert dates_of(an_entry(1, status, revisit_by=a_date("2026-11-01"))) == []


def test_dates_that_cannot_be_read_or_reach_the_end_of_time_are_no_dates() -> None:
    assert dates_of(an_entry(1, revisit_by=a_date("soon"))) == []
    assert dates_of(an_experiment("9999-12-31")) == []
    assert dates_of(an_entry(1, "proposed", on="9999-12-30")) == []


def test_nothing_is_due_that_nobody_asked_for() -> None:
    entry = an_entry(1, "proposed", on="2026-10-01", revisit_by=a_date("2026-11-01"))
    assert record_dates([entry], {"adr": DateWishes()}, {}) == ()
    assert record_dates([entry], {}, {}) == ()
    assert undated_proposals([an_entry(1, "proposed")], {"adr": DateWishes()}) == ()

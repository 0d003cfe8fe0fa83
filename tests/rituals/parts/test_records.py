"""Which records wait for somebody, and in which words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rituals.engine.carry_over import items_of, task
from rituals.parts.records import decided_since, expired, expired_section, line, matters
from snapshot.facts import Repository
from snapshot.record import DateNote, Experiment, Record

TODAY = date(2026, 11, 23)
SHOP = Repository("acme", "shop", "main", "https://github.example/acme/shop")


def on(days: int) -> DateNote:
    day = TODAY + timedelta(days=days)
    return DateNote(str(day), 3, day)


def record(number: int, status: Any = "accepted", **more: Any) -> Record:
    return Record(f"docs/adr/{number:04}-a.md", number, f"Decide {number}", status, **more)


def words(one: Record) -> str:
    (matter,) = matters((one,))
    return line(matter, SHOP, TODAY).partition(": ")[2]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (record(1, "proposed", date=on(-30)), "proposed 30 days ago"),
        (record(1, "proposed", date=on(0)), "proposed today"),
        (record(1, "proposed"), "proposed, without a date"),
        (record(1, revisit_by=on(-1)), "was to be looked at again, **1 day overdue**"),
        (record(1, revisit_by=on(0)), "to be looked at again 2026-11-23, today"),
        (record(1, revisit_by=on(2)), "to be looked at again 2026-11-25"),
        (record(1, revisit_by=on(-3), kind="waiver"), "waiver ran out, **3 days overdue**"),
        (record(1, revisit_by=on(3), kind="exception"), "exception ends 2026-11-26"),
        (
            record(1, experiment=Experiment(ends=on(-2))),
            "experiment ended without an outcome, **2 days overdue**",
        ),
    ],
)
def test_each_matter_is_said_in_a_few_words(one: Record, said: str) -> None:
    assert words(one) == said


@pytest.mark.parametrize("status", ["rejected", "deprecated", "superseded"])
def test_what_is_retired_waits_for_nothing(status: str) -> None:
    assert matters((record(1, status, revisit_by=on(-9)),)) == ()


def test_templates_and_ended_experiments_with_an_outcome_wait_for_nothing() -> None:
    done = Experiment(ends=on(-9), outcome="It is faster.")
    assert matters((record(1, "proposed", is_template=True), record(2, experiment=done))) == ()


def test_the_longest_overdue_comes_first_and_what_is_today_is_not_overdue() -> None:
    records = (
        record(1, revisit_by=on(-1)),
        record(2, revisit_by=on(-9)),
        record(3, revisit_by=on(0)),
    )
    assert [matter.record.number for matter in expired(records, TODAY)] == [2, 1]


def test_many_are_counted_instead_of_listed() -> None:
    text = expired_section([record(n, revisit_by=on(-n)) for n in range(1, 14)], SHOP, TODAY)
    assert text.count("- [ ]") == 10
    assert "3 further ones not listed." in text


def test_what_was_decided_lately_is_found_by_its_own_date() -> None:
    old, new = record(1, date=on(-40)), record(2, date=on(-1))
    records = (old, new, record(3, "proposed", date=on(-1)), record(4))
    assert decided_since(records, TODAY - timedelta(days=7)) == (new,)


def test_an_odd_path_breaks_neither_the_link_nor_the_way_back() -> None:
    odd = Record('docs/a (1) "x"\n.md', None, "An [odd] `one`", "proposed")
    (matter,) = matters((odd,))
    (item,) = items_of(task(line(matter, SHOP, TODAY)), ())
    assert item.reference.endswith("/docs/a%20%281%29%20%22x%22%0A.md")
    assert item.text == "An [odd] `one`"

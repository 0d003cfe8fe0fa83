"""Whatever happens between two looks, each turn gets one issue and nobody is told twice."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from rituals.engine.actions import OpenReminder
from rituals.engine.declare import Ritual
from rituals.engine.settings import RitualSettings
from tests.rituals.ledger import DRILL, STEPS, SUMMED_UP, Ledger
from tests.rituals.rhythms import Wished, wished

_MARKED = re.compile(r"<!-- plumbline:ritual drill (\S+) day=(\S+)")
happenings = st.sampled_from(
    [
        *("nothing", "nothing", "nothing", "tick", "complete", "give up", "reopen"),
        *("snooze 3d", "snooze 1w", "snooze 2026-13-40", "remove", "tidy", "tamper", "twice"),
    ]
)
waits = st.integers(-3 * 24 * 60, 50 * 24 * 60)


def happen(ledger: Ledger, what: str, now: datetime) -> None:
    """Somebody does something with the newest issue."""
    if not ledger.issues:
        return
    newest = max(ledger.issues)
    issue = ledger.issues[newest]
    match what:
        case "tick":
            ledger.tick(newest, *STEPS)
        case "complete" | "give up":
            ledger.close(newest, completed=what == "complete")
        case "reopen":
            ledger.reopen(newest)
        case "remove":
            ledger.remove(newest)
        case "tidy":
            ledger.edit(newest, body="tidied")
        case "tamper":
            ledger.edit(newest, body=issue.body.replace("day=2", "day=3"))
        case "twice":
            ledger.issues[newest + 1] = type(issue)(
                newest + 1, issue.title, issue.body, is_open=True, opened_at=now
            )
        case _ if what.startswith("snooze"):
            ledger.write(newest, f"/{what}", now)


def marks(opened: OpenReminder) -> tuple[str, str]:
    found = _MARKED.match(opened.body)
    assert found
    return found[1], found[2]


@bounds(max_examples=60, deadline=None)
@given(
    wished(moves=True),
    st.integers(0, 10),
    st.sampled_from([DRILL, SUMMED_UP]),
    st.lists(st.tuples(waits, happenings), max_size=14),
)
def test_planned_again_there_is_nothing_to_do_and_no_turn_opens_twice(
    asked: Wished, lead: int, ritual: Ritual, story: list[tuple[int, str]]
) -> None:
    settings = _with_lead(asked, lead)
    ledger = Ledger(ritual)
    start = asked.start
    now = datetime(start.year, start.month, start.day, tzinfo=UTC) - timedelta(days=5)
    for wait, what in story:
        now += timedelta(minutes=wait)
        happen(ledger, what, now)
        ledger.look(settings, now)
        again = ledger.planned(settings, now)
        assert again.actions == ()
        assert again.next_at is not None
        assert again.next_at > now
    opened = [marks(action) for action in ledger.openings]
    assert len(set(opened)) == len(opened)
    assert len({day for _, day in opened}) == len(opened)
    bodies = [(remark.issue, remark.body.split("\n")[0]) for remark in ledger.remarks]
    assert len(set(bodies)) == len(bodies)


@bounds(max_examples=30, deadline=None)
@given(st.lists(wished(), min_size=2, max_size=4), st.lists(waits, min_size=2, max_size=12))
def test_a_rhythm_that_changes_never_opens_a_second_issue_for_a_day_that_had_one(
    rhythms: list[Wished], looks: list[int]
) -> None:
    ledger = Ledger()
    now = datetime(2036, 1, 1, tzinfo=UTC)
    for place, wait in enumerate(looks):
        now += timedelta(minutes=abs(wait))
        ledger.look(rhythms[place % len(rhythms)].settings, now)
    days = [marks(action)[1] for action in ledger.openings]
    assert days == sorted(set(days))
    names = [marks(action)[0] for action in ledger.openings]
    assert len(set(names)) == len(names)


@bounds(max_examples=40, deadline=None)
@given(wished(moves=True), st.lists(st.integers(0, 40 * 24 * 60), max_size=12))
def test_each_look_opens_the_latest_turn_and_only_that(asked: Wished, waits: list[int]) -> None:
    ledger, settings = Ledger(), asked.settings
    now = datetime(asked.start.year, asked.start.month, asked.start.day, tzinfo=UTC)
    for wait in waits:
        now += timedelta(minutes=wait)
        ledger.look(settings, now)
        latest = settings.cadence.latest_due(now)
        assert [marks(o)[0] for o in ledger.openings[-1:]] == ([latest.id] if latest else [])


def _with_lead(asked: Wished, lead: int) -> RitualSettings:
    """The most lead time up to `lead` that lies between two turns."""
    days = asked.days()
    shortest = min(((after - before).days for before, after in pairwise(days)), default=1)
    wishes: dict[str, Any] = {**asked.given, "lead_days": min(lead, shortest - 1)}
    return RitualSettings.model_validate(wishes)

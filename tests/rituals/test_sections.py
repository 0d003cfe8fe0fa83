"""What the issues of all rituals share: when, who, which one was before, what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from rituals.engine.carry_over import Item
from rituals.engine.declare import Due
from rituals.engine.facts import OwnIssue
from rituals.engine.reminder import Reminder
from rituals.engine.sections import before, carried_over, opening
from tests.rituals.builders import NOON, facts, settings


def reminder(number: int, week: int, *, is_open: bool = True) -> Reminder:
    issue = OwnIssue(number, "Refactor sprint", "", is_open)
    return Reminder(f"2026-W{week}", "", issue, date.fromisocalendar(2026, week, 1))


def due(**given: object) -> Due:
    asked = settings(every_weeks=1)
    occurrence = asked.latest_opened(NOON)
    assert occurrence is not None
    return replace(Due(occurrence, asked.cadence.next_after(occurrence)), **given)


def test_the_first_one_has_none_before() -> None:
    assert before(due()) == ""


@pytest.mark.parametrize(
    ("missed", "words"),
    [
        ((7,), "The previous one is #7 (2026-W47), and nothing shows that it was held: what is "),
        ((6,), "The previous one is #7 (2026-W47). Nothing shows that #6 (2026-W46) was held: "),
        ((7, 6), "Nothing shows that #7 (2026-W47) and #6 (2026-W46) were held: "),
    ],
)
def test_what_was_missed_is_shown_until_somebody_closes_it(
    missed: tuple[int, ...], words: str
) -> None:
    known = {7: reminder(7, 47), 6: reminder(6, 46)}
    text = before(due(previous=known[7], missed=tuple(known[number] for number in missed)))
    assert words in text


def test_who_is_away_is_named_and_who_stands_in() -> None:
    asked = settings(rotation=["ada", "grace"])
    text = opening(due(holder="grace", away=("ada",)), facts(), asked, "Purpose.", "do it.")
    assert "It is `grace`'s turn. Away that day: `ada`." in text
    assert "Purpose. **Now:** do it." in text


def test_a_turn_that_was_moved_off_a_quiet_day_says_so() -> None:
    moved = replace(due().occurrence, planned=date(2026, 11, 22))
    text = opening(due(occurrence=moved), facts(), settings(), "")
    assert "moved from 2026-11-22, a quiet day." in text


def test_only_sixty_items_are_carried_over_and_the_others_are_counted() -> None:
    items = [Item(f"item {n}", times=3 if n < 2 else 1) for n in range(63)]
    text = carried_over(items, reminder(7, 47))
    assert text.count("- [ ]") == 60
    assert "3 further items unticked in #7." in text
    assert "2 of these were carried over 3 times or more: do it now, give" in text

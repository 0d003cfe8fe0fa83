"""Commands that begin a line of a comment, and the time that `/snooze` asks for."""

from __future__ import annotations

from datetime import date

import pytest

from snapshot.snooze_command import command_in, snoozed_until

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("/snooze 3d", "3d"),
        ("Not now.\n/snooze  2 weeks  \r\nThanks", "2 weeks"),
        ("/Snooze 3d\n/snooze 1w", "1w"),
        ("/snooze", ""),
        ("Please /snooze 3d", None),
        ("> /snooze 3d", None),
        ("```\n/snooze 3d\n```", None),
        ("/snoozed 3d", None),
        ("/snooze-all 3d", None),
        ("/snooze: 3d", ": 3d"),
        ("", None),
    ],
)
def test_a_command_begins_a_line_of_prose(text: str, rest: str | None) -> None:
    assert command_in(text, "snooze") == rest


@pytest.mark.parametrize(
    ("written", "until"),
    [
        ("3d", date(2026, 11, 26)),
        ("2 weeks", date(2026, 12, 7)),
        ("2026-12-24", date(2026, 12, 24)),
        ("0d", None),
        ("2026-11-23", None),
        ("2026-02-31", None),
        ("20261224", None),
        ("2026-W52-4", None),
        ("999w", None),
        ("2030-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_time_lies_within_a_year(written: str, until: date | None) -> None:
    assert snoozed_until(written, MONDAY) == until


def test_a_hostile_comment_is_read_to_an_end() -> None:
    assert command_in("/snooze " * 20_000, "snooze") is not None
    assert command_in("> " * 30_000 + "/snooze 1d", "snooze") is None

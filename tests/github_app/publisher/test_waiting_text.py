"""What people read while the world keeps us from a verdict, word for word."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from github_app.failures import LimitReached, WorldFailure
from github_app.publisher.waiting_text import waiting_text

SINCE = datetime(2026, 11, 23, 12, 4, 31, tzinfo=UTC)
UNTIL = datetime(2026, 11, 23, 12, 39, 31, tzinfo=UTC)
EXPECTED = """\
Since 2026-11-23 12:04 UTC this pull request could not be judged: GitHub answers with an error \
(status 502). Nothing is known to be wrong with the change itself.

Something happened here that may change the verdict, so none is shown until it can be reached \
again. The next attempt comes at 2026-11-23 12:40 UTC at the latest, and others follow until one \
succeeds. The verdict then takes the place of this notice.

Nothing is left to do here."""


def test_the_notice_says_what_since_when_and_until_when() -> None:
    said = waiting_text(WorldFailure(5, "GraphQL: GitHub answered 502"), SINCE, UNTIL)
    assert said.title == "Waiting for GitHub since 12:04 UTC"
    assert said.summary == EXPECTED


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (LimitReached(9, "x", resource="core"), "GitHub's hourly limit for the App is used up."),
        (
            WorldFailure(9, "POST: host='10.0.0.7' refused"),
            "GitHub does not answer, or not in full.",
        ),
    ],
)
def test_the_reason_is_told_in_our_own_words(failure: WorldFailure, reason: str) -> None:
    said = waiting_text(failure, SINCE, UNTIL).summary
    assert reason in said
    assert "10.0.0.7" not in said

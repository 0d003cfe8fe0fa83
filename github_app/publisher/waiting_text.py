"""What a check run says while the world keeps us from a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from github_app.failures import LimitReached, WorldFailure

_STATUS = re.compile(r"GitHub answered (\d{3})")


@dataclass(frozen=True, slots=True)
class WaitingText:
    """`title` is one plain line, `summary` Markdown."""

    title: str
    summary: str


NOT_JUDGED = WaitingText(
    "Not judged",
    "While GitHub could not be reached, this pull request was closed or got newer commits, so "
    "there is no verdict on this one.\n\nNothing is left to do here.",
)


def waiting_text(failure: WorldFailure, since: datetime, until: datetime) -> WaitingText:
    """What `failure` keeps from being judged `since` when; the next attempt comes `until` then at
    the latest. Both times are UTC.
    """
    summary = (
        f"Since {_moment(since)} this pull request could not be judged: {_reason(failure)}. "
        "Nothing is known to be wrong with the change itself.\n\n"
        "Something happened here that may change the verdict, so none is shown until it can be "
        f"reached again. The next attempt comes at {_moment(_up(until))} at the latest, and others "
        "follow until one succeeds. The verdict then takes the place of this notice.\n\n"
        "Nothing is left to do here."
    )
    return WaitingText(f"Waiting for GitHub since {since:%H:%M} UTC", summary)


def _reason(failure: WorldFailure) -> str:
    """In words of our own: those of the failure may name hosts, which are nobody's business."""
    if isinstance(failure, LimitReached):
        return "GitHub's hourly limit for the App is used up"
    if status := _STATUS.search(failure.message):
        return f"GitHub answers with an error (status {status[1]})"
    return "GitHub does not answer, or not in full"


def _up(time: datetime) -> datetime:
    """To the whole minute, since seconds are not shown."""
    return time + timedelta(seconds=-time.second % 60)


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"

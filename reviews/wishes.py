"""What a team wants done about its reviews, beside judging them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from reviews.working_time import WorkingTime


@dataclass(frozen=True, slots=True)
class Asking:
    """Ask for the reviews that are missing, of at most `most` people at a time; with `mentoring`
    of one learner as well.
    """

    most: int
    mentoring: bool = False


@dataclass(frozen=True, slots=True)
class Nudging:
    """Remind once of a pull request that nobody looked at for `after` of working time, and tell
    those who answer for its files when `escalate_after` more has passed.
    """

    after: timedelta
    escalate_after: timedelta
    working_time: WorkingTime


@dataclass(frozen=True, slots=True)
class ReviewWishes:
    """None stands for what is not wanted."""

    ask: Asking | None = None
    nudge: Nudging | None = None


NO_WISHES = ReviewWishes()
"""Those of a team that has said nothing: nobody is asked or reminded."""

"""Who could close the gap: the smallest set of people whose approvals would cover every file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from snapshot.people import Colleague


@dataclass(frozen=True, slots=True)
class Closer:
    """Somebody whose approval is still missing and could be given.

    `files` is the number of files that would have what they lack of this person; `role` what the
    approval would stand for. `is_asked`: a review of this person, or of a team that he or she is
    in, is requested already.
    """

    colleague: Colleague
    files: int
    role: str = ""
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who could give what nobody else can, but gives no reviews now.

    `last` is the last day of the absence, None when it has no end or when it is the status on
    GitHub that says busy (`is_busy`). `files` as with a `Closer`.
    """

    login: str
    files: int
    last: date | None = None
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """`people` are the fewest that would do, those first who cover most.

    `left_open` is the number of files that nobody known could cover now; `people` then are the
    fewest who would give what can be given, and `absent` those who could close more of it, were
    they there. `is_least` is False where there were too many possibilities to try them all.
    """

    people: tuple[Closer, ...] = ()
    left_open: int = 0
    is_least: bool = True
    absent: tuple[Absentee, ...] = ()

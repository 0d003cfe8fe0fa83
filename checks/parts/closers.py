"""Who could close the gap: the smallest set of people whose approvals would cover every file."""

from __future__ import annotations

from dataclasses import dataclass

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
class Closing:
    """`people` are the fewest that would do, those first who cover most.

    `left_open` is the number of files that nobody known could cover. `is_least` is False where
    there were too many possibilities to try them all.
    """

    people: tuple[Closer, ...] = ()
    left_open: int = 0
    is_least: bool = True

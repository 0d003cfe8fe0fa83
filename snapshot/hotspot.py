"""A file that costs more than others: changed often, long, and often mended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hotspot:
    """One of the files with the highest score of a repository.

    `changes` and `fixes` count the commits or merged pull requests that touched the file within the
    last `months`, `fixes` those among them that mended something. `lines` is its length, 0 when
    unknown; `is_about` says that it was guessed from the file's size. `score` grows with all three;
    `rank` is 1 for the highest. `people` are those who changed it most within that time, as logins
    or names, few and the most active first.
    """

    path: str
    changes: int
    fixes: int
    lines: int
    score: float
    rank: int
    months: int = 6
    people: tuple[str, ...] = ()
    is_about: bool = False

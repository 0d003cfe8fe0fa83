"""What keeps the launcher from starting, in words for people."""

from __future__ import annotations


class LaunchProblem(Exception):
    """Nothing was left running; `remedy` says what to do about it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(f"{what} {remedy}".strip())
        self.what = what
        self.remedy = remedy

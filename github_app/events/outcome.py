"""The two answers to "what does this delivery mean?"."""

from __future__ import annotations

from dataclasses import dataclass

from github_app.subjects import Prompt, Subject


@dataclass(frozen=True, slots=True)
class Ignored:
    """Nothing is to be done, and `reason` says why in a phrase for the log."""

    reason: str


Work = tuple[tuple[Subject, Prompt], ...]
"""Subjects to look at, at least one, each with what made us look."""

Outcome = Work | Ignored

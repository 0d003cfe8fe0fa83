"""The comment that ends a sprint: planned, done, carried over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.engine.words import bullets, plural, table
from rituals.engine.carry_over import Item
from rituals.parts.refactor_sprint.promise import Promise, in_words

_MOST_LISTED: Final = 30


def summary_of(occurrence: str, promise: Promise) -> str:
    """What became of the sprint, in Markdown, without a marker."""
    numbers = (f"{promise.planned:,}", f"{len(promise.done):,}", f"{len(promise.left):,}")
    parts = [
        f"**The refactor sprint {occurrence} is over.** {_outcome(promise)}",
        table(("Planned", "Done", "Carried over"), [numbers]),
        _listed("Done", promise.done),
        _listed("Carried over to the next sprint", promise.left),
        "This issue is closed, and nothing is left to do here. Debt issues stay open until they "
        "are repaid.",
    ]
    return "\n\n".join(part for part in parts if part)


def _outcome(promise: Promise) -> str:
    if not promise.planned:
        return "Its lists were empty, so there is nothing to count."
    if not promise.left:
        return "Everything that was planned is done."
    return f"{len(promise.done):,} of {plural(promise.planned, 'planned item')} done."


def _listed(heading: str, items: Sequence[Item]) -> str:
    if not items:
        return ""
    return f"### {heading}\n\n{bullets([in_words(item) for item in items], _MOST_LISTED)}"

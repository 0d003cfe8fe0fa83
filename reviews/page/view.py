"""Everything the page shows, worked out before a template sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from checks.engine.words import percent
from reviews.page.curve import Dot, curve
from reviews.page.evaluation import REVIEW_COVERAGE, CheckSaid, Evaluation
from reviews.page.folders import Folder, folders_of
from reviews.page.map_seen import Part
from reviews.page.subject import PullSeen
from reviews.page.words import conclusion, moment

_MOST_OPEN = 6
_MOST_OPEN_FILES = 60


@dataclass(frozen=True, slots=True)
class PartView:
    """`is_open`: its files are shown at once, as there are few and something is missing."""

    part: Part
    folders: tuple[Folder, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The parts that lie in the same areas; `areas` is empty outside of all of them."""

    areas: tuple[str, ...]
    parts: tuple[PartView, ...]

    @property
    def files(self) -> int:
        return sum(len(it.part.files) for it in self.parts)

    @property
    def covered(self) -> int:
        return sum(len(it.part.files) for it in self.parts if it.part.is_covered)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history; `key` names it in addresses."""

    key: str
    evaluation: Evaluation
    coverage: CheckSaid | None
    is_shown: bool

    @property
    def percent(self) -> str:
        share = self.evaluation.share
        return percent(share.files, share.of_files) if share else ""


@dataclass(frozen=True, slots=True)
class View:
    """`shown` is the evaluation that the page is about, None before the first one; `history` has
    the newest first.
    """

    pull: PullSeen
    now: datetime
    shown: Entry | None
    checks: tuple[CheckSaid, ...]
    sections: tuple[Section, ...]
    history: tuple[Entry, ...]
    drawing: Markup

    @property
    def is_last(self) -> bool:
        return bool(self.history) and self.shown == self.history[0]


def view_of(pull: PullSeen, evaluations: Sequence[Evaluation], now: datetime, key: str) -> View:
    """`evaluations` oldest first; `key` says which one is wanted."""
    wanted = place_of(evaluations, key)
    entries = tuple(entry_of(each, is_shown=n == wanted) for n, each in enumerate(evaluations))
    shown = entries[wanted] if entries else None
    return View(
        pull=pull,
        now=now,
        shown=shown,
        checks=_checks(shown.evaluation) if shown else (),
        sections=_sections(shown.evaluation) if shown else (),
        history=entries[::-1],
        drawing=curve([dot for entry in entries if (dot := _dot(entry))]),
    )


def place_of(evaluations: Sequence[Evaluation], key: str) -> int:
    """Where the evaluation with this key stands; the last one for any other key."""
    keys = [key_of(each) for each in evaluations]
    return keys.index(key) if key in keys else len(keys) - 1


def entry_of(evaluation: Evaluation, *, is_shown: bool = False) -> Entry:
    return Entry(key_of(evaluation), evaluation, evaluation.check(REVIEW_COVERAGE), is_shown)


def key_of(evaluation: Evaluation) -> str:
    """`20261123T090500`: no two evaluations of a pull request are of the same second."""
    return f"{evaluation.at:%Y%m%dT%H%M%S}"


def _checks(evaluation: Evaluation) -> tuple[CheckSaid, ...]:
    """Review coverage first, as the page is mostly about it."""
    return tuple(sorted(evaluation.checks, key=lambda one: one.name != REVIEW_COVERAGE))


def _sections(evaluation: Evaluation) -> tuple[Section, ...]:
    """Those first where most is missing."""
    parts = evaluation.map.parts if evaluation.map else ()
    missing = [part for part in parts if not part.is_covered]
    is_short = len(missing) <= _MOST_OPEN
    by_area: dict[tuple[str, ...], list[PartView]] = {}
    for part in sorted(parts, key=lambda one: (one.is_covered, -len(one.files))):
        areas = tuple(need.name for need in part.needs if need.kind == "area")
        is_open = is_short and not part.is_covered and len(part.files) <= _MOST_OPEN_FILES
        view = PartView(part, folders_of(part.files), is_open)
        by_area.setdefault(tuple(dict.fromkeys(areas)), []).append(view)
    sections = (Section(areas, tuple(some)) for areas, some in by_area.items())
    return tuple(sorted(sections, key=lambda one: one.covered - one.files))


def _dot(entry: Entry) -> Dot | None:
    share = entry.evaluation.share
    if share is None:
        return None
    _, colour = conclusion(entry.coverage.conclusion if entry.coverage else "")
    words = (
        f"{moment(entry.evaluation.at)}: {share.files:,} of {share.of_files:,} files covered "
        f"({entry.percent})"
    )
    part = 100 * share.files // share.of_files if share.of_files else 100
    return Dot(part, colour, f"#e{entry.key}", words)

"""The share of merged work that was foundational, against a target, now and over the sprints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from checks.engine.words import code, listing, plural
from rituals.engine.charts import bars_against
from rituals.engine.facts import MergedPull, MergedWork
from rituals.parts.columns import filled_table
from rituals.parts.refactor_sprint.history import Sprint
from rituals.parts.refactor_sprint.kinds import WorkKinds

_MOST_ROWS: Final = 8
_MOST_REPOSITORIES: Final = 20


def share_section(
    merged: MergedWork | None,
    kinds: WorkKinds,
    target: int,
    sprints: Sequence[Sprint],
    home: str,
) -> str:
    """What was merged since the sprint before, and the sprints before that; "" where nothing was
    merged and nothing is remembered. `home` is the name of the ritual's own repository.
    """
    counted = merged.pulls if merged else ()
    if not counted and not sprints:
        return ""
    drawn = [(sprint.occurrence, sprint.percent) for sprint in sprints if sprint.merged]
    parts = [
        "### Share of foundational work" if counted or drawn else "### Earlier sprints",
        _now(merged, kinds, target) if merged and counted else "",
        _by_repository(counted, kinds, home),
        _table(sprints),
        bars_against(drawn[-_MOST_ROWS:], target),
    ]
    return "\n\n".join(part for part in parts if part)


def _now(merged: MergedWork, kinds: WorkKinds, target: int) -> str:
    told = Counter(map(kinds.told_by, merged.pulls))
    other = told.pop("", 0)
    looked_at, found = len(merged.pulls), len(merged.pulls) - other
    percent = 100 * found // looked_at
    since = f"merged since {merged.since.date()}"
    sample = (
        f"the newest {looked_at} of {merged.total:,} pull requests {since}"
        if merged.total > looked_at
        else f"{plural(looked_at, 'pull request')} {since}"
    )
    by_label = ", ".join(f"{code(name)} {count}" for name, count in told.most_common())
    counted = f" ({found} of {looked_at}: {by_label})" if by_label else ""
    said = f"**{percent} %** of {sample}{counted}; the target is {target} %."
    return f"{said} {_what_follows(found, looked_at, kinds, target)}".rstrip()


def _what_follows(found: int, looked_at: int, kinds: WorkKinds, target: int) -> str:
    if not found:
        names = listing([code(label) for label in kinds.foundational], _MOST_ROWS, "or")
        example = kinds.titles[0] if kinds.titles else ""
        title = f", or a title such as {code(f'{example}: …')}" if example else ""
        return f"A pull request counts when it carries the label {names}{title}."
    missing = -(-target * looked_at // 100) - found
    return f"{missing:,} more would have reached it." if missing > 0 else ""


def _by_repository(pulls: Iterable[MergedPull], kinds: WorkKinds, home: str) -> str:
    """The same by repository, where a ritual looks at several."""
    merged: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for pull in pulls:
        name = pull.repository or home
        merged[name] += 1
        found[name] += 1 if kinds.told_by(pull) else 0
    if len(merged) < 2:
        return ""
    rows = [
        (code(name), f"{count:,}", f"{found[name]:,}", f"{100 * found[name] // count} %")
        for name, count in merged.most_common(_MOST_REPOSITORIES)
    ]
    return filled_table(("Repository", "Merged", "Foundational", "Share"), rows)


def _table(sprints: Sequence[Sprint]) -> str:
    rows = [
        (
            s.occurrence,
            f"{s.planned:,}",
            f"{s.done:,}",
            f"{s.merged:,}" if s.merged else "",
            f"{s.foundational:,}" if s.merged else "",
            f"{s.percent} %" if s.merged else "",
        )
        for s in sprints[-_MOST_ROWS:]
    ]
    header = ("Sprint", "Planned", "Done", "Merged after it", "Foundational", "Share")
    return filled_table(header, rows)

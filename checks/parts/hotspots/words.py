"""Hotspots: what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural, table
from checks.parts.hotspots.touched import TouchedHotspot
from snapshot.diff import added_lines
from snapshot.hotspot import Hotspot

_MOST_NOTES = 3
_MOST_ROWS = 20
_MOST_NAMED = 3


def headline(touched: Sequence[TouchedHotspot]) -> str:
    """Which ranks are touched."""
    ranks = listing([f"{each.hotspot.rank}" for each in touched], 5)
    rank = "rank" if len(touched) == 1 else "ranks"
    return f"Touches {plural(len(touched), 'hotspot')} ({rank} {ranks})"


def facts(touched: Sequence[TouchedHotspot]) -> str:
    """What is true of them, and why it matters."""
    named = [code_path(each.file.path) for each in touched]
    if len(touched) == 1:
        told = f"{named[0]} is a hotspot: {figures(touched[0].hotspot)}."
    else:
        span = plural(touched[0].hotspot.months, "month")
        told = (
            f"{listing(named, _MOST_NAMED)} are hotspots; their figures for the last {span} are "
            "below."
        )
    return f"{told} Changes to such files cost most and break most, so care pays off here first."


def figures(hotspot: Hotspot) -> str:
    """`rank 2; 14 changes within 6 months, 5 of them fixes; about 1,200 lines`."""
    span = plural(hotspot.months, "month")
    fixes = f", {hotspot.fixes:,} of them {'fixes' if hotspot.fixes != 1 else 'a fix'}"
    about = "about " if hotspot.is_about else ""
    length = f"; {about}{plural(hotspot.lines, 'line')}" if hotspot.lines else ""
    changes = plural(hotspot.changes, "change")
    return f"rank {hotspot.rank}; {changes} within {span}{fixes if hotspot.fixes else ''}{length}"


def evidence(touched: Sequence[TouchedHotspot], *, has_tests: bool) -> str:
    """The figures of all of them, and what would help."""
    rows = [_row(each) for each in touched[:_MOST_ROWS]]
    header = ("Rank", "File", "Changes", "Fixes", "Lines", "Changed here", "Changed most by")
    left = len(touched) - len(rows)
    more = f"\n\nand {left:,} more." if left else ""
    helps = "\n".join(f"- {each}" for each in _helps(touched, has_tests=has_tests))
    return f"{table(header, rows)}{more}\n\n**What would help**\n\n{helps}"


def notes(touched: Sequence[TouchedHotspot]) -> Iterator[Finding]:
    """A remark in the diff on the first ones; it asks for nothing."""
    for each in touched[:_MOST_NOTES]:
        first = next(iter(added_lines(each.file)), None)
        if first is not None:
            yield Finding(
                what=f"{code_path(each.file.path)} is a hotspot: {figures(each.hotspot)}.",
                remedy="A small change with a test is the safest way through it.",
                path=each.file.path,
                line=first.number,
                title=f"Hotspot, rank {each.hotspot.rank}",
            )


def _row(each: TouchedHotspot) -> tuple[str, ...]:
    hotspot, file = each.hotspot, each.file
    about = "about " if hotspot.is_about else ""
    return (
        str(hotspot.rank),
        code_path(file.path),
        f"{hotspot.changes:,}",
        f"{hotspot.fixes:,}",
        f"{about}{hotspot.lines:,}" if hotspot.lines else "",
        f"+{file.additions:,} −{file.deletions:,}",
        listing([code(name, 40) for name in hotspot.people], _MOST_NAMED),
    )


def _helps(touched: Sequence[TouchedHotspot], *, has_tests: bool) -> Iterator[str]:
    large = [code_path(each.file.path) for each in touched if each.is_large]
    if large:
        yield f"Smaller steps: {listing(large, _MOST_NAMED)} changes by 100 lines or more here."
    if not has_tests:
        yield "A test that pins down what changes: this pull request adds or changes none."
    yield "Refactoring in a pull request of its own, so that a fix can be told from a move."
    people = dict.fromkeys(name for each in touched for name in each.hotspot.people)
    if people:
        yield (
            "A look by somebody who changed these files lately: "
            f"{listing([code(name, 40) for name in people], _MOST_NAMED, 'or')}."
        )

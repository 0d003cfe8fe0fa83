"""Code owners: rules that own nothing, as no file matches them or others take all files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nlargest

from checks.engine.verdict import Finding
from checks.engine.words import code, listing, plural
from checks.parts.code_owners.changes import OwnerChanges
from checks.parts.code_owners.hints import hints
from checks.parts.code_owners.reach import Reach
from snapshot.codeowners import Rule

_MOST_LINES = 3


def idle_rules(
    changes: OwnerChanges, reach: Reach, paths: Sequence[str], commit: str
) -> Iterator[Finding]:
    """Changed rules that decide about no file, in the order of the file."""
    rules = list(changes.changed_rules)
    by_line = {rule.line: rule for rule in changes.codeowners.rules}
    hinted = hints([rule for rule in rules if not reach.of(rule).matched], paths)
    for rule in rules:
        found = reach.of(rule)
        if not found.matched:
            yield _matches_nothing(changes.edited.path, rule, hinted.get(rule.line, ""), commit)
        elif found.is_shadowed and _loses(rule, [by_line[line] for line in found.winners], reach):
            takers = [
                f"line {line} ({code(by_line[line].pattern)})"
                for line in nlargest(_MOST_LINES, found.winners)
            ]
            takers += [""] * (len(found.winners) - len(takers))
            yield _shadowed(changes.edited.path, rule, found.matched, takers)


def _loses(rule: Rule, winners: Sequence[Rule], reach: Reach) -> bool:
    """Whether somebody on a line without files may miss them: not where each of the lines that win
    names the same owners or is narrower, so that this one stands for files to come.
    """
    own = reach.of(rule)
    return any(
        reach.of(winner).matched >= own.matched
        or reach.of(winner).decides > own.winners[winner.line]
        for winner in winners
        if winner.names != rule.names
    )


def eclipsed(changes: OwnerChanges, reach: Reach) -> Iterator[str]:
    """Sentences about changed lines that leave nothing to lines that were there before."""
    counts: dict[int, int] = {}
    for rule in changes.codeowners.rules:
        found = reach.of(rule)
        takers = found.winners.keys() & changes.lines
        if rule.line not in changes.lines and found.is_shadowed and takers:
            taker = max(takers)
            counts[taker] = counts.get(taker, 0) + 1
    patterns = {rule.line: rule.pattern for rule in changes.codeowners.rules}
    for line, count in sorted(counts.items()):
        lines = plural(count, "line above it", "lines above it")
        yield f"{code(patterns[line])} on line {line} leaves nothing to {lines}."


def _matches_nothing(path: str, rule: Rule, hint: str, commit: str) -> Finding:
    where = f" at {code(commit[:7])}" if commit else ""
    return Finding(
        f"{code(rule.pattern)} on line {rule.line} matches no file{where}. {hint}".rstrip(),
        "Mend the pattern, or leave the line out until there is something to own.",
        path=path,
        line=rule.line,
        title="This pattern matches no file",
    )


def _shadowed(path: str, rule: Rule, matched: int, takers: Sequence[str]) -> Finding:
    """`takers` name the lines that win; those that are not shown may be empty."""
    files = (
        "the file that it matches gets its"
        if matched == 1
        else (f"all {matched:,} files that it matches get theirs")
    )
    owners = "owners from" if matched == 1 else "from"
    return Finding(
        f"{code(rule.pattern)} on line {rule.line} decides about no file: {files} {owners} "
        f"{listing(takers, _MOST_LINES)}.",
        "The last line that matches wins: move this one below, or leave it out.",
        path=path,
        line=rule.line,
        title="Later lines leave nothing to this one",
    )

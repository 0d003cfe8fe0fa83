"""Code owners: changed lines that take all files of lines that were there before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, listing, plural
from checks.parts.code_owners.changes import OwnerChanges
from checks.parts.code_owners.reach import Reach
from snapshot.codeowners import Codeowners, Rule

_MOST_LINES = 3


def takeovers(
    changes: OwnerChanges, reach: Reach, before: Codeowners, paths: Sequence[str]
) -> Iterator[Finding]:
    """One for each changed rule that alone takes all files of older rules with other owners; only
    those count that decided about any of `paths` in `before`.
    """
    taken = list(_taken(changes, reach))
    counted = {(rule.pattern, rule.names) for rule in _deciding(before, paths if taken else ())}
    lost: dict[int, list[Rule]] = {}
    takers: dict[int, Rule] = {}
    for rule, taker in taken:
        if (rule.pattern, rule.names) in counted:
            lost.setdefault(taker.line, []).append(rule)
            takers[taker.line] = taker
    for line, rules in sorted(lost.items()):
        yield _takeover(changes.edited.path, takers[line], rules)


def _taken(changes: OwnerChanges, reach: Reach) -> Iterator[tuple[Rule, Rule]]:
    """Each older rule that is left without files, with the changed one that has them all."""
    by_line = {rule.line: rule for rule in changes.codeowners.rules}
    for rule in changes.codeowners.rules:
        found = reach.of(rule)
        if rule.line in changes.lines or not found.is_shadowed or len(found.winners) > 1:
            continue
        taker = by_line[next(iter(found.winners))]
        if taker.line in changes.lines and taker.names != rule.names:
            yield rule, taker


def _deciding(codeowners: Codeowners, paths: Sequence[str]) -> Iterator[Rule]:
    return (rule for rule in codeowners.rules_for(paths) if rule)


def _takeover(path: str, taker: Rule, lost: Sequence[Rule]) -> Finding:
    lines = plural(len(lost), "line above it that names", "lines above it that name")
    named = [f"line {rule.line} ({code(rule.pattern)})" for rule in lost[:_MOST_LINES]]
    named += [""] * (len(lost) - len(named))
    return Finding(
        f"{code(taker.pattern)} on line {taker.line} takes all files from {lines} other owners: "
        f"{listing(named, _MOST_LINES)}.",
        "The last line that matches wins: move this one above, write all owners on one line, or "
        "take out what shall no longer count.",
        path=path,
        line=taker.line,
        title="This line leaves nothing to others",
    )

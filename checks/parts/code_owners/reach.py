"""Code owners: how far the rules of a file reach over the files of a repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from snapshot.codeowners import Codeowners, Rule

_MOST_MATCHES = 4_000_000
"""Of a rule with a file: some seconds. Files that people write stay far below, at a few for each
file of the repository.
"""


@dataclass(slots=True)
class RuleReach:
    """A rule matches `matched` files; `decides` of them get their owners from it, the others from
    the rules at `winners`: their lines, each with how many of the files it takes.
    """

    matched: int = 0
    decides: int = 0
    winners: Counter[int] = field(default_factory=Counter)

    @property
    def is_shadowed(self) -> bool:
        return bool(self.matched) and not self.decides


@dataclass(frozen=True, slots=True)
class Reach:
    """`rules` maps the line of each rule that matches anything to how far it reaches; `files` are
    looked at, of which `unowned` have no owner.
    """

    rules: Mapping[int, RuleReach]
    files: int
    unowned: int

    def of(self, rule: Rule) -> RuleReach:
        return self.rules.get(rule.line) or RuleReach()


def reach(
    codeowners: Codeowners, paths: Sequence[str], powerless: Collection[int] = ()
) -> Reach | None:
    """One look at each of `paths`. The owners on the lines `powerless` own nothing. None where so
    many rules match so many paths that it would take too long to tell.
    """
    allowed = _MOST_MATCHES
    rules: dict[int, RuleReach] = {}
    unowned = 0
    for path in paths:
        matching = {rule.line: rule for rule in codeowners.matching(path)}
        allowed -= len(matching)
        if allowed < 0:
            return None
        last = max(matching, default=0)
        unowned += not (last and matching[last].owners and last not in powerless)
        for line in matching:
            found = rules.get(line)
            if found is None:
                found = rules[line] = RuleReach()
            found.matched += 1
            if line == last:
                found.decides += 1
            else:
                found.winners[last] += 1
    return Reach(rules, len(paths), unowned)

"""Review coverage: which changed files are covered by whose approval, and what the others lack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.parts.reviewers import Standing, login_of
from snapshot.changed_file import ChangedFile
from snapshot.codeowners import Codeowners, Owner, Rule
from snapshot.facts import Snapshot
from snapshot.pull_request import Review


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners on one line of CODEOWNERS, of whom one must approve.

    `names` are as written. `logins`, lower case, are the accounts behind them that may approve this
    change: contributors are left out. `unmatched` maps names that stand for no account we can see
    to the reason.
    """

    names: tuple[str, ...]
    logins: frozenset[str]
    unmatched: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """One changed file: `approvers` (logins, sorted) cover it as it reads now.

    Each of `owners` must have approved; `lacking` are those that have not. `short_by` is the number
    of approvals still missing, whoever gives them.
    """

    file: ChangedFile
    owners: tuple[Owners, ...]
    approvers: tuple[str, ...]
    lacking: tuple[Owners, ...]
    short_by: int

    @property
    def covered(self) -> bool:
        return not self.lacking and not self.short_by


def cover(
    snapshot: Snapshot, codeowners: Codeowners | None, standing: Standing, needed: int
) -> tuple[FileCoverage, ...]:
    """Coverage of every listed file, in their order. `needed` approvals are asked for each."""
    owners = _owners_by_file(snapshot, codeowners, standing.contributors)
    files = snapshot.pull_request.files
    approvals = sorted(((login_of(r), r) for r in standing.approvals), key=lambda pair: pair[0])
    return tuple(
        _cover_one(file, owned, approvals, needed)
        for file, owned in zip(files, owners, strict=True)
    )


def _cover_one(
    file: ChangedFile,
    owners: tuple[Owners, ...],
    approvals: Sequence[tuple[str, Review]],
    needed: int,
) -> FileCoverage:
    approvers = tuple(login for login, review in approvals if review.still_covers(file.path))
    lacking = tuple(o for o in owners if o.logins.isdisjoint(approvers))
    return FileCoverage(file, owners, approvers, lacking, max(0, needed - len(approvers)))


def _owners_by_file(
    snapshot: Snapshot, codeowners: Codeowners | None, contributors: Mapping[str, str]
) -> list[tuple[Owners, ...]]:
    """The owners of each file: of its path, and of the old path too when it was renamed."""
    files = snapshot.pull_request.files
    if codeowners is None:
        return [()] * len(files)
    rules = iter(codeowners.rules_for([path for file in files for path in file.paths]))
    known: dict[int, Owners] = {}
    owned = []
    for file in files:
        of_file: dict[tuple[str, ...], Owners] = {}
        for _ in file.paths:
            rule = next(rules)
            if rule is None or not rule.owners:
                continue
            if rule.line not in known:
                known[rule.line] = _owners(rule, snapshot, contributors)
            of_file[known[rule.line].names] = known[rule.line]
        owned.append(tuple(of_file.values()))
    return owned


def _owners(rule: Rule, snapshot: Snapshot, contributors: Mapping[str, str]) -> Owners:
    logins: set[str] = set()
    unmatched: dict[str, str] = {}
    for owner in rule.owners:
        members, reason = _members(owner, snapshot)
        logins |= members
        if reason:
            unmatched[_written(owner)] = reason
    names = tuple(_written(owner) for owner in rule.owners)
    return Owners(names, frozenset(logins - contributors.keys()), unmatched)


def _members(owner: Owner, snapshot: Snapshot) -> tuple[frozenset[str], str]:
    if owner.kind == "user":
        return frozenset({owner.name.lstrip("@").casefold()}), ""
    if owner.kind == "email":
        return frozenset(), "is an e-mail address, which cannot be matched with an account"
    team = snapshot.team(owner.name)
    if team is None or team.members is None:
        return frozenset(), "is a team whose members cannot be read"
    return team.members, "" if team.members else "is a team without members"


def _written(owner: Owner) -> str:
    return owner.name if owner.kind == "email" else "@" + owner.name.lstrip("@")

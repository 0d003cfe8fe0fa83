"""The map of a review: what the changed files need, who has given it, and what is missing.

Files that need the same and were approved by the same people are one group, so that a pull request
of 3,000 files stays a handful of values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from checks.parts.review_coverage.people.reviewers import Standing
from snapshot.changed_file import ChangedFile
from snapshot.people import Permission

DemandKind = Literal["anybody", "owners", "area"]


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """An approval that files need; two are the same only when they are the same object.

    `kind` says who asks for it: the settings (`anybody`), a line of CODEOWNERS (`owners`, with its
    `line`) or an area of the policy (`area`, with its `name`). `names` are people and teams as they
    are written there, with @; empty for anybody. `able` are the logins (lower case) behind them
    that may give it, without those who took part in the change; None stands for anybody else who
    has `permission`. `needed` people have to. `role` is what their approval stands for, "" for
    nothing in particular. `unmatched` maps names behind which nobody able can be seen to the
    reason.

    `given` are the logins of those whose approval counts here, for the files it still covers;
    `refused` maps those who approved and would count, but for a reason of their own, to the reason,
    which is the end of a sentence about that person.
    """

    kind: DemandKind
    names: tuple[str, ...] = ()
    able: frozenset[str] | None = None
    permission: Permission = "write"
    needed: int = 1
    name: str = ""
    line: int | None = None
    role: str = ""
    unmatched: Mapping[str, str] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """`short_by` people more have to approve to meet `demand`."""

    demand: Demand
    short_by: int


@dataclass(frozen=True, slots=True)
class Group:
    """Files that share all that matters; sorted by path.

    `approvers` (logins, lower case, sorted) cover them as they read now; `outdated` approved an
    earlier state of them. `lacks` is empty when the files are covered.
    """

    files: tuple[ChangedFile, ...]
    demands: tuple[Demand, ...]
    approvers: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()

    @property
    def is_covered(self) -> bool:
        return not self.lacks

    @property
    def changed_lines(self) -> int:
        return sum(file.changed_lines for file in self.files)


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the changed files, and of their changed lines, are covered by approvals."""

    files: int
    of_files: int
    lines: int
    of_lines: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole map: every listed file is in exactly one of `groups`, those not covered first.

    `signed` names who stands for a role (`security`), logins in lower case; one person stands for
    one role only, unless `one_person_many_roles` allows more. `is_exact` is False where there were
    too many ways to share out the roles to try them all; one that covers more may exist then.
    """

    groups: tuple[Group, ...]
    reviews: Standing
    signed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_exact: bool = True
    one_person_many_roles: bool = False

    @property
    def uncovered(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not group.is_covered)

    @property
    def share(self) -> Share:
        covered = [group for group in self.groups if group.is_covered]
        return Share(
            files=sum(len(group.files) for group in covered),
            of_files=sum(len(group.files) for group in self.groups),
            lines=sum(group.changed_lines for group in covered),
            of_lines=sum(group.changed_lines for group in self.groups),
        )

    @property
    def files(self) -> Iterator[ChangedFile]:
        return (file for group in self.groups for file in group.files)

"""Short ways to write down maps of a review by hand: demands, groups of files, coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checks.parts.review_coverage.coverage_map import Coverage, Demand, Group, Lack
from checks.parts.review_coverage.people.reviewers import Disregarded, Standing
from snapshot.changed_file import ChangedFile
from snapshot.people import Permission
from snapshot.pull_request import Review
from tests.builders import files


def anybody(needed: int = 1, *, given: Iterable[str] = ()) -> Demand:
    return Demand("anybody", needed=needed, given=frozenset(given))


def owners(*logins: str, line: int = 1, given: Iterable[str] = ()) -> Demand:
    """A line of CODEOWNERS that names people."""
    names = tuple(f"@{login}" for login in logins)
    return Demand("owners", names, frozenset(logins), line=line, given=frozenset(given))


def area(
    name: str,
    *logins: str,
    role: str = "",
    needed: int = 1,
    permission: Permission = "write",
    given: Iterable[str] = (),
) -> Demand:
    """An area of the policy that names people; without them anybody with `permission`."""
    return Demand(
        "area",
        tuple(f"@{login}" for login in logins),
        frozenset(logins) if logins else None,
        permission,
        needed,
        name,
        role=role,
        given=frozenset(given),
    )


def a_group(
    changed: Sequence[ChangedFile] | str,
    *demands: Demand,
    lacks: Mapping[Demand, int] | None = None,
    by: Sequence[str] = (),
    outdated: Sequence[str] = (),
) -> Group:
    """Files (or one path) that need `demands`; all are lacking, unless `by` or `lacks` is given."""
    some = files(changed) if isinstance(changed, str) else tuple(changed)
    if lacks is None:
        lacks = {} if by else {demand: demand.needed for demand in demands}
    missing = tuple(Lack(demand, short) for demand, short in lacks.items())
    return Group(some, demands, tuple(by), tuple(outdated), missing)


def a_coverage(
    *groups: Group,
    contributors: Mapping[str, str] | None = None,
    approvals: Sequence[Review] = (),
    requests: Sequence[Review] = (),
    disregarded: Sequence[Disregarded] = (),
    unknown: Sequence[str] = (),
    signed: Mapping[str, tuple[str, ...]] | None = None,
    many_roles: bool = False,
) -> Coverage:
    """The map of a pull request of `ada`."""
    took_part = {"ada": "opened this pull request"} if contributors is None else contributors
    reviews = Standing(
        tuple(approvals),
        tuple(requests),
        tuple(disregarded),
        took_part,
        unknown=tuple(unknown),
    )
    ordered = tuple(sorted(groups, key=lambda group: group.is_covered))
    return Coverage(ordered, reviews, signed or {}, one_person_many_roles=many_roles)

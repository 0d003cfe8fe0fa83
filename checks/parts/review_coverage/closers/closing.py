"""Who could close the gap: the smallest set of people whose approvals would cover every file."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from checks.parts.review_coverage.closers.fewest import Found, fewest
from checks.parts.review_coverage.closers.fewest_needs import bits
from checks.parts.review_coverage.closers.gap import Gap, Weights, gap_of
from checks.parts.review_coverage.closers.pool import Pool
from checks.parts.review_coverage.closers.roles import lacking, wanting, ways
from checks.parts.review_coverage.coverage_map import Coverage
from snapshot.facts import Snapshot
from snapshot.people import Colleague


@dataclass(frozen=True, slots=True)
class Closer:
    """Somebody whose approval is still missing and could be given.

    `files` is the number of files that would have what they lack of this person; `role` what the
    approval would stand for. `is_asked`: a review of this person, or of a team that he or she is
    in, is requested already.
    """

    colleague: Colleague
    files: int
    role: str = ""
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Absentee:
    """Somebody who could give what nobody else can, but gives no reviews now.

    `last` is the last day of the absence, None when it has no end or when it is the status on
    GitHub that says busy (`is_busy`). `files` as with a `Closer`.
    """

    login: str
    files: int
    last: date | None = None
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """`people` are the fewest that would do, those first who cover most.

    `left_open` is the number of files that nobody known could cover now; `people` then are the
    fewest who would give what can be given, and `absent` those who could close more of it, were
    they there. `is_least` is False where there were too many possibilities to try them all.
    """

    people: tuple[Closer, ...] = ()
    left_open: int = 0
    is_least: bool = True
    absent: tuple[Absentee, ...] = ()


def closing_of(coverage: Coverage, snapshot: Snapshot) -> Closing:
    """Whom to ask so that every file would be covered: the fewest people, and among those who would
    do equally well somebody who is asked already, has seen the change, has few reviews waiting and
    has not reviewed these folders of late; else it takes turns.

    Left out are those who took part in the change, bots, people known to lack the permission, and
    those who are away or busy.
    """
    if not coverage.uncovered:
        return Closing()
    pool, weigh = Pool(coverage, snapshot), Weights(coverage)
    shared_out, all_ways = ways(coverage)
    tried = []
    for roles in shared_out:
        gap = gap_of(coverage, wanting(coverage, roles), pool, roles)
        found = fewest(gap.needs, gap.kinds, weigh)
        tried.append((found, gap))
    found, gap = min(tried, key=lambda one: one[0].price)
    is_least = all_ways and all(one.is_least for one, _ in tried)
    return Closing(
        people=_people(coverage, pool, gap, found, weigh),
        left_open=found.price[0],
        is_least=is_least,
        absent=_absent(pool, gap, found, weigh),
    )


def _people(
    coverage: Coverage, pool: Pool, gap: Gap, found: Found, weigh: Weights
) -> tuple[Closer, ...]:
    uncovered = sum(1 << place for place in {one.place for one in lacking(coverage)})
    implied = _implied(coverage)
    queues = [iter(people) for people in gap.people]
    closers = []
    for kind, choice in found.picks:
        login = next(queues[kind])
        parts = 0
        for need in bits(gap.kinds[kind].choices[choice]):
            hidden = implied if gap.demands[need].kind == "anybody" else 0
            parts |= gap.needs[need].parts & ~hidden
        files = weigh(parts & uncovered)
        role = gap.roles[kind][choice]
        closers.append(Closer(pool.colleague(login), files, role, pool.is_asked(login)))
    return tuple(sorted(closers, key=lambda one: (-one.files, one.colleague.login)))


def _implied(coverage: Coverage) -> int:
    """The groups to which anybody's approval would add nothing, as those of owners and areas that
    are missing there are as many; a bit for each.
    """
    places = 0
    for place, group in enumerate(coverage.groups):
        named = sum(lack.short_by for lack in group.lacks if lack.demand.kind != "anybody")
        if named and named >= sum(lack.short_by for lack in group.lacks) - named:
            places |= 1 << place
    return places


def _absent(pool: Pool, gap: Gap, found: Found, weigh: Weights) -> tuple[Absentee, ...]:
    """Who could give what stays open, were they there."""
    parts: dict[str, int] = defaultdict(int)
    for place in (place for place, short in enumerate(found.unmet) if short):
        for login in pool.able(gap.demands[place]) - gap.approvers[place]:
            if not pool.is_here(login):
                parts[login] |= gap.needs[place].parts
    away = [
        Absentee(
            login,
            weigh(open_parts),
            pool.last_day_away(login),
            pool.is_busy_only(login),
        )
        for login, open_parts in parts.items()
    ]
    return tuple(sorted(away, key=lambda one: (-one.files, one.login)))

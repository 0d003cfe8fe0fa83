"""The map in words: who could close the gap, and who could if they were there."""

from __future__ import annotations

from datetime import date

from checks.engine.passing import waiting
from checks.engine.words import bullets, code, listing, plural
from checks.parts.review_coverage.closers.closing import Absentee, Closer, Closing
from checks.parts.review_coverage.coverage_map import Coverage
from snapshot.facts import Snapshot
from snapshot.people import PERMISSIONS

_MOST_PEOPLE = 10
_MOST_ABSENT = 5


def closing_words(coverage: Coverage, closing: Closing, snapshot: Snapshot) -> str:
    """Markdown; "" when there is no gap."""
    total = sum(len(group.files) for group in coverage.uncovered)
    if not total:
        return ""
    parts = [_people(closing, total), _open(coverage, closing, total), _asked_in_vain(snapshot)]
    return "\n\n".join(["**Who could close the gap**", *filter(None, parts)])


def _people(closing: Closing, total: int) -> str:
    people = closing.people
    if not people:
        return ""
    if len(people) == 1:
        [one] = people
        does = "can give what can be given now" if closing.left_open else "can do it alone"
        role = f", for {code(one.role)}" if one.role else ""
        return f"{code(one.colleague.login)} {does}{role}{_facts(one, '; ')}."
    intro = f"These {len(people):,} people together"
    if closing.left_open:
        intro += " can give what can be given now:"
    elif closing.is_least:
        intro += " can do it; fewer cannot:"
    else:
        intro += " can do it; there may be a smaller set, as not all were tried:"
    return f"{intro}\n\n{bullets([_person(one, total) for one in people], _MOST_PEOPLE)}"


def _person(one: Closer, total: int) -> str:
    is_all = 1 < total == one.files
    share = f"all {total:,} files" if is_all else plural(one.files, "file")
    role = f" for {code(one.role)}" if one.role else ""
    return f"{code(one.colleague.login)}{role}: {share}{_facts(one, ', ')}"


def _facts(one: Closer, before: str) -> str:
    """What else is known of somebody, after `before`."""
    facts = []
    if one.colleague.open_reviews is not None:
        facts.append(waiting(one.colleague.open_reviews))
    if one.is_asked:
        facts.append("asked already")
    return before + ", ".join(facts) if facts else ""


def _open(coverage: Coverage, closing: Closing, total: int) -> str:
    left = closing.left_open
    if not left:
        return ""
    if closing.absent:
        away = listing([_absentee(one, left) for one in closing.absent], _MOST_ABSENT)
        return f"{_stay_open(left, total)} Only {away} could give what is missing."
    if not closing.people and _anybody_would_do(coverage):
        return _anybody_can(coverage)
    return f"{_stay_open(left, total)} Nobody is known who could give all that is missing."


def _stay_open(count: int, total: int) -> str:
    if count < total:
        return f"{plural(count, 'file')} {'stays' if count == 1 else 'stay'} open."
    return "This file stays open." if total == 1 else f"These {count:,} files stay open."


def _anybody_would_do(coverage: Coverage) -> bool:
    return all(lack.demand.able is None for group in coverage.uncovered for lack in group.lacks)


def _anybody_can(coverage: Coverage) -> str:
    lacks = [lack for group in coverage.uncovered for lack in group.lacks]
    access = max((lack.demand.permission for lack in lacks), key=PERMISSIONS.index)
    people = max(lack.short_by for lack in lacks)
    whom = "Anybody" if people == 1 else f"Any {people:,} people"
    return f"{whom} with {access} access who took no part in the change can do it."


def _absentee(one: Absentee, left: int) -> str:
    why = "busy, as the status on GitHub says" if one.is_busy else f"away{_until(one.last)}"
    where = f"; for {plural(one.files, 'file')}" if one.files < left else ""
    return f"{code(one.login)} ({why}{where})"


def _until(last: date | None) -> str:
    return f" until {last:%Y-%m-%d}" if last else ""


def _asked_in_vain(snapshot: Snapshot) -> str:
    """Who is asked for a review though away: an explicit wish is left alone, and told."""
    logins = [name.casefold() for name in snapshot.pull_request.requested_reviewers]
    away = [code(login) for login in logins if not snapshot.is_available(login)]
    if not away:
        return ""
    verb = "is" if len(away) == 1 else "are"
    return f"{listing(away, _MOST_ABSENT)} {verb} asked for a review, and {verb} away or busy now."

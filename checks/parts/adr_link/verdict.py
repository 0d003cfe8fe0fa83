"""ADR link: the verdict, for architectural pull requests and for all others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from checks.engine.verdict import Finding, Judged
from checks.engine.words import plural
from checks.parts.adr_link.case import Case
from checks.parts.adr_link.cited_records import Links
from checks.parts.adr_link.decision_words import deeds, evidence, facts
from checks.parts.adr_link.findings import (
    elsewhere,
    no_reason,
    out_of_scope,
    unfit,
    unfit_mention,
    unresolved,
    waiting,
)
from checks.parts.adr_link.missing_link import record_missing
from checks.parts.adr_link.record_fitness import Weighed

OnElsewhere = Literal["pass", "ask"]

_Told = tuple[str, tuple[Finding, ...]]
"""A headline and what is missing or wrong."""


def architectural(case: Case, on_elsewhere: OnElsewhere) -> Judged:
    """Whether a decision stands behind an architectural change."""
    reasonless = _without_reason(case)
    if _holds(case, on_elsewhere):
        told = reasonless
    elif case.fit:
        told = ("The decision named here is about other parts", (out_of_scope(case),))
    else:
        told = _of_the_unfit(case) or reasonless or _of_nothing(case)
    return _judged(case, *(told or ("", ())))


def ordinary(case: Case) -> Judged | None:
    """What there is to say where nothing is architectural; None when that is nothing.

    What bots write quotes the release notes of other projects, whose decisions have numbers too.
    """
    author = case.snapshot.pull_request.author
    if author is not None and author.is_bot:
        case = replace(case, links=Links(), weighed=())
    told = _of_mentions(case) or _of_the_unknown(case) or _without_reason(case) or ("", ())
    if not (told[1] or deeds(case) or case.governing):
        return None
    return _judged(case, *told)


def _judged(case: Case, headline: str, findings: tuple[Finding, ...]) -> Judged:
    applying = len(case.governing)
    applies = f"{plural(applying, 'decision')} {'applies' if applying == 1 else 'apply'} here"
    return Judged(
        headline=headline or deeds(case) or applies,
        findings=findings,
        facts=facts(case),
        evidence=evidence(case, findings),
    )


def _holds(case: Case, on_elsewhere: OnElsewhere) -> bool:
    """Whether any decision that is named will do."""
    if any(waiver.reason for waiver in case.links.waived) or case.ambiguous_fit:
        return True
    if case.fit:
        return not case.out_of_scope
    return bool(case.links.external) and on_elsewhere == "pass"


def _of_the_unfit(case: Case) -> _Told | None:
    """Decisions that have to be made first, else those that will not do."""
    if waited := [each for each in case.weighed if each.fitness == "waits"]:
        return _proposed(waited), tuple(waiting(case, each) for each in waited)
    if case.weighed:
        return _none_holds(case.weighed), tuple(unfit(case, each) for each in case.weighed)
    return None


def _of_nothing(case: Case) -> _Told:
    if case.links.external:
        return "The decision named here is in another repository", (elsewhere(case),)
    return "No decision record is cited for an architectural change", (record_missing(case),)


def _of_mentions(case: Case) -> _Told | None:
    """Decisions that the description names and that do not hold, unless one that does is named.

    What the pull request adds itself is not held against it.
    """
    stated = [each for each in case.weighed if each.path in case.links.stated]
    if case.fit or not stated:
        return None
    if waited := [each for each in stated if each.fitness == "waits"]:
        return _proposed(waited), tuple(waiting(case, each) for each in waited)
    return _none_holds(stated), tuple(unfit_mention(case, each) for each in stated)


def _of_the_unknown(case: Case) -> _Told | None:
    texts = case.links.missing if case.links.known and not case.fit else ()
    if not texts:
        return None
    several = f"{len(texts):,} decision records that are cited do not exist"
    one = "A decision record that is cited does not exist"
    return one if len(texts) == 1 else several, tuple(map(unresolved, texts))


def _without_reason(case: Case) -> _Told | None:
    paths = [waiver.path for waiver in case.links.waived if not waiver.reason]
    if not paths:
        return None
    headline = "A decision record is waived without a reason"
    return headline, tuple(no_reason(case, path) for path in paths)


def _proposed(waited: Sequence[Weighed]) -> str:
    if len(waited) == 1:
        return "The decision named here is still proposed"
    return f"{len(waited):,} decisions named here are still proposed"


def _none_holds(each: Sequence[Weighed]) -> str:
    if len(each) > 1:
        return f"None of the {len(each):,} decisions named here holds"
    return f"The decision named here {each[0].in_short}"

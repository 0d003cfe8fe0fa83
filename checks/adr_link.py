"""Architectural changes cite the decision behind them.

When this holds, a pull request that changes the architecture names a decision record that exists
and can justify it, in its title, its description, a commit message or the name of its branch; or it
adds such a record itself, or says why it departs from one. What is architectural is said by paths
and labels, and seen in new top-level folders, packages and dependencies and in the descriptions of
interfaces; further triggers can be switched on.

Why: In a year nobody remembers why it was built this way. A link to the decision costs a minute
now; finding the reason out again costs days, and a decision made in passing is made twice.

Remedy: Name the record in the description: `ADR-12`, `ADR 0012`, its file name, its path or its
address on GitHub. When there is no record yet, add one to the pull request; the check offers the
next free number with a template to fill in. A change that departs from a decision says so with the
reason: `Waives ADR-12: the reason`.

Limits: A record that was rejected, deprecated or superseded, that still is the template or lacks
what the policy requires, justifies nothing, except in a pull request that changes or removes that
record; what follows it is named. One decision that holds is enough. A status that is not understood
is shown and not held against a record. Where nothing is architectural, decisions that the
description names are looked at in the same way, except in pull requests of bots, whose descriptions
quote other projects. Decisions of other repositories are shown and cannot be verified. Decisions
that govern changed paths are shown and ask for nothing. Where numbers repeat, the record nearest to
the changed files is meant. Numbers of RFCs, PEPs and the like are citations only where the policy
lists them; text in quotes, in code blocks or in HTML comments is none. Of each commit message the
first 10 kB are searched, of all of them 200 kB. A manifest whose diff is too large to read counts
as architectural. Whether the record fits the change is for reviewers to judge.
"""

from __future__ import annotations

from pydantic import Field

from checks.engine.declare import Reads
from checks.engine.verdict import NotApplicable, Verdict
from checks.parts.adr_link.case import case_of
from checks.parts.adr_link.record_fitness import OnProposed
from checks.parts.adr_link.triggers.trigger_settings import TriggerSettings
from checks.parts.adr_link.triggers.triggers import fired, nothing_found, unknown_labels
from checks.parts.adr_link.verdict import OnElsewhere, architectural, ordinary
from snapshot.facts import Snapshot


class Settings(TriggerSettings):
    """The knobs of the link to decisions."""

    proposed: OnProposed = Field(
        default="pass",
        description="What a decision that is still proposed is worth. `pass`: as much as an "
        "accepted one, since many are accepted by the pull request that carries them out. `wait`: "
        "an enforced check waits until it is accepted, without turning red. `fail`: as little as a "
        "rejected one.",
    )
    other_repositories: OnElsewhere = Field(
        default="pass",
        description="Whether the address of a decision in another repository is enough. `pass`: "
        "it is, as several repositories often share their decisions; that it holds cannot be "
        "verified. `ask`: a record of this repository has to be named as well.",
    )

    def reads(self) -> Reads:
        """The records, to see which there are and whether they hold."""
        return Reads(records=True)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Whether an architectural pull request names a decision that can justify it."""
    triggers = fired(snapshot, settings)
    case = case_of(snapshot, triggers, settings.proposed)
    if triggers:
        return architectural(case, settings.other_repositories)
    return ordinary(case) or NotApplicable(
        nothing_found(snapshot, settings),
        headline=f"Nothing architectural here{unknown_labels(snapshot, settings)}",
    )

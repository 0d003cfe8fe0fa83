"""Architectural changes cite the decision behind them.

When this holds, a pull request that touches a path listed as architectural, carries a listed label,
adds a top-level folder or adds a dependency cites a decision record that exists, in its title, its
description or a commit message; or it adds such a record itself.

Why: In a year nobody remembers why it was built this way. A link to the decision costs a minute
now; finding the reason out again costs days, and a decision made in passing is made twice.

Remedy: Name the record in the description: `ADR-12`, `ADR 0012`, its file name, its path or its
address on GitHub. When there is no record yet, add one to the pull request; the check offers the
next free number with a template to fill in.

Limits: A record counts when it exists at the base or at the head of the pull request, whatever its
status. Numbers of RFCs, PEPs and the like are not citations, nor is text in quotes, in code blocks
or in HTML comments. Of each commit message the first 10 kB are searched, of all of them 200 kB. A
record that is added without any text does not count. A manifest whose diff is too large to read
counts as architectural. Whether the record fits the change is for reviewers to judge.
"""

from __future__ import annotations

from checks.engine.verdict import Judged, NotApplicable, Verdict
from checks.parts.cited_records import decisions
from checks.parts.decision_words import deeds, evidence, headline, record_missing
from checks.parts.triggers import (
    TriggerSettings,
    decision_folders,
    fired,
    nothing_found,
    unknown_labels,
)
from snapshot.facts import Snapshot


class Settings(TriggerSettings):
    """The knobs of the link to decisions."""


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Whether an architectural pull request cites or adds a decision record."""
    triggers = fired(snapshot, settings)
    if not triggers:
        headline_ = f"Nothing architectural here{unknown_labels(snapshot, settings)}"
        return NotApplicable(nothing_found(snapshot, settings), headline=headline_)
    folders = decision_folders(snapshot)
    found = decisions(snapshot, folders)
    holds = found.cited or found.added
    sentences = [trigger.sentence for trigger in triggers]
    facts = ["This pull request counts as architectural.", *sentences, deeds(snapshot, found)]
    return Judged(
        headline=headline(found),
        findings=() if holds else (record_missing(snapshot, found, folders),),
        facts=" ".join(facts).strip(),
        evidence=evidence(found),
    )

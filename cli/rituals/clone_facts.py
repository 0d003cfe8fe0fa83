"""What a clone knows of the facts that a ritual speaks of."""

from __future__ import annotations

from dataclasses import replace

import pygit2

from cli.debt.hot_files import hot_files
from cli.progress import progress_shown
from cli.rituals.work_files import WorkFiles
from config.policy import Policy
from debt.wishes import HotspotWishes
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import Changes, RitualFacts, Template
from snapshot.checkout import CommitReader
from snapshot.git.changes import changed_files
from snapshot.hotspot import Hotspot


def with_clone(
    files: WorkFiles, policy: Policy, settings: RitualSettings, due: Due, facts: RitualFacts
) -> RitualFacts:
    """`facts` with records, hotspots, template, and what changed since the issue before, as far as
    the ritual needs them. Raises CheckoutError where a partial clone lacks an object.
    """
    needs, commit = settings.needs(), files.commit
    if needs.template:
        facts = replace(facts, template=Template(needs.template, files.text(needs.template)))
    if needs.records:
        read = commit.records(policy.families).files
        facts = replace(facts, records=tuple(file.record for file in read if file.record))
    if needs.hotspots:
        facts = replace(facts, hotspots=_hotspots(commit, policy))
    if needs.growth and due.previous and due.previous.from_oid:
        facts = replace(facts, changes=_changes(commit, due.previous.from_oid))
    return facts


def _hotspots(commit: CommitReader, policy: Policy) -> tuple[Hotspot, ...]:
    wishes = policy.debt.hotspots or HotspotWishes()
    with progress_shown() as steps:
        return hot_files(commit, wishes, commit.committed, steps)


def _changes(commit: CommitReader, since: str) -> Changes | None:
    """None where the clone does not have the commit of the issue before."""
    try:
        old = commit.git[since].peel(pygit2.Commit)
    except (KeyError, ValueError, pygit2.GitError):
        return None
    return Changes(since, changed_files(commit.git, old, commit.commit))

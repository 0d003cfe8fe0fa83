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

from collections.abc import Iterator

from pydantic import Field

from checks.engine.declare import CheckSettings, Reads
from checks.engine.fields import GlobPattern, LabelName
from checks.engine.verdict import Judged, NotApplicable, Verdict
from checks.engine.words import listing
from checks.parts.architecture import (
    carried_labels,
    new_dependencies,
    new_top_level_folders,
    touched_paths,
    unread_manifests,
    unseen_files,
)
from checks.parts.cited_records import decisions
from checks.parts.decision_words import deeds, evidence, headline, record_missing
from snapshot.facts import Snapshot


class Settings(CheckSettings):
    """The knobs of the link to decisions."""

    paths: tuple[GlobPattern, ...] = Field(
        default=("openapi.yaml", "openapi.yml", "openapi.json", "*.proto"),
        max_length=200,
        description="Paths whose change is architectural. By default the descriptions of "
        "interfaces that others build upon; Dockerfiles, compose files and migrations change too "
        "often to ask for a decision each time. An empty list switches this trigger off.",
    )
    labels: tuple[LabelName, ...] = Field(
        default=("architecture",),
        max_length=50,
        description="Labels that make a pull request architectural. An empty list switches this "
        "trigger off.",
    )
    new_top_level_folders: bool = Field(
        default=True,
        description="A new folder at the root is architectural: it is rare and shapes where "
        "everything else goes. Folders that begin with a dot do not count.",
    )
    new_dependencies: bool = Field(
        default=True,
        description="A dependency that a manifest did not have before is architectural: it is "
        "easy to add and hard to remove, and concerns 1 to 5 of 100 pull requests. A new version "
        "of a known one is not, nor what was there already as a dependency of another.",
    )
    leave_out_manifests: tuple[GlobPattern, ...] = Field(
        default=(
            *(".github/", "docs/", "doc/", "documentation/", "examples/", "example/", "samples/"),
            *("test/", "tests/", "testdata/", "fixtures/"),
        ),
        max_length=200,
        description="Paths whose manifests add no dependencies. By default the folders that hold "
        "documentation, examples, tests and workflows, at any depth: what they need does not "
        "reach the product.",
    )

    def reads(self) -> Reads:
        """The records, to tell what is cited."""
        return Reads(records=True)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """Whether an architectural pull request cites or adds a decision record."""
    fired = [sentence for sentence in _triggers(snapshot, settings) if sentence]
    if not fired:
        return _nothing_fired(snapshot, settings)
    folders = _folders(snapshot)
    found = decisions(snapshot, folders)
    holds = found.cited or found.added
    facts = ["This pull request counts as architectural.", *fired, deeds(snapshot, found)]
    return Judged(
        headline=headline(found),
        findings=() if holds else (record_missing(snapshot, found, folders),),
        facts=" ".join(facts).strip(),
        evidence=evidence(found),
    )


def _folders(snapshot: Snapshot) -> tuple[str, ...]:
    """Where decisions are written down, in the order of the policy."""
    return tuple(f for family in snapshot.families if family.decides for f in family.folders)


def _triggers(snapshot: Snapshot, settings: Settings) -> Iterator[str]:
    """What each trigger that is switched on says; "" for those that did not fire."""
    pull_request = snapshot.pull_request
    yield carried_labels(pull_request, settings.labels)
    yield touched_paths(pull_request.files, settings.paths)
    if settings.new_top_level_folders:
        yield new_top_level_folders(snapshot, _folders(snapshot))
    if settings.new_dependencies:
        yield new_dependencies(pull_request.files, settings.leave_out_manifests)
        yield unread_manifests(pull_request.files, settings.leave_out_manifests)
    if settings.paths or settings.new_top_level_folders or settings.new_dependencies:
        yield unseen_files(pull_request)


def _nothing_fired(snapshot: Snapshot, settings: Settings) -> NotApplicable:
    looked_for = [
        *(["listed path"] if settings.paths else []),
        *(["listed label"] if settings.labels else []),
        *(["new top-level folder"] if settings.new_top_level_folders else []),
        *(["new dependency"] if settings.new_dependencies else []),
    ]
    if not looked_for:
        return NotApplicable(
            "Nothing counts as architectural: the policy switches every trigger off."
        )
    unknown = (
        " (labels need GitHub)" if settings.labels and snapshot.pull_request.labels is None else ""
    )
    return NotApplicable(
        f"Nothing here is architectural: no {listing(looked_for, 4, 'or')}{unknown}.",
        headline=f"Nothing architectural here{unknown}",
    )

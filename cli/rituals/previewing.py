"""Composes the issue of a ritual by what a clone knows, and GitHub where it can be asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from cli.doctor.target import Target
from cli.mistakes import Mistake
from cli.rituals.at_github import AtGitHub
from cli.rituals.calendars import given_or_none
from cli.rituals.clone_facts import with_clone
from cli.rituals.work_files import WorkFiles, policy_of
from config.policy import Policy
from rituals.engine.actions import OpenReminder
from rituals.engine.declare import Due, Ritual, RitualSettings
from rituals.engine.facts import RitualFacts
from rituals.engine.known import reminders_of, without_doubles
from rituals.engine.planner import find_due, plan
from rituals.engine.registry import all_rituals, ritual_for
from rituals.engine.rotation import whose_turn
from snapshot.checkout import CheckoutError, CommitReader, open_commit
from snapshot.git.opening import objects_at_hand


@dataclass(frozen=True, slots=True)
class Preview:
    """`notes` are sentences in plain text on what was not known."""

    opening: OpenReminder
    notes: tuple[str, ...]


def previewed(name: str, repository: Path, at: str | None) -> Preview:
    """Raises Mistake when there is no such clone, commit or ritual, or a broken policy."""
    try:
        commit = open_commit(repository, at)
        files = WorkFiles(commit, is_used=at is None)
        policy = policy_of(files)
        ritual, settings = _ritual(name, policy)
        with objects_at_hand():
            return _composed(commit, files, policy, ritual, settings)
    except CheckoutError as problem:
        raise Mistake(str(problem)) from None


def _composed(
    commit: CommitReader,
    files: WorkFiles,
    policy: Policy,
    ritual: Ritual,
    settings: RitualSettings,
) -> Preview:
    facts, trouble = _at_github(commit, ritual, settings, policy)
    notes = [] if trouble is None else [trouble]
    if ritual.name not in policy.rituals:
        notes.append(f"The policy does not ask for {ritual.name}; its own settings are taken.")
    if trouble is None and settings.looks_wide:
        notes.append("Other repositories are not read for a preview: theirs is missing.")
    due = None if trouble else find_due(ritual, settings, facts)
    if due is None:
        due = _next(ritual, settings, facts, knows_issues=trouble is None)
        if due.previous and due.previous.issue.is_open:
            standing = f"{due.previous.occurrence} is #{due.previous.issue.number}"
            notes.append(f"The issue of {standing}, open already: this is the next one.")
    facts = with_clone(files, policy, settings, due, facts)
    actions = plan(ritual, settings, due, facts).actions
    opening = next(action for action in actions if isinstance(action, OpenReminder))
    return Preview(opening, tuple(notes))


def _ritual(name: str, policy: Policy) -> tuple[Ritual, RitualSettings]:
    settings = policy.rituals.get(name)
    if settings is not None:
        return ritual_for(name, settings), settings
    built_in = {ritual.name: ritual for ritual in all_rituals()}
    if name in built_in:
        return built_in[name], built_in[name].settings()
    names = sorted({*policy.rituals, *built_in})
    likely = get_close_matches(name, names, n=1)
    hint = f"Did you mean {likely[0]}?" if likely else f"There are: {', '.join(names)}."
    raise Mistake(f"There is no ritual called {name}.", hint)


def _at_github(
    commit: CommitReader, ritual: Ritual, settings: RitualSettings, policy: Policy
) -> tuple[RitualFacts, str | None]:
    """The facts, and why they are only those of a clone; None when they are GitHub's."""
    repository = commit.repository
    alone = RitualFacts(repository, datetime.now(UTC), head_oid=commit.oid, customs=policy.customs)
    given = given_or_none()
    if given is None or not repository.owner:
        why = "no credentials are set" if given is None else "no remote tells the clone's name"
        return alone, f"Without what GitHub knows, as {why}: issues and pull requests are missing."
    github = AtGitHub(given, Target(repository.owner, repository.name))
    facts = github.facts(ritual, settings, policy)
    if isinstance(facts, str):
        return alone, f"Without what GitHub knows, because {facts}."
    return facts, None


def _next(
    ritual: Ritual, settings: RitualSettings, facts: RitualFacts, *, knows_issues: bool
) -> Due:
    """The occurrence whose issue opens next. Where no issues are known, that is the one which lead
    time lets open already, for as long as it is still to come.
    """
    known = without_doubles(reminders_of(ritual, facts.own_issues))
    latest = settings.latest_opened(facts.now)
    opens_now = latest is not None and not knows_issues and latest.due > facts.now
    following = latest if latest and opens_now else settings.cadence.next_after(latest)
    assignable = facts.assignable or None
    turn = whose_turn(settings.rotation, following.number, following.day, facts.customs, assignable)
    return Due(
        occurrence=following,
        following=settings.cadence.next_after(following),
        previous=known[-1] if known else None,
        holder=turn.holder,
        passed_over=turn.passed_over,
        away=turn.away,
    )

"""Refactor sprint.

Every few weeks one issue opens for a sprint of repairs. It arrives loaded: what is overdue and what
is oldest among the open debt, the indebted files that are touched most, decisions past the date
they set themselves, what the last sprint promised and did, and the share of merged work that
was foundational against a target, as a table and a chart. It names whoever's turn it is to hold it.
When the time of the sprint is over, or everything planned is done, a comment sums up what was
planned, done and carried over, and closes the issue. A sprint in which nothing was done was missed:
its issue stays open, and the next one says so.

Why: Debt that has no time of its own is paid last or never, and what nobody looks at grows. A fixed
rhythm makes repair a habit, the list makes the time worth it, and the numbers show whether the time
is really given.

Remedy: Nothing has to be done for it to come round. Take out of the lists what does not fit: what
stays is planned. An item counts as done when it is ticked or its issue is closed; items of yours
that stay unticked are carried over to the next sprint. Closing an issue ends that sprint; a closed
one is not opened again. Pull requests count as foundational by their labels, or by titles like
`refactor: Part the cart`, each once.

Limits: One issue for each turn of the rhythm; after an outage only the latest turn is made up for.
Of open debt the oldest 100 issues are read, of merged pull requests the newest 100. Markers are
counted in the comments of what GitHub shows of a comparison: 300 files, and no files whose
difference is too large to be shown. Files of a debt are those its issue names in the hidden line
that the offered link for new issues writes. The numbers of earlier sprints stand in a hidden line
of the issue; where somebody removes it, they begin anew.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from checks.engine.fields import LabelName
from checks.engine.verdict import LabelWish
from rituals.engine import knobs
from rituals.engine.carry_over import unfinished
from rituals.engine.declare import Due, RitualSettings
from rituals.engine.facts import LabelledIssues, Needs, RitualFacts
from rituals.engine.reminder import Reminder
from rituals.engine.sections import (
    NOTES,
    actions,
    body_of,
    carried_over,
    checklist,
    closing,
    opening,
)
from rituals.parts.records import expired_section
from rituals.parts.refactor_sprint.debts import debt_section
from rituals.parts.refactor_sprint.files import files_section
from rituals.parts.refactor_sprint.history import Sprint, history_line, read_history
from rituals.parts.refactor_sprint.kinds import WorkKinds
from rituals.parts.refactor_sprint.promise import last_sprint, promise_of
from rituals.parts.refactor_sprint.share import share_section
from rituals.parts.refactor_sprint.summary import summary_of
from rituals.parts.today import today

LABEL: Final = LabelWish("refactor-sprint", "5319e7", "Time for repairs, opened by Plumbline")
LIST_IS_WORK: Final = True
STANDING: Final = (
    "Name who takes what",
    "One small pull request for each repair, so that it can be reviewed the same day",
    "Close the debt issue, or remove the marker, in the pull request that repairs it",
    "Write down what should be easier next time, and link it behind `Notes:`",
)
PURPOSE: Final = "Time for repairs: debt that has no time of its own is paid last."
NOW: Final = (
    "take out of the lists below what does not fit into the time, and add what is missing. What "
    "stays is planned; what is unticked at the end comes back next time."
)
NOW_WITHOUT_DEBT: Final = "write down what will be repaired, and who takes what."

Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]
TitleKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,29}$")]


class Settings(RitualSettings):
    """The knobs of the refactor sprint."""

    every_weeks: knobs.WeeksApart = 6
    overdue_after_days: knobs.OverdueAfterDays = 7
    label: knobs.IssueLabel = LABEL.name
    debt_label: LabelName = Field(
        default="debt",
        description="Open issues with this label are listed, overdue ones first, then the oldest.",
    )
    markers: tuple[Word, ...] = Field(
        default=("TODO", "FIXME", "HACK", "XXX"),
        min_length=1,
        max_length=50,
        description="The words that mark debt in a comment, in exactly this spelling.",
    )
    most_proposed: int = Field(
        default=10,
        ge=1,
        le=50,
        description="So many debt issues are proposed as tasks; the others are folded away.",
    )
    length_days: int = Field(
        default=5,
        ge=1,
        le=60,
        description="So many days after it fell due the sprint is over and summed up.",
    )
    foundational_labels: tuple[LabelName, ...] = Field(
        default=("foundation", "refactoring"),
        min_length=1,
        max_length=20,
        description="A merged pull request with one of these labels counts as foundational work. "
        "`debt` is none of them: on a pull request it says that debt is taken.",
    )
    other_labels: tuple[LabelName, ...] = Field(
        default=("feature", "fix", "docs"),
        max_length=20,
        description="A merged pull request with one of these labels is other work, whatever else "
        "it carries.",
    )
    foundational_titles: tuple[TitleKind, ...] = Field(
        default=("refactor", "perf", "test", "build", "ci", "chore"),
        max_length=30,
        description="Where it has none of these labels, a title that begins like a conventional "
        "commit of one of these types (`refactor: Part the cart`) counts as foundational work.",
    )
    foundational_target: int = Field(
        default=20,
        ge=0,
        le=100,
        description="The share of merged pull requests, in percent, that should be foundational.",
    )

    @property
    def kinds(self) -> WorkKinds:
        """How foundational work is told from other work."""
        return WorkKinds(self.foundational_labels, self.other_labels, self.foundational_titles)

    def needs(self) -> Needs:
        """Debts with owner and date, what was merged and changed, files that cost, decisions."""
        return Needs(
            labels=(self.debt_label,),
            closed=True,
            bodies=True,
            merged=True,
            growth=True,
            records=True,
            hotspots=True,
        )


def compose(due: Due, facts: RitualFacts, settings: Settings) -> str:
    """The body of the sprint's issue, in Markdown."""
    before = due.previous.issue.body if due.previous else ""
    day, home = today(facts, settings), facts.repository.full_name
    debt = facts.issues_labelled(settings.debt_label)
    sprints = _history(due.previous, facts, debt, settings)
    promise = promise_of(before, STANDING, debt)
    references = frozenset(item.reference for item in promise.left if item.reference)
    body = body_of(
        opening(due, facts, settings, PURPOSE, NOW if debt.issues else NOW_WITHOUT_DEBT),
        last_sprint(due.previous.occurrence, promise) if due.previous else "",
        carried_over(unfinished(before, STANDING), due.previous),
        debt_section(debt, references, day, settings.most_proposed, home),
        files_section(facts.hotspots, debt, facts.changes, settings.markers),
        expired_section(facts.records, facts.repository, day),
        share_section(
            facts.merged,
            settings.kinds,
            settings.foundational_target,
            sprints,
            home,
        ),
        checklist("Steps", STANDING),
        actions("Also planned", "@login what to repair"),
        NOTES,
        closing(due, facts),
    )
    hidden = history_line(sprints)
    return f"{hidden}\n{body}" if hidden else body


def conclude(reminder: Reminder, facts: RitualFacts, settings: Settings) -> str | None:
    """The summary, once the time is over or everything planned is done; None before."""
    debt = facts.issues_labelled(settings.debt_label)
    promise = promise_of(reminder.issue.body, STANDING, debt)
    is_done = bool(promise.done) and not promise.left
    if not is_done and today(facts, settings) < reminder.day + timedelta(settings.length_days):
        return None
    return summary_of(reminder.occurrence, promise)


def _history(
    previous: Reminder | None, facts: RitualFacts, debt: LabelledIssues, settings: Settings
) -> tuple[Sprint, ...]:
    """The earlier sprints as the one before remembered them, and that one itself."""
    if previous is None:
        return ()
    promise = promise_of(previous.issue.body, STANDING, debt)
    pulls = facts.merged.pulls if facts.merged else ()
    found = sum(1 for pull in pulls if settings.kinds.told_by(pull))
    last = Sprint(previous.occurrence, promise.planned, len(promise.done), len(pulls), found)
    earlier = (s for s in read_history(previous.issue.body) if s.occurrence != last.occurrence)
    return (*earlier, last)

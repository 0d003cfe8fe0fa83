"""Each pull request says which kind of work it is.

When this holds, a pull request carries exactly one of the labels for kinds of work, or none of them
and a title in the form of a conventional commit (`refactor: Part cart and till`) that tells it.
Off unless the policy asks for it.

Why: What share of the work goes into the foundation can only be steered where it can be counted,
and later nobody remembers what a pull request was for.

Remedy: Add one of the labels to the pull request, or begin its title with its kind as in
`fix: Round half up`. Where it carries several, keep the one it is mostly about; or split it. Labels
that do not exist yet are created.

Limits: A label for debt may stand beside that of another kind, as it also says that debt is taken.
What is said is believed; nothing compares it with what is changed. A label goes before the title.
Which kinds are work on the foundation is a setting of the refactor sprint, which shows their share.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from checks.engine.declare import CheckSettings, Mode, Reads
from checks.engine.fields import LabelName, refusal
from checks.engine.verdict import Finding, Judged, LabelWish, NotApplicable, Verdict
from checks.engine.words import code, listing, plural
from snapshot.facts import Snapshot
from snapshot.work_type import conventional_kind, labelled_types, work_type

TitleKind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z-]{0,29}$")]
_MOST_NAMED = 12


class Settings(CheckSettings):
    """The knobs of the work type."""

    mode: Mode = Field(
        default="off",
        description="`off`: not reported. `advise`: a miss is shown but never blocks (neutral). "
        "`enforce`: a miss fails the check run.",
    )
    labels: tuple[LabelName, ...] = Field(
        default=("feature", "fix", "foundation", "debt", "docs"),
        min_length=2,
        max_length=30,
        description="The kinds of work, each a label of the repository.",
    )
    titles: Mapping[TitleKind, LabelName] = Field(
        default={
            "feat": "feature",
            "fix": "fix",
            "revert": "fix",
            "refactor": "foundation",
            "perf": "foundation",
            "test": "foundation",
            "build": "foundation",
            "ci": "foundation",
            "chore": "foundation",
            "docs": "docs",
        },
        max_length=60,
        description="Which kind a title tells that begins like a conventional commit, by its type "
        "in small letters. With `{}` only labels count.",
        examples=[{"feat": "feature", "refactor": "foundation"}],
    )
    beside_others: tuple[LabelName, ...] = Field(
        default=("debt",),
        max_length=30,
        description="Kinds whose label may stand beside that of another one, which counts then: a "
        "feature that takes debt carries the label for debt as well.",
    )
    exempt_bots: bool = Field(
        default=True, description="Pull requests of bots need not say what they are."
    )

    @model_validator(mode="after")
    def _known(self) -> Self:
        known = {label.casefold() for label in self.labels}
        # Where only the labels were chosen, the default titles fit as far as they can.
        for kind, name in self.titles.items() if "titles" in self.model_fields_set else ():
            if name.casefold() not in known:
                raise refusal(
                    f"{code(name, 60)}, for titles with {code(kind)}, is none of the kinds of "
                    "work.",
                    "Add it to `labels`, or name one of those.",
                )
        return self

    @property
    def by_title(self) -> Mapping[str, str]:
        """`titles`, as far as they lead to one of the labels."""
        known = {label.casefold() for label in self.labels}
        return {kind: name for kind, name in self.titles.items() if name.casefold() in known}

    def kinds_among(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The kinds of work that `labels` name."""
        found = labelled_types(labels, self.labels)
        beside = {name.casefold() for name in self.beside_others}
        return tuple(name for name in found if name.casefold() not in beside) or found

    def reads(self) -> Reads:
        """Whether the labels exist."""
        return Reads(labels=self.labels)


def judge(snapshot: Snapshot, settings: Settings) -> Verdict:
    """The pull request's labels and title against the kinds of work."""
    pull_request = snapshot.pull_request
    author = pull_request.author
    if settings.exempt_bots and author is not None and author.is_bot:
        return NotApplicable("A bot opened the pull request, which the policy exempts.")
    carried = settings.kinds_among(pull_request.labels or ())
    if len(carried) > 1:
        return Judged("More than one kind of work", (_several(carried),))
    told = work_type(pull_request.title, carried, settings.labels, settings.by_title)
    if told:
        source = "its label" if carried else "its title"
        return Judged("The kind of work is stated", facts=f"By {source}, it is {code(told)}.")
    if pull_request.labels is None:
        return NotApplicable(
            "Whether a label tells the kind of work needs GitHub: labels.", needs_github=True
        )
    wishes = (LabelWish(name, "c5def5", "A kind of work") for name in settings.labels)
    return Judged(
        "The kind of work is not stated", (_none(snapshot, settings),), labels=tuple(wishes)
    )


def _several(carried: tuple[str, ...]) -> Finding:
    shown = listing([code(name) for name in carried], _MOST_NAMED)
    return Finding(
        what=f"It carries {plural(len(carried), 'label')} for kinds of work: {shown}.",
        remedy="Keep the one that most of it is about, or split the pull request.",
    )


def _none(snapshot: Snapshot, settings: Settings) -> Finding:
    kind = conventional_kind(snapshot.pull_request.title)
    unknown = f", and {code(kind)} at the start of its title is none of them" if kind else ""
    shown = listing([code(name) for name in settings.labels], _MOST_NAMED, "or")
    example = next(iter(settings.by_title), "")
    by_title = f", or begin its title as in {code(f'{example}: …')}" if example else ""
    return Finding(
        what=f"No label says which kind of work this is{unknown}.",
        remedy=f"Add one of these labels to the pull request: {shown}{by_title}.",
    )

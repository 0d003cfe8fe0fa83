"""Debt label: its knobs."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from checks.engine.declare import CheckSettings, Reads
from checks.engine.fields import GlobPattern, LabelName, RegexPattern
from checks.parts.debt_label.issue_fitness import Need
from checks.parts.debt_label.pieces import Vocabulary

Treatment = Literal["ignore", "mention", "count"]
Word = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=40)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,19}$")]


class Settings(CheckSettings):
    """The knobs of the debt label."""

    label: LabelName = Field(
        default="debt", description="The label that a pull request with debt carries."
    )
    markers: tuple[Word, ...] = Field(
        default=("TODO", "FIXME", "HACK", "XXX"),
        max_length=50,
        description="Words in comments that mark debt, written exactly so: `todo` in a sentence is "
        "not `TODO`. With an empty list only the author's own declaration counts.",
    )
    declarations: tuple[Word, ...] = Field(
        default=(
            "takes on technical debt",
            "adds technical debt",
            "introduces technical debt",
            "takes on tech debt",
            "adds tech debt",
            "introduces tech debt",
        ),
        max_length=50,
        description="A ticked box in the description whose text contains one of these phrases, in "
        "any case, declares debt: `- [x] This change takes on technical debt`.",
    )
    skipped_tests: Treatment = Field(
        default="count",
        description="Tests that are left out unconditionally, such as `@pytest.mark.skip`, "
        "`it.skip` or `@Disabled`. `count`: as debt. `mention`: only listed. `ignore`: not looked "
        "for.",
    )
    suppressions: Treatment = Field(
        default="mention",
        description="Comments and attributes that make a linter, type checker or coverage tool "
        "look away, such as `noqa`, `eslint-disable` or `@SuppressWarnings`; treated in the same "
        "ways.",
    )
    reasons_suffice: bool = Field(
        default=True,
        description="A suppression that says why, in the same comment or in the one above, is "
        "neither debt nor mentioned.",
    )
    patterns: tuple[RegexPattern, ...] = Field(
        default=(),
        max_length=50,
        description="Regular expressions (RE2) for further signs of debt; they are looked for in "
        "added comments and code, not in strings.",
        examples=[["(?i)workaround for"]],
    )
    issue_needs: tuple[Need, ...] = Field(
        default=("owner", "payback"),
        max_length=2,
        description="What an issue of this repository must have that debt names. `owner`: somebody "
        "assigned, or a line `Owner: @sam`. `payback`: a milestone with a date, or a line "
        "`Payback: 2027-01-31`. With an empty list it only has to be open.",
    )
    payback_days: int = Field(
        default=90,
        ge=0,
        le=3650,
        description="The payback date that a new issue proposes, in days after the pull request "
        "was opened. `0`: none.",
    )
    issue_keys: tuple[Key, ...] = Field(
        default=(),
        max_length=30,
        description="Project keys of an issue tracker outside GitHub: with `[SHOP]` a marker may "
        "name `SHOP-123`.",
    )
    leave_out: tuple[GlobPattern, ...] = Field(
        default=(),
        max_length=200,
        description="Paths whose comments are not searched. Generated and vendored files are "
        "always left out.",
    )

    def reads(self) -> Reads:
        """Whether the label exists."""
        return Reads(labels=(self.label,))

    def counted(self) -> Vocabulary:
        """What counts as debt."""
        words = Vocabulary.of_words(self.markers, self.patterns)
        return self._treated("count", words)

    def mentioned(self) -> Vocabulary:
        """What is only listed."""
        return self._treated("mention", Vocabulary())

    def _treated(self, treatment: Treatment, words: Vocabulary) -> Vocabulary:
        return replace(
            words,
            suppressions=self.suppressions == treatment,
            skipped_tests=self.skipped_tests == treatment,
            reasons_suffice=self.reasons_suffice,
        )

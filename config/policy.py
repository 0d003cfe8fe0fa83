"""The owner's wishes as one typed value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from checks.engine.declare import CheckSettings
from config.policy_path import POLICY_PATH as POLICY_PATH
from config.records import RecordWishes
from debt.wishes import NO_WISHES as NO_DEBT_WISHES
from debt.wishes import DebtWishes
from postmortems.wishes import PostmortemWishes
from reviews.wishes import NO_WISHES, ReviewWishes
from rituals.engine.declare import RitualSettings
from snapshot.postmortem_folders import USUAL_CUSTOMS, PostmortemCustoms
from snapshot.record_family import ADR, RecordFamily
from snapshot.review_customs import NO_CUSTOMS, ReviewCustoms

CommentWhen = Literal["never", "blocking", "findings"]


@dataclass(frozen=True, slots=True)
class Policy:
    """What one repository asked for; every check has an entry, a ritual only when it is asked for.

    `comment`: when Plumbline may write its one comment on a pull request. `families` are the sorts
    of records it keeps, decision records (`adr`) first; `record_wishes` has an entry for each, by
    its name. `folders_are_named` is False where the usual folders are looked at for want of others.
    `customs` is what the file says about reviewing: areas, absences, identities; `review_wishes`
    what is to be done about missing reviews, `debt` about debt. `postmortem_customs` say where
    postmortems lie and what they have; `postmortems` what is to be done about them, None for
    nothing.
    """

    checks: Mapping[str, CheckSettings]
    rituals: Mapping[str, RitualSettings]
    comment: CommentWhen = "blocking"
    families: tuple[RecordFamily, ...] = (ADR,)
    record_wishes: Mapping[str, RecordWishes] = field(
        default_factory=lambda: {ADR.name: RecordWishes()}
    )
    folders_are_named: bool = False
    customs: ReviewCustoms = NO_CUSTOMS
    review_wishes: ReviewWishes = NO_WISHES
    debt: DebtWishes = NO_DEBT_WISHES
    postmortem_customs: PostmortemCustoms = USUAL_CUSTOMS
    postmortems: PostmortemWishes | None = None

    @property
    def record_folders(self) -> tuple[str, ...]:
        """The folders of all families of records, sorted, without doubles."""
        return tuple(sorted({folder for family in self.families for folder in family.folders}))

    @property
    def labels(self) -> tuple[str, ...]:
        """All repository labels that any active check asks for, and those for debt taken or repaid,
        sorted, without doubles.
        """
        active = (settings for settings in self.checks.values() if settings.mode != "off")
        read = {name for settings in active for name in settings.reads().labels}
        return tuple(sorted(read | set(self.debt_labels)))

    @property
    def debt_labels(self) -> tuple[str, ...]:
        """The labels of pull requests that take or repay debt; none where nobody wants them."""
        check = self.checks.get("debt_label")
        is_judged = check is not None and check.mode != "off"
        both = (self.debt.labels.up, self.debt.labels.down)
        return tuple(name for name in both if name and is_judged)


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in the policy file: where (line and column count from 1), what, and the remedy."""

    line: int
    column: int
    message: str
    remedy: str = ""

"""The section `records:`: which documents a repository keeps of its decisions, and how.

Decision records (`adr`) are always there. Any further name is a family of its own, kept by the same
means: RFCs, postmortems, design documents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from checks.engine.fields import FolderPath, GlobPattern, LabelName
from config.bare_keys import AS_BY_DEFAULT
from config.record_fields import CitationPrefix, RecordName, SectionName, StatusWord
from snapshot.record_family import USUAL_FOLDERS, RecordFamily

Normal = Literal["proposed", "accepted", "rejected", "deprecated", "superseded"]

NAME_PATTERN = r"^[a-z][a-z0-9_-]{0,30}$"
"""What a family may be called."""

_STRICT = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Remind:
    """Which dates of records become issues.

    `proposed_after_days` is how long a record may wait for its decision, None for any time. `label`
    is the one the issues carry.
    """

    revisit: bool
    proposed_after_days: int | None
    experiments: bool
    label: str


@dataclass(frozen=True, slots=True)
class RecordWishes:
    """What a repository wants done for one family: the issue with the log, and reminders."""

    log: bool = False
    remind: Remind | None = None


class RemindSettings(BaseModel):
    """Reminders of the dates that records set."""

    model_config = _STRICT

    revisit: bool = Field(
        default=True,
        description="One issue for each record whose date for another look has come.",
    )
    proposed_after_days: int = Field(
        default=30,
        ge=0,
        le=3650,
        description="One issue for each record that has been proposed for more than so many days. "
        "0 lets proposals wait for any time.",
    )
    experiments: bool = Field(
        default=True,
        description="One issue for each experiment that is past its end and names no outcome.",
    )
    label: LabelName = Field(
        default="decision",
        description="The label these issues carry; created when it does not exist.",
    )


class FamilySettings(BaseModel):
    """The knobs of a family of records."""

    model_config = _STRICT

    folders: tuple[FolderPath, ...] = Field(
        min_length=1,
        max_length=50,
        description="Needed: folders that hold such records, at any depth below them.",
    )
    prefixes: tuple[CitationPrefix, ...] = Field(
        default=(),
        max_length=20,
        description="Words before a number by which people cite a record: `RFC` makes `RFC 12` "
        "one. Without any, these records are cited by path, address or file name only.",
    )
    required_sections: tuple[SectionName, ...] = Field(
        default=(),
        max_length=50,
        description="Headings that a record must have, with something of the author's own below "
        "them. `|` stands between names of the same section: `Decision|Decision Outcome`.",
    )
    statuses: Mapping[StatusWord, Normal] = Field(
        default={},
        max_length=50,
        description="Words of your own for a status, and what each means. The common words are "
        "known without it.",
    )
    scope: tuple[GlobPattern, ...] = Field(
        default=(),
        max_length=200,
        description="Paths these records are about. By default the whole repository, or the "
        "package that a folder such as `services/billing/docs/adr` lies in.",
    )
    governs: Mapping[RecordName, tuple[GlobPattern, ...]] = Field(
        default={},
        max_length=500,
        description="Which record rules over which paths, by the record's path or id: a pull "
        "request that touches them is shown the record. A record's own front matter can say it "
        "too (`governs:`).",
    )
    needs_status: bool = Field(
        default=True, description="Whether a record without a status is worth a finding."
    )
    needs_number: bool = Field(
        default=False,
        description="Whether a record whose file name has no number is worth a finding.",
    )
    log: bool = Field(
        default=False,
        description="Keep one pinned issue that lists these records with status, date, successor "
        "and the pull requests that carried them out.",
    )
    remind: Annotated[RemindSettings | None, AS_BY_DEFAULT] = Field(
        default=None,
        description="Open an issue when a date that a record sets has come. Nothing is reminded "
        "of unless this is written; `{}` asks for all of it.",
        examples=[{}],
    )

    def family(self, name: str) -> RecordFamily:
        """These settings as the rules read them."""
        return RecordFamily(
            name=name,
            folders=self.folders,
            prefixes=self.prefixes,
            scope=self.scope,
            required_sections=tuple(
                tuple(part.strip() for part in section.split("|"))
                for section in self.required_sections
            ),
            statuses=tuple(self.statuses.items()),
            governs=tuple(self.governs.items()),
            decides=self.is_about_decisions,
            needs_status=self.needs_status,
            needs_number=self.needs_number,
        )

    @property
    def is_about_decisions(self) -> bool:
        """True where citing such a record justifies an architectural change."""
        return True

    def wishes(self) -> RecordWishes:
        """What is to be done for the family."""
        asked = self.remind
        if asked is None:
            return RecordWishes(self.log)
        days = asked.proposed_after_days or None
        return RecordWishes(self.log, Remind(asked.revisit, days, asked.experiments, asked.label))


class DecisionSettings(FamilySettings):
    """The knobs of decision records."""

    folders: tuple[FolderPath, ...] = Field(
        default=USUAL_FOLDERS,
        min_length=1,
        max_length=50,
        description="Folders that hold decision records, at any depth below them. By default the "
        "places the common tools use; naming the ones there are saves looking for the others.",
    )
    prefixes: tuple[CitationPrefix, ...] = Field(
        default=("ADR",),
        max_length=20,
        description="Words before a number by which people cite a decision: `ADR` makes `ADR-12` "
        "and `adr 0012` one. Add your own (`OEP`, `ODH-ADR-MS`); `RFC` and `PEP` count only where "
        "they are listed, as most such numbers are not the project's.",
    )


class OtherSettings(FamilySettings):
    """The knobs of any other family."""

    decides: bool = Field(
        default=True,
        description="Whether such a record stands for a decision, so that citing it is enough for "
        "an architectural change. `false` for postmortems and other reports.",
    )

    @property
    def is_about_decisions(self) -> bool:
        return self.decides


class RecordsSettings(BaseModel):
    """Decision records, and any further family by its name."""

    model_config = ConfigDict(
        extra="allow", frozen=True, json_schema_extra={"propertyNames": {"pattern": NAME_PATTERN}}
    )
    __pydantic_extra__: dict[str, Annotated[OtherSettings, AS_BY_DEFAULT]] = Field(init=False)

    adr: Annotated[DecisionSettings, AS_BY_DEFAULT] = Field(
        default_factory=DecisionSettings,
        description="Decision records; they are looked for even when nothing is said here.",
    )

    def by_name(self) -> dict[str, FamilySettings]:
        """All families: decision records first, the others as the file has them."""
        return {"adr": self.adr, **(self.__pydantic_extra__ or {})}

    @property
    def name_folders(self) -> bool:
        """Whether the file says where decision records lie, other than in the usual folders."""
        return self.adr.folders != USUAL_FOLDERS

    def families(self) -> tuple[RecordFamily, ...]:
        """All families as the rules read them. A usual folder of decision records that another
        family names is that family's.
        """
        first, *others = (settings.family(name) for name, settings in self.by_name().items())
        if not self.name_folders:
            taken = {folder for family in others for folder in family.folders}
            first = replace(first, folders=tuple(f for f in first.folders if f not in taken))
        return (first, *others)

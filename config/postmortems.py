"""The section `postmortems:`: incidents that need one, documents, actions, the index."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from checks.engine.fields import FolderPath, LabelName, refusal
from checks.engine.words import code
from config.record_fields import SectionName
from postmortems.wishes import PostmortemWishes
from snapshot.postmortem_folders import USUAL_FOLDERS, USUAL_SECTIONS, PostmortemCustoms

_LONGEST_PATH = 300


def _file(text: str) -> str:
    path = text.strip().removeprefix("./").lstrip("/")
    is_plain = path.isprintable() and not any(sign in path for sign in "\\:*?[]")
    if not is_plain or ".." in path.split("/") or len(path) > _LONGEST_PATH:
        raise refusal(
            f"{code(text, 60)} is not the path of a file in the repository.",
            "Write it from the repository's root, like `docs/postmortems/template.md`.",
        )
    return path


def _since(day: date) -> date:
    if not 2000 <= day.year <= 2999:
        raise refusal(
            f"The date {day} lies outside the years 2000 to 2999.",
            "Write the day from which on incidents count, such as `2026-01-01`, or leave it out.",
        )
    return day


FilePath = Annotated[str, AfterValidator(_file)]
FirstDay = Annotated[date, AfterValidator(_since)]


class PostmortemsSettings(BaseModel):
    """How this team learns from incidents."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folders: tuple[FolderPath, ...] = Field(
        default=USUAL_FOLDERS,
        min_length=1,
        max_length=50,
        description="Folders that hold postmortems, at any depth below them.",
    )
    required_sections: tuple[SectionName, ...] = Field(
        default=tuple(names[0] for names in USUAL_SECTIONS),
        max_length=50,
        description="Sections that a postmortem must have, with something of the author's own in "
        "them. The usual names of these are known (`Contributing factors` are root causes); `|` "
        "stands between further names of your own.",
    )
    incident_labels: tuple[LabelName, ...] = Field(
        default=("incident",),
        max_length=10,
        description="An issue with one of these labels is an incident. When it is closed without a "
        "postmortem, one issue asks for it. `[]`: nobody is asked.",
    )
    waiver_label: LabelName = Field(
        default="no postmortem",
        description="An incident with this label needs no postmortem; a comment that says "
        "`/no-postmortem` and why does the same.",
    )
    due_days: int = Field(
        default=14,
        ge=1,
        le=365,
        description="How many days after the end of the incident its postmortem is due.",
    )
    since: FirstDay | None = Field(
        default=None,
        description="Incidents closed before this date are left alone. Left out: those closed "
        "before this section was written.",
        examples=["2026-01-01"],
    )
    label: LabelName = Field(
        default="postmortem",
        description="The label of the issues that ask for a postmortem; created when it does not "
        "exist.",
    )
    template: FilePath = Field(
        default="",
        description="The path of a file on the default branch with which such an issue asks for "
        "the postmortem. Left out: the required sections and the facts.",
    )
    track_actions: bool = Field(
        default=True,
        description="Open one issue for each action item of a merged postmortem that is a row of a "
        "table or a box of a task list, or names an owner or a date; not for those that are done "
        "or name an issue already.",
    )
    action_label: LabelName = Field(
        default="postmortem action",
        description="The label of these issues; created when it does not exist.",
    )
    remind: bool = Field(
        default=True,
        description="Remind of a postmortem or an action when it is due and once more when it is "
        "overdue, below its issue. Then there is silence; `/snooze 1w` there puts it off.",
    )
    overdue_days: int = Field(
        default=7,
        ge=1,
        le=365,
        description="How many days after its date it is reminded of once more.",
    )
    index: bool = Field(
        default=True,
        description="Keep one pinned issue that lists all postmortems with impact, lessons and "
        "actions that are still open.",
    )

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        ours = {self.label.casefold(), self.action_label.casefold(), self.waiver_label.casefold()}
        for label in self.incident_labels:
            if label.casefold() in ours:
                raise refusal(
                    f"The label {code(label)} cannot mark incidents and something else.",
                    "Give `label`, `action_label` and `waiver_label` names of their own.",
                )
        return self

    def customs(self) -> PostmortemCustoms:
        """What is said of the documents, as the check reads it."""
        sections = tuple(
            tuple(part.strip() for part in names.split("|")) for names in self.required_sections
        )
        return PostmortemCustoms(self.folders, sections)

    def wishes(self) -> PostmortemWishes:
        """What is to be done."""
        return PostmortemWishes(
            incident_labels=self.incident_labels,
            waiver_label=self.waiver_label,
            due_days=self.due_days,
            since=self.since,
            label=self.label,
            template=self.template,
            track_actions=self.track_actions,
            action_label=self.action_label,
            remind=self.remind,
            overdue_days=self.overdue_days,
            index=self.index,
        )

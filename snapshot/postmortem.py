"""A postmortem as a value: what one document says about an incident, whatever its form.

Nothing here knows how it is written (`postmortem_reading` reads it). Lines count from 1; what a
document does not say is None, "" or ().
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from snapshot.record import DateNote

SectionKind = Literal[
    "summary",
    "impact",
    "timeline",
    "root causes",
    "detection",
    "resolution",
    "what went well",
    "lessons",
    "action items",
]
"""What the sections of postmortems are about, each under the name that is commonest."""


@dataclass(frozen=True, slots=True)
class PostmortemSection:
    """A part with a name: a heading, or a label such as `**Impact:**`.

    `kind` is None for a name that is none of the usual ones. It reaches from its name at `line` to
    `end_line`, both included, with the parts below it. `is_filled`: something of the author's own
    stands in it.
    """

    title: str
    kind: SectionKind | None
    line: int
    end_line: int
    is_filled: bool


@dataclass(frozen=True, slots=True)
class ActionItem:
    """Something that is to be done. `text` is plain, without owner, date and state.

    `owner` is as written without its @: a login, a team (`organization/slug`) or a name; `logins`
    are those of the accounts it mentions. `due.date` is None for a date that cannot be read.
    `issues` are numbers of issues or pull requests of this repository that it names, `links` the
    addresses it leads to: it is tracked there. `is_listed`: it stands in a task list or a table,
    and not merely in a list.
    """

    text: str
    line: int
    owner: str = ""
    logins: tuple[str, ...] = ()
    due: DateNote | None = None
    is_done: bool = False
    issues: tuple[int, ...] = ()
    links: tuple[str, ...] = ()
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class Postmortem:
    """What one postmortem says.

    `path` is its key. `title` is plain text; where the text has none, the file name in words.
    `severity` is as written ("SEV-2"). `impact` and `lessons` are the first words below these
    names, in plain text. `people` are names and logins by which the document knows its people.
    `issues` are the numbers of issues that it refers to without their repository, and
    `qualified_issues` those with it, as `acme/shop#12` in lower case. `is_template` is True for a
    text in which nothing was filled in yet, and for an empty one.
    """

    path: str
    title: str
    title_line: int | None = None
    date: DateNote | None = None
    severity: str = ""
    sections: tuple[PostmortemSection, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    impact: str = ""
    lessons: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    issues: tuple[int, ...] = ()
    qualified_issues: tuple[str, ...] = ()
    is_template: bool = False

    def of_kind(self, kind: SectionKind) -> tuple[PostmortemSection, ...]:
        """The sections of one kind, in their order."""
        return tuple(section for section in self.sections if section.kind == kind)

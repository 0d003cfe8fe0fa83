"""A decision record as a value: everything one document says of itself, whatever its dialect.

Nothing here knows how it is written (`decision_record` reads it) or what other records say
(`record_lineage` compares them). Lines count from 1; what a record does not say is None, "" or ().
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal

from snapshot.citation import Citation
from snapshot.record_status import Status

RelationKind = Literal["supersedes", "superseded_by", "amends", "amended_by"]


@dataclass(frozen=True, slots=True)
class Relation:
    """What a record says about another one: "Superseded by [ADR 32](0032-x.md)".

    `text` is the sentence in plain text; `citations` are the records it names, in order. They may
    be empty: "superseded by a discussion".
    """

    kind: RelationKind
    text: str
    line: int
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and whether anything of the author's own stands below it, before the next heading
    of its level or a higher one. `level` is 1 for the title's.
    """

    title: str
    line: int
    level: int
    is_filled: bool


@dataclass(frozen=True, slots=True)
class DateNote:
    """A date and where it is written; `date` is None when `text` is no date that can be read."""

    text: str
    line: int
    date: datetime.date | None


@dataclass(frozen=True, slots=True)
class Experiment:
    """What a record of type `experiment` promises to find out. `ends` is None when it names none;
    `outcome` is "" until there is one.
    """

    hypothesis: str = ""
    metric: str = ""
    ends: DateNote | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the document that could not be read as meant; `what` and `remedy` are sentences
    of Markdown with foreign text in code spans.
    """

    line: int
    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one record says of itself.

    `path` is its key: numbers repeat. `number` is that of the file name (titles drift), None
    without one. `title` is plain text without its number; where the text has none, the file name in
    words. `status` is None when the record states none; `status_raw` is what it states, without
    markup. `remarks` are the further lines of the status section. `kind` is the record's own `type`
    in lower case ("experiment"), "" without one. `governs` are patterns of the paths it is about,
    as its front matter lists them. `is_template` is True for a text that still is the template,
    whatever the file is called; `is_stub` for one that says next to nothing.
    """

    path: str
    number: int | None
    title: str
    status: Status | None
    status_raw: str = ""
    status_line: int | None = None
    remarks: tuple[str, ...] = ()
    title_line: int | None = None
    date: DateNote | None = None
    deciders: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    sections: tuple[Section, ...] = ()
    revisit_by: DateNote | None = None
    kind: str = ""
    experiment: Experiment | None = None
    governs: tuple[str, ...] = ()
    is_template: bool = False
    is_stub: bool = False
    flaws: tuple[Flaw, ...] = ()

    def related(self, kind: RelationKind) -> tuple[Relation, ...]:
        """Its relations of one kind, in the order they are written."""
        return tuple(relation for relation in self.relations if relation.kind == kind)

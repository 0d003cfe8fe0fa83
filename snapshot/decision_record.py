"""A decision record as a value, whatever dialect it is written in.

Markdown, reStructuredText and AsciiDoc, with or without front matter. Never raises: what a record
does not say is None or "", and what is not understood is `unknown` with its raw text.
"""

from __future__ import annotations

from collections.abc import Sequence

from snapshot.document import Document, read_document
from snapshot.record import Record
from snapshot.record_dating import DATE, REVISIT, date_in, date_note, dated
from snapshot.record_experiment import NAMES as EXPERIMENT_NAMES
from snapshot.record_experiment import experiment
from snapshot.record_labels import Label, labels
from snapshot.record_names import number_in
from snapshot.record_people import people
from snapshot.record_relations import NAMES as RELATION_NAMES
from snapshot.record_relations import relations
from snapshot.record_sections import sections
from snapshot.record_shape import is_stub, is_template
from snapshot.record_status import Status, normal_status, plain
from snapshot.record_titles import NAMES as TITLE_NAMES
from snapshot.record_titles import title_of
from snapshot.status_notations import StatusNote, status_note

DECIDERS = ("deciders", "decider", "decision makers", "decision maker", "decided by", "arbiter")
CONSULTED = ("consulted",)
INFORMED = ("informed",)
KIND = ("type",)
_NAMES = frozenset(
    {*DATE, *DECIDERS, *CONSULTED, *INFORMED, *REVISIT, *KIND}
    | {*RELATION_NAMES, *TITLE_NAMES, *EXPERIMENT_NAMES}
)


def read_record(path: str, text: str, statuses: Sequence[tuple[str, Status]] = ()) -> Record:
    """Read the record at `path`; any text will do. `statuses` are the owner's own words for
    statuses, in lower case, as `RecordFamily.statuses` has them.
    """
    document = read_document(path, text)
    number = number_in(path)
    known = labels(document, _NAMES)
    notes = _status_notes(document)
    title = title_of(document, number, known)
    found = sections(document)
    kind = _kind(document, known)
    return Record(
        path=path,
        number=number,
        title=title.text,
        status=normal_status(notes[0].raw, statuses) if notes else None,
        status_raw=plain(notes[0].raw) if notes else "",
        status_line=notes[0].line if notes else None,
        remarks=notes[-1].remarks if notes else (),
        title_line=title.line,
        date=dated(document, known, notes),
        deciders=people(_values(known, DECIDERS)),
        consulted=people(_values(known, CONSULTED)),
        informed=people(_values(known, INFORMED)),
        relations=relations(document, notes, known),
        sections=found,
        revisit_by=date_in(known, REVISIT),
        kind=kind,
        experiment=experiment(document, known, date_note) if kind == "experiment" else None,
        governs=_governs(document),
        is_template=is_template(document, title.text, found),
        is_stub=is_stub(document),
        flaws=document.front.flaws,
    )


def _status_notes(document: Document) -> list[StatusNote]:
    """The status in the front matter, if it has one, and the first one below it."""
    notes = []
    for entry in document.front.below("status", "adr-status", "decision-status", "state"):
        if entry.value and normal_status(entry.value):
            notes.append(StatusNote(entry.value, entry.line))
            break
    if note := status_note(document.lines, document.front.end):
        notes.append(note)
    return notes


def _values(known: dict[str, Label], names: Sequence[str]) -> tuple[str, ...]:
    return next((known[name].values for name in names if name in known), ())


def _kind(document: Document, known: dict[str, Label]) -> str:
    """The type in the front matter or before the first section; further down it is that of
    something else.
    """
    label = known.get("type")
    sections = [heading.at for heading in document.headings[1:]] or [len(document.lines)]
    if label is None or label.line > sections[0]:
        return ""
    return plain(label.values[0]).strip().lower()


def _governs(document: Document) -> tuple[str, ...]:
    """Patterns in the front matter: a list, or one text with commas between them. `applies-to` is
    used for names of components as well, so there only what looks like a path counts.
    """
    own = [entry.value for entry in document.front.below("governs")]
    others = [entry.value for entry in document.front.below("applies-to")]
    patterns = _parts(own) + [each for each in _parts(others) if "/" in each or "*." in each]
    return tuple(dict.fromkeys(patterns))


def _parts(values: Sequence[str]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]

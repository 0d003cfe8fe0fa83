"""Writes a new record as its folder does, and reads it back before anybody else does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from snapshot.decision_record import read_record
from snapshot.record import Record
from snapshot.record_drafts.draft import Draft, Text
from snapshot.record_drafts.imitation import imitated
from snapshot.record_drafts.plain_text import nygard
from snapshot.record_drafts.succession import superseding
from snapshot.record_drafts.template import asks, filled
from snapshot.record_drafts.title_line import lead_of, numbered
from snapshot.record_status import Status, normal_status
from snapshot.record_titles import cleaned

_MOST_MODELS = 5


@dataclass(frozen=True, slots=True)
class Composed:
    """`like` is the path of the template or record that gave the form, "" for none; `is_template`
    tells which of the two.
    """

    text: str
    like: str = ""
    is_template: bool = False


def compose(
    draft: Draft,
    templates: Sequence[Text],
    newest: Sequence[Text],
    statuses: Sequence[tuple[str, Status]] = (),
) -> Composed:
    """The text of `draft`: by the first of `templates`, else like the first of `newest`, that leads
    to a text which reads as it should; else in Nygard's form.

    `newest` are records of the folder, the newest first. `statuses` are the owner's own words.
    """
    for made in _forms(draft, templates, newest):
        text = (
            superseding(draft.path, made.text, draft.supersedes) if draft.supersedes else made.text
        )
        if _says(read_record(draft.path, text, statuses), draft, statuses):
            return Composed(text, made.like, made.is_template)
    text = nygard(draft)
    return Composed(superseding(draft.path, text, draft.supersedes) if draft.supersedes else text)


def _forms(draft: Draft, templates: Sequence[Text], newest: Sequence[Text]) -> Iterator[Composed]:
    example = _example_date(newest)
    lead = numbered(lead_of(newest[0].path, newest[0].text), draft.path) if newest else None
    for template in filter(asks, templates):
        yield Composed(filled(draft, template, lead, example), template.path, is_template=True)
    for model in newest[:_MOST_MODELS]:
        others = [each for each in newest if each is not model][:_MOST_MODELS]
        text = imitated(draft, model, others)
        if text is not None:
            yield Composed(text, model.path)


def _says(record: Record, draft: Draft, statuses: Sequence[tuple[str, Status]]) -> bool:
    """True when `record` reads as `draft` means it, and promises nothing else."""
    return (
        record.title == cleaned(draft.title, record.number)
        and record.status == normal_status(draft.status, statuses)
        and (record.date is None or record.date.date == draft.day)
        and len(record.related("supersedes")) == len(draft.supersedes)
        and all(relation.citations for relation in record.related("supersedes"))
        and not record.related("superseded_by")
        and not record.flaws
    )


def _example_date(newest: Sequence[Text]) -> str:
    for each in newest[:_MOST_MODELS]:
        note = read_record(each.path, each.text).date
        if note and note.date:
            return note.text
    return ""

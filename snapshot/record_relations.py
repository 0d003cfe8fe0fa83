"""What a record says about other records: supersedes, superseded by, amends, amended by.

Said in front matter, in the status and the further lines of its section, in labels, rows and
headings of their own, and in sentences about "this ADR" that name another record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from snapshot.document import Document
from snapshot.record import Relation, RelationKind
from snapshot.record_labels import Label
from snapshot.record_links import named_records
from snapshot.record_status import plain
from snapshot.status_notations import StatusNote

LONGEST_SENTENCE = 500
MOST_RELATIONS = 100

_KINDS: dict[str, RelationKind] = {
    **dict.fromkeys(("supersedes", "replaces", "obsoletes", "supercedes"), "supersedes"),
    **dict.fromkeys(
        ("superseded by", "superceded by", "replaced by", "obsoleted by"), "superseded_by"
    ),
    **dict.fromkeys(("amends",), "amends"),
    **dict.fromkeys(("amended by",), "amended_by"),
}
NAMES = tuple(_KINDS)
"""The labels that say a relation."""

_BY = r"\bby\b"
_PARTLY = r"(?P<partly>\b(?:part(?:ly|ially)|in part)\s+)?"
_VERB = re.compile(
    rf"{_PARTLY}\b(?:"
    rf"(?P<superseded_by>(?:supersede[ds]?|supercede[ds]?|replaced|obsoleted)\s+(?:\([^()]{{0,80}}\)\s+)?{_BY})"
    rf"|(?P<supersedes>supersed(?:es|ing)|superced(?:es|ing)|replaces|obsoletes)\b"
    rf"|(?P<amended_by>amended\s+{_BY})"
    rf"|(?P<amends>amends)\b)",
    re.IGNORECASE,
)
_HINT = re.compile(r"supersede|supercede|replace|obsolete|amend", re.IGNORECASE)
_ABOUT_THIS = re.compile(
    r"(?:^|[.!;]\s+)[\s>*_`~#!\[\]A-Z:-]{0,20}(?:this\s+(?:(?:architectur\w{1,5}\s+)?decision(?:\s+record)?|adr|record|"
    r"proposal|document|oep|rfc)\s+)?(?:(?:has|is|was|been|now|also|fully|completely|partially|partly)\s+){0,4}$",
    re.IGNORECASE,
)
_CHOICES = re.compile(r"\{[^{}\n]*\|[^{}\n]*\}")
_NOTHING = re.compile(r"(?:n/?a|none|no|nothing|tbd|todo|[-–—.…]+)?\.?", re.IGNORECASE)
_PARTIAL: dict[RelationKind, RelationKind] = {"superseded_by": "amended_by", "supersedes": "amends"}


def relations(
    document: Document, notes: Iterable[StatusNote], labels: dict[str, Label]
) -> tuple[Relation, ...]:
    """All relations in the order of their lines, each once."""
    found = [
        *_in_labels(labels),
        *(relation for note in notes for relation in _in_status(note)),
        *_in_sentences(document),
    ]
    unique: dict[tuple[RelationKind, object], Relation] = {}
    for relation in found:
        unique.setdefault((relation.kind, relation.citations or relation.line), relation)
    return tuple(sorted(unique.values(), key=lambda each: each.line))[:MOST_RELATIONS]


def _in_labels(labels: dict[str, Label]) -> Iterator[Relation]:
    for name, kind in _KINDS.items():
        if label := labels.get(name):
            for offset, value in enumerate(label.values):
                if _says_something(value):
                    yield _relation(kind, value, label.line + offset, bare_numbers=True)


def _says_something(value: str) -> bool:
    text = plain(re.sub(r"\{[^{}]*\}|<!--.*", "", value)).strip()
    return _NOTHING.fullmatch(text) is None


def _in_status(note: StatusNote) -> Iterator[Relation]:
    for line, text in ((note.line, note.raw), *note.more):
        yield from _in_sentence(text, line, is_own=True)


def _in_sentences(document: Document) -> Iterator[Relation]:
    """Sentences such as "This ADR is superseded by ADR 7" anywhere in the document."""
    for at in range(document.front.end, len(document.lines)):
        line = document.lines[at]
        if _HINT.search(line):
            yield from _in_sentence(line, at + 1, is_own=False)


def _in_sentence(text: str, line: int, *, is_own: bool) -> Iterator[Relation]:
    """The relations in one line; outside of the status it has to be about this record, and to name
    another.
    """
    text = _CHOICES.sub(" ", text[:LONGEST_SENTENCE])
    verbs = list(_VERB.finditer(text))
    for verb, following in zip_longest(verbs, verbs[1:]):
        if not is_own and not _ABOUT_THIS.search(text[: verb.start()]):
            continue
        kind: RelationKind = next(
            each for each in ("superseded_by", "supersedes", "amended_by", "amends") if verb[each]
        )
        if verb["partly"]:
            kind = _PARTIAL.get(kind, kind)
        objects = text[verb.end() : following.start() if following else None]
        relation = _relation(kind, objects, line, bare_numbers=is_own, said=text[verb.start() :])
        if relation.citations or (is_own and _says_something(objects.strip(" :"))):
            yield relation


def _relation(
    kind: RelationKind, objects: str, line: int, *, bare_numbers: bool, said: str = ""
) -> Relation:
    cited = named_records(objects[:LONGEST_SENTENCE], bare_numbers=bare_numbers)
    return Relation(kind, plain(said or objects), line, cited)

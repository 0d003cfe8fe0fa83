"""What a record says about other records: supersedes, superseded by, amends, amended by.

Said in front matter, in the status and the further lines of its section, in labels, rows and
headings of their own, and in sentences about "this ADR" that name another record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from snapshot.document import Document
from snapshot.record import Relation, RelationKind
from snapshot.record_labels import Label
from snapshot.relation_sentences import HINTS, announced, in_sentence, relation, says_something
from snapshot.status_notations import StatusNote

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

_VERBS: dict[RelationKind, str] = {
    "supersedes": "Supersedes",
    "superseded_by": "Superseded by",
    "amends": "Amends",
    "amended_by": "Amended by",
}
_ITEM = re.compile(r"[-*+]\s")


def relations(
    document: Document, notes: Iterable[StatusNote], labels: dict[str, Label]
) -> tuple[Relation, ...]:
    """All relations in the order of their lines, each once."""
    found = [
        *_in_labels(labels),
        *(each for note in notes for each in _in_status(note)),
        *_in_sentences(document),
    ]
    unique: dict[tuple[RelationKind, object], Relation] = {}
    lines: dict[tuple[int, object], RelationKind] = {}
    for each in found:
        # one line read twice, as a label and as a sentence, says one thing
        kind = lines.setdefault((each.line, each.citations), each.kind)
        if kind == each.kind:
            unique.setdefault((each.kind, each.citations or each.line), each)
    return tuple(sorted(unique.values(), key=lambda each: each.line))[:MOST_RELATIONS]


def _in_labels(labels: dict[str, Label]) -> Iterator[Relation]:
    """Each value is read as the sentence that its label begins, for it may say "only a part"."""
    for name, kind in _KINDS.items():
        if label := labels.get(name):
            for position, value in enumerate(label.values):
                if says_something(value):
                    yield _labelled(kind, value, label.line_of(position))


def _labelled(kind: RelationKind, value: str, line: int) -> Relation:
    said = in_sentence(f"{_VERBS[kind]}: {value}", line, is_own=True)
    first = next(said, None)
    own = relation(kind, value, line, bare_numbers=True)
    return Relation(first.kind, own.text, line, own.citations) if first else own


def _in_status(note: StatusNote) -> Iterator[Relation]:
    """What the status and the further lines of its section say; "Supersedes:" goes for the list
    below it.
    """
    kind: RelationKind | None = None
    for line, text in ((note.line, note.raw), *note.more):
        said = list(in_sentence(text, line, is_own=True))
        yield from said
        if kind and not said and _ITEM.match(text):
            listed = relation(kind, text, line, bare_numbers=False)
            if listed.citations:
                yield listed
        elif not _ITEM.match(text):
            kind = announced(text)


def _in_sentences(document: Document) -> Iterator[Relation]:
    """Sentences such as "This ADR is superseded by ADR 7" anywhere in the document."""
    whole = "\n".join(document.lines).lower()
    hints = [hint for hint in HINTS if hint in whole]
    if not hints:
        return
    for at in range(document.front.end, len(document.lines)):
        line = document.lines[at]
        lowered = line.lower()
        if any(hint in lowered for hint in hints):
            above = document.lines[at - 1] if at > document.front.end else ""
            yield from in_sentence(line, at + 1, is_own=False, above=above)

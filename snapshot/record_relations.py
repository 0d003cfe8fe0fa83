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

_VERB = re.compile(
    r"(?P<partly>\b(?:part(?:ly|ially)|in part)\s+)?\b(?:"
    r"(?P<superseded_by>(?:supersede[ds]?|supercede[ds]?|replaced|obsoleted|deprecated):?\s+"
    r"(?:\([^()]{0,80}\)\s+|(?:on\s+)?[\d./-]{6,12}\s+)?(?:by|with|in favou?r of)\b)"
    r"|(?P<supersedes>supersed(?:es|ing)|superced(?:es|ing)|replaces|obsoletes)\b"
    r"|(?P<amended_by>amended\s+by\b)"
    r"|(?P<amends>amends)\b)"
    r"(?P<some>\s+(?:some|parts?|portions?|sections?|certain|several|one of)\b)?",
    re.IGNORECASE,
)
_HINTS = (
    *("supersed", "superced", "replaced", "replaces", "obsolete", "amended", "amends"),
    *("deprecated by", "deprecated in fav"),
)
_SUBJECT = re.compile(
    r"\bthis\s+(?:(?:architectur\w{1,5}\s+)?decision(?:\s+record)?|adr|record|proposal|document|oep"
    r"|rfc)\s+(?:(?:has|is|was|been|now|also|fully|completely)\s+){0,4}$",
    re.IGNORECASE,
)
_START = re.compile(r"(?:^|[.!;]\s+)[\s>*_`~#!\[\]():+-]{0,20}$")
_CHOICES = re.compile(r"\{[^{}\n]*\|[^{}\n]*\}")
_NOTHING = re.compile(r"(?:n/?a|none|no|nothing|tbd|todo|[-–—.…]+)?\.?", re.IGNORECASE)
_ITEM = re.compile(r"[-*+]\s")
_EACH: tuple[RelationKind, ...] = ("superseded_by", "supersedes", "amended_by", "amends")
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
    """What the status and the further lines of its section say; "Supersedes:" goes for the list
    below it.
    """
    above: RelationKind | None = None
    for line, text in ((note.line, note.raw), *note.more):
        said = list(_in_sentence(text, line, is_own=True))
        yield from said
        if above and not said and _ITEM.match(text):
            listed = _relation(above, text, line, bare_numbers=False)
            if listed.citations:
                yield listed
        elif not _ITEM.match(text):
            above = _announced(text)


def _announced(text: str) -> RelationKind | None:
    """The kind of the relations in the list that `text` announces."""
    verb = _VERB.search(text)
    if verb and not plain(text[verb.end() :]).strip(" :"):
        return _kind(verb)
    return None


def _in_sentences(document: Document) -> Iterator[Relation]:
    """Sentences such as "This ADR is superseded by ADR 7" anywhere in the document."""
    whole = "\n".join(document.lines).lower()
    hints = [hint for hint in _HINTS if hint in whole]
    if not hints:
        return
    for at in range(document.front.end, len(document.lines)):
        line = document.lines[at]
        lowered = line.lower()
        if any(hint in lowered for hint in hints):
            yield from _in_sentence(line, at + 1, is_own=False)


def _in_sentence(text: str, line: int, *, is_own: bool) -> Iterator[Relation]:
    """The relations in one line; outside of the status it has to be about this record, and to name
    another.
    """
    text = _CHOICES.sub(" ", text[:LONGEST_SENTENCE])
    verbs = list(_VERB.finditer(text))
    for verb, following in zip_longest(verbs, verbs[1:]):
        if not is_own and not _is_about_this(text, verb):
            continue
        kind = _kind(verb)
        objects = text[verb.end() : following.start() if following else None]
        relation = _relation(kind, objects, line, bare_numbers=is_own, said=text[verb.start() :])
        if relation.citations or (is_own and _says_something(objects.strip(" :"))):
            yield relation


def _kind(verb: re.Match[str]) -> RelationKind:
    kind = next(each for each in _EACH if verb[each])
    return _PARTIAL.get(kind, kind) if verb["partly"] or verb["some"] else kind


def _is_about_this(text: str, verb: re.Match[str]) -> bool:
    """True for "This ADR is superseded by …", for a sentence that begins with the verb, and for
    "The new way supersedes …", unless another record is what supersedes.
    """
    before = text[: verb.start()]
    if _SUBJECT.search(before):
        return True
    if verb["supersedes"] and verb[0].lower().startswith("super"):
        return not named_records(before)
    return verb[0].lstrip()[:1].isupper() and _START.search(before) is not None


def _relation(
    kind: RelationKind, objects: str, line: int, *, bare_numbers: bool, said: str = ""
) -> Relation:
    cited = named_records(objects[:LONGEST_SENTENCE], bare_numbers=bare_numbers)
    return Relation(kind, plain(said or objects), line, cited)

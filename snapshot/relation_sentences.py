"""One sentence about how a record relates to others: "Superseded by ADR 7", "Amends ADR 3".

What holds for a part of the other record only is an amendment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from snapshot.record import Relation, RelationKind
from snapshot.record_links import named_records
from snapshot.record_status import plain

LONGEST_SENTENCE = 500
HINTS = (
    *("supersed", "superced", "replaced", "replaces", "obsolete", "amended", "amends"),
    *("deprecated by", "deprecated in fav", "invalidated by"),
)
"""Beginnings of words, one of which is in every such sentence, in lower case."""

_EACH: tuple[RelationKind, ...] = ("superseded_by", "supersedes", "amended_by", "amends")
_PARTIAL: dict[RelationKind, RelationKind] = {"superseded_by": "amended_by", "supersedes": "amends"}
_VERB = re.compile(
    r"(?P<partly>\b(?:part(?:ly|ially)|in part)\s+)?\b(?:"
    r"(?P<superseded_by>(?:supersede[ds]?|supercede[ds]?|replaced|obsoleted|deprecated|invalidated):?\s+"
    r"(?:\([^()]{0,80}\)\s+|(?:on\s+)?[\d./-]{6,12}\s+)?(?:by|with|in favou?r of)\b)"
    r"|(?P<supersedes>supersed(?:es|ing)|superced(?:es|ing)|replaces|obsoletes)\b"
    r"|(?P<amended_by>amended\s+by\b)"
    r"|(?P<amends>amends)\b)"
    r"(?P<some>\s+(?:some|parts?|portions?|sections?|certain|several|one of)\b)?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"\bthis\s+(?:(?:architectur\w{1,5}\s+)?decision(?:\s+record)?|adr|record|proposal|document|oep"
    r"|rfc)\s+(?:(?:has|is|was|been|now|also|fully|completely)\s+){0,4}$",
    re.IGNORECASE,
)
_START = re.compile(r"(?:^|[.!;]\s+)[\s>*_`~#!\[\]():+-]{0,20}$")
_CHOICES = re.compile(r"\{[^{}\n]*\|[^{}\n]*\}")
_NOTHING = re.compile(r"(?:(?:n/?a|none|no|nothing|tbd|todo)\b.*|[-–—.…]*)", re.IGNORECASE)
_FIRST_RECORD = re.compile(
    r"\[|`|:doc:|xref:|<<|https?:|\d|\b(?:adr|oep|rfc|rfd)s?\b", re.IGNORECASE
)
_FILLING = re.compile(
    r"(?:[\W_]|\b(?:the|this|that|those|our|my|decisions?|records?|adrs?|made|described|descriptions?|of"
    r"|in|by|from|previous|earlier|former|old|older|original|both|also|and|what|number|no)\b)*",
    re.IGNORECASE,
)
_PART_ONLY = re.compile(
    r"\b(?:only|partly|partially|in part|(?:parts?|some|aspects?|sections?) of)\b", re.IGNORECASE
)


def in_sentence(text: str, line: int, *, is_own: bool, above: str = "") -> Iterator[Relation]:
    """The relations in one line of a record.

    `is_own` is True where a record speaks of itself (its status); elsewhere the sentence has to be
    about this record and to name another. `above` is the line before, if of the same paragraph.
    """
    text = _CHOICES.sub(" ", text[:LONGEST_SENTENCE])
    verbs = list(_VERB.finditer(text))
    for verb, following in zip_longest(verbs, verbs[1:]):
        objects = text[verb.end() : following.start() if following else None]
        if not is_own and not _is_about_this(text, verb, objects, above):
            continue
        kind = _kind(verb, objects)
        found = relation(kind, objects, line, bare_numbers=is_own, said=text[verb.start() :])
        if says_something(objects.strip(" :*_")) and (found.citations or is_own):
            yield found


def announced(text: str) -> RelationKind | None:
    """The kind of the relations in the list that `text` ("Supersedes:") announces."""
    verb = _VERB.search(text)
    if verb and not plain(text[verb.end() :]).strip(" :"):
        return _kind(verb, "")
    return None


def relation(
    kind: RelationKind, objects: str, line: int, *, bare_numbers: bool, said: str = ""
) -> Relation:
    """The relation to what `objects` names; `said` is the sentence if it is more than that."""
    cited = named_records(objects[:LONGEST_SENTENCE], bare_numbers=bare_numbers)
    return Relation(kind, plain(said or objects), line, cited)


def says_something(value: str) -> bool:
    """False for "", "N/A", "none (extends ADR 3)" and what templates leave in braces."""
    text = plain(re.sub(r"\{[^{}]*\}|<!--.*", "", value)).strip()
    return _NOTHING.fullmatch(text) is None


def _kind(verb: re.Match[str], objects: str) -> RelationKind:
    kind = next(each for each in _EACH if verb[each])
    is_part = verb["partly"] or verb["some"] or _PART_ONLY.search(objects)
    if is_part or (kind == "supersedes" and not _is_of_the_whole(objects)):
        return _PARTIAL.get(kind, kind)
    return kind


def _is_of_the_whole(objects: str) -> bool:
    """False for "the K2.6 choice in ADR 3"; True for "ADR 3" and "the decisions made in ADR 3", and
    for what follows a colon, which may be a title.
    """
    if objects.lstrip("*_ ").startswith(":"):
        return True
    record = _FIRST_RECORD.search(objects)
    return record is None or _FILLING.fullmatch(objects[: record.start()]) is not None


def _is_about_this(text: str, verb: re.Match[str], objects: str, above: str) -> bool:
    """True for "This ADR is superseded by …", for a sentence that begins with the verb, and for
    "The new way supersedes [that](…)", unless another record is what supersedes.
    """
    before = text[: verb.start()]
    if _SUBJECT.search(before):
        return True
    if verb[0].lstrip()[:1].isupper() and _START.search(before):
        return True
    is_general = verb["supersedes"] and verb[0].lower().startswith("super")
    return bool(is_general and "](" in objects and not named_records(f"{above} {before}"))

"""A family of records: documents of one sort that a repository keeps in folders of their own.

Decision records are the family every repository has; RFCs, postmortems and others are the same
mechanism with other folders, sections and words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from snapshot.record_status import Status

USUAL_FOLDERS = (
    "docs/adr",
    "docs/adrs",
    "docs/decisions",
    "docs/architecture/decisions",
    "doc/adr",
    "doc/architecture/decisions",
    "adr",
)
"""Where the common tools keep decision records."""


@dataclass(frozen=True, slots=True)
class RecordFamily:
    """What the policy says about one sort of documents.

    `folders` are repository folders without leading or trailing slash. `prefixes` are the words
    before a number by which people cite its records ("ADR", "ODH-ADR-MS", "OEP"); "RFC" and "PEP"
    mean the project's own only where they are listed. `scope` are patterns of the paths its
    decisions are about; empty: the whole repository, or for a folder inside a package that package.
    `required_sections` are headings that must be filled, each with its accepted synonyms.
    `statuses` maps words of the owner's, in lower case, to the normal form. `governs` maps a
    record's path or id to patterns of the paths it is about. `decides` is False for documents that
    record no decision (postmortems): citing one does not justify an architectural change.
    `needs_status` and `needs_number` say what each record has to have.
    """

    name: str = "adr"
    folders: tuple[str, ...] = USUAL_FOLDERS
    prefixes: tuple[str, ...] = ("ADR",)
    scope: tuple[str, ...] = ()
    required_sections: tuple[tuple[str, ...], ...] = ()
    statuses: tuple[tuple[str, Status], ...] = ()
    governs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decides: bool = True
    needs_status: bool = True
    needs_number: bool = False


ADR = RecordFamily()
"""Decision records as every repository has them unless its policy says otherwise."""


def family_of(path: str, families: Iterable[RecordFamily]) -> RecordFamily | None:
    """The family in whose folder `path` lies, the innermost folder wins; None outside of all."""
    best: tuple[int, RecordFamily] | None = None
    for family in families:
        for folder in family.folders:
            inside = folder == "." or path.startswith(f"{folder}/")
            if inside and (best is None or len(folder) > best[0]):
                best = (len(folder), family)
    return best[1] if best else None

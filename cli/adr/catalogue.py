"""The records of a clone with what they say of each other, ready for any format."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from cli.adr.reading import Reading
from snapshot.record import Record
from snapshot.record_lineage import Lineage
from snapshot.record_names import is_record_path
from snapshot.record_status import Status


@dataclass(frozen=True, slots=True)
class Catalogued:
    """A record; `supersedes` and `superseded_by` are paths and join what either side says.
    `unresolved` are relations as written that lead to no record here.
    """

    record: Record
    supersedes: tuple[str, ...]
    superseded_by: tuple[str, ...]
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`records` are sorted by path, without READMEs and templates; `unread` are paths of records
    that are no text.
    """

    reading: Reading
    records: tuple[Catalogued, ...]
    unread: tuple[str, ...]

    def count(self) -> Counter[Status | None]:
        """How many records have each status, None for those that state none."""
        return Counter(each.record.status for each in self.records)


def catalogue(reading: Reading) -> Catalogue:
    """All records of `reading`."""
    read = reading.records
    lineage = Lineage.of(read.files, read.families, read.repository)
    dangling: dict[str, list[str]] = {}
    for each in lineage.dangling():
        dangling.setdefault(each.path, []).append(each.text)
    return Catalogue(
        reading,
        tuple(
            Catalogued(
                file.record,
                lineage.supersedes(file.path),
                lineage.superseded_by(file.path),
                tuple(dangling.get(file.path, ())),
            )
            for file in read.files
            if file.record is not None and not file.record.is_template
        ),
        tuple(f.path for f in read.files if f.record is None and is_record_path(f.path)),
    )

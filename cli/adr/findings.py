"""What the rules say about the records of a clone, ready for any format."""

from __future__ import annotations

from dataclasses import dataclass

from checks.parts.decision_records.finding import RecordFinding, Severity
from checks.parts.decision_records.rules import record_findings
from cli.adr.reading import Reading
from snapshot.record_lineage import Lineage
from snapshot.record_names import is_record_path


@dataclass(frozen=True, slots=True)
class Linted:
    """`findings` are sorted by path and line; `records` is how many records were looked at."""

    reading: Reading
    findings: tuple[RecordFinding, ...]
    records: int

    def count(self, severity: Severity) -> int:
        return sum(finding.severity == severity for finding in self.findings)


def lint(reading: Reading) -> Linted:
    """Apply all rules that a clone can answer to all records of `reading`."""
    read = reading.records
    lineage = Lineage.of(read.files, read.families, read.repository)
    return Linted(
        reading,
        record_findings(read.files, read.families, lineage),
        sum(is_record_path(file.path) for file in read.files),
    )

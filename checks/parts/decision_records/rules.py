"""Decision records: all rules about the records of a repository at one commit.

The check `decision_records` shows what a pull request is responsible for; `plumbline adr lint`
shows everything. Each finding carries its rule's id (`record_finding.RULES`) and a severity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from checks.engine.words import code, code_path
from checks.parts.decision_records.company import companion, does_without_status, is_companion
from checks.parts.decision_records.content import content_findings
from checks.parts.decision_records.finding import RecordFinding
from checks.parts.decision_records.naming import fitting_path
from checks.parts.decision_records.numbers import Clash, first_clashes, home_of, name_within_home
from checks.parts.decision_records.relations import relation_findings
from snapshot.facts import RecordFile
from snapshot.record_family import RecordFamily, family_of
from snapshot.record_lineage import Lineage
from snapshot.record_names import is_record_path


def record_findings(
    files: Sequence[RecordFile],
    families: Sequence[RecordFamily],
    lineage: Lineage,
    paths: Collection[str] | None = None,
    clashes: Mapping[str, Clash] | None = None,
) -> tuple[RecordFinding, ...]:
    """What is to be said about the records among `files`, sorted by path, line and rule.

    `lineage` is that of the same files. The rules about single records and their names look at
    `paths` only, at all of them when None; those about records among each other look at all,
    because a change to one record shows in others. `clashes` are the numbers that are taken, by
    path; worked out from `files` when None. Pure, never raises.
    """
    records = {file.path: file for file in files if is_record_path(file.path)}
    looked_at = records.keys() if paths is None else records.keys() & set(paths)
    if clashes is None:
        found = first_clashes((), [(1, tuple(records))])
        clashes = {path: clash for (_, path), clash in found.items() if path in looked_at}
    findings = [
        *(f for path in looked_at for f in _alone(records[path], records, families, clashes)),
        *(number_taken(clash) for clash in clashes.values()),
        *relation_findings(
            {path: file.record for path, file in records.items() if file.record},
            lineage,
            looked_at,
        ),
    ]
    return tuple(sorted(findings, key=lambda f: (f.path, f.line, f.rule, f.about)))


def _alone(
    file: RecordFile,
    files: Mapping[str, RecordFile],
    families: Sequence[RecordFamily],
    clashes: Mapping[str, Clash],
) -> Iterator[RecordFinding]:
    """The findings about one file and its name."""
    family = family_of(file.path, families)
    if family is None:
        return
    if is_companion(file, files, family):
        yield companion(file.path)
        return
    for finding in content_findings(file, family):
        if finding.rule == "status-missing" and does_without_status(file, files):
            finding = replace(finding, severity="note")
        yield finding
    if file.path not in clashes:
        yield from _misnamed(file.path, files)


def number_taken(clash: Clash) -> RecordFinding:
    """The finding for a number that another record of the same folder has."""
    return RecordFinding(
        "number-taken",
        "error",
        clash.path,
        1,
        f"{code_path(clash.path)} has the number of {code_path(clash.holder)}.",
        f"Take the next free number: name it {code(name_within_home(clash.free_path))}, and "
        "change the number in its title where it has one.",
        about=(clash.holder,),
    )


def _misnamed(path: str, records: Mapping[str, RecordFile]) -> Iterator[RecordFinding]:
    fitting = fitting_path(path, tuple(records))
    home = code(home_of(path) or ".")
    if fitting != path:
        yield RecordFinding(
            "file-name",
            "warning",
            path,
            1,
            f"{code_path(path)} is not named as the other records in {home}.",
            f"Name it {code(name_within_home(fitting))}; it is then sorted and found beside them.",
            about=(fitting,),
        )

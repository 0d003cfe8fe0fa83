"""Records and references as JSON for other programs.

The shapes are stable: keys are added, never renamed or removed.

    adr list --json
        folders     where records were looked for and found, sorted
        how         given | policy | found (by themselves)
        repository  OWNER/NAME, or only a name where git knows no owner
        branch, commit  what was read
        records     sorted by path: {path, number (null without one), title,
                    status (proposed | accepted | rejected | deprecated | superseded; unknown when
                    it is not understood; null when the record states none),
                    status_raw ("" when none), date (year-month-day or null), date_raw,
                    supersedes, superseded_by (paths), unresolved (relations as written that lead
                    to no record), family, kind ("" or, for example, experiment)}
        unread      paths of records that are no text
    adr refs --json
        refs        paths of the records that the text cites
        external    addresses of records in other repositories, as written
        mention_only  true when it speaks of decisions and nothing says which
        waived      [{path, reason}] of those in refs that it says it departs from
        unresolved  citations, as written, that name no record here
        ambiguous   [{text, paths}] of citations that fit several records
        folders     as above
    adr lint --format json
        result      clean | findings (warnings and notes only) | errors
        records     how many were looked at
        findings    [{rule, severity (error | warning | note), path, line, title, what and remedy
                    (Markdown), about (other paths or words it is about)}] by path and line
        folders, how, repository, branch, commit  as above
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from cli.adr.catalogue import Catalogue, Catalogued
from cli.adr.findings import Linted
from cli.adr.reading import Reading
from snapshot.record_family import RecordFamily, family_of
from snapshot.text_references import References


def listed(catalogue: Catalogue) -> str:
    """The records as indented JSON in ASCII (so no terminal obeys what they contain)."""
    read = catalogue.reading.records
    return _text(
        {
            **_origin(catalogue.reading),
            "records": [_record(each, read.families) for each in catalogue.records],
            "unread": catalogue.unread,
        }
    )


def _origin(reading: Reading) -> Mapping[str, object]:
    read = reading.records
    return {
        "folders": read.folders,
        "how": reading.how,
        "repository": read.repository.full_name,
        "branch": read.branch,
        "commit": read.commit_oid,
    }


def _record(each: Catalogued, families: tuple[RecordFamily, ...]) -> Mapping[str, object]:
    record = each.record
    day = record.date.date if record.date else None
    family = family_of(record.path, families)
    return {
        "path": record.path,
        "number": record.number,
        "title": record.title,
        "status": record.status,
        "status_raw": record.status_raw,
        "date": day.isoformat() if day else None,
        "date_raw": record.date.text if record.date else "",
        "supersedes": each.supersedes,
        "superseded_by": each.superseded_by,
        "unresolved": each.unresolved,
        "family": family.name if family else "",
        "kind": record.kind,
    }


def _text(content: Mapping[str, object]) -> str:
    return json.dumps(content, indent=2)


def linted(found: Linted) -> str:
    """What the rules say, in the same form."""
    result = "errors" if found.count("error") else "findings" if found.findings else "clean"
    return _text(
        {
            "result": result,
            "records": found.records,
            "findings": [{**asdict(each), "title": each.title} for each in found.findings],
            **_origin(found.reading),
        }
    )


def referred(references: References, folders: Sequence[str]) -> str:
    """What a text refers to, in the same form."""
    return _text(
        {
            "refs": references.refs,
            "external": references.external,
            "mention_only": references.mention_only,
            "waived": [{"path": each.path, "reason": each.reason} for each in references.waived],
            "unresolved": references.unresolved,
            "ambiguous": [{"text": a.text, "paths": a.paths} for a in references.ambiguous],
            "folders": folders,
        }
    )

"""The log for programs and for files: JSON, and a Markdown document."""

from __future__ import annotations

import json

from checks.engine.words import code_path
from decisions.log import DecisionLog, LogEntry
from decisions.sections import counted, sections_of
from decisions.tables import Places, log_table


def as_json(log: DecisionLog) -> str:
    """The log as a JSON object, indented, with a line break at its end.

    `repository` (owner/name), `branch`, `commit`, `folders`, `unread` (paths), and `records`: a
    list of objects with `path`, `family`, `number`, `title`, `kind`, `status` (normal form or
    null), `status_raw`, `date` (ISO or null), `date_raw`, `deciders`, `revisit_by` (ISO or null),
    `supersedes` and `superseded_by` (paths), `implemented_by` and `waived_by` (numbers of pull
    requests), `url` (null in a clone without a known remote).
    """
    places = Places.of(log)
    content = {
        "repository": log.repository.full_name,
        "branch": log.branch,
        "commit": log.commit_oid,
        "folders": list(log.folders),
        "records": [_record(entry, places) for entry in log.entries],
        "unread": list(log.unread),
    }
    return json.dumps(content, indent=2) + "\n"


def as_markdown(log: DecisionLog) -> str:
    """The log as a Markdown document.

    Links lead to the default branch on the web; where the repository's address is not known, to the
    file from the root of the repository, as GitHub resolves them.
    """
    blocks = ["# Decision log", counted(log.entries)]
    places = Places.of(log)
    for section in sections_of(log.entries):
        blocks += [f"## {section.title}", log_table(section.entries, places)]
    if log.unread:
        blocks += ["## Not readable", "\n".join(f"- {code_path(path)}" for path in log.unread)]
    return "\n\n".join(blocks) + "\n"


def _record(entry: LogEntry, places: Places) -> dict[str, object]:
    record = entry.record
    return {
        "path": record.path,
        "family": entry.family,
        "number": record.number,
        "title": record.title,
        "kind": record.kind,
        "status": record.status,
        "status_raw": record.status_raw,
        "date": _iso(record.date and record.date.date),
        "date_raw": record.date.text if record.date else "",
        "deciders": list(record.deciders),
        "revisit_by": _iso(record.revisit_by and record.revisit_by.date),
        "supersedes": list(entry.supersedes),
        "superseded_by": list(entry.superseded_by),
        "implemented_by": list(entry.implemented_by),
        "waived_by": list(entry.waived_by),
        "url": places.file_url(record.path) if places.url else None,
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None

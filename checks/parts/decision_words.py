"""ADR link: what it says."""

from __future__ import annotations

from collections.abc import Sequence
from posixpath import dirname
from urllib.parse import quote

from checks.engine.verdict import Finding
from checks.engine.words import bullets, code, code_path, listing, plural
from checks.parts.cited_records import Decisions
from checks.parts.record_offer import offer
from snapshot.decision_record import read_record
from snapshot.diff import added_lines
from snapshot.facts import Snapshot
from snapshot.record import Record
from snapshot.record_names import is_named_as_record, is_record_path

_MOST_NAMED = 3


def headline(found: Decisions) -> str:
    """The verdict in one line."""
    done = []
    if found.cited:
        done.append(f"cites {plural(len(found.cited), 'decision record')}")
    if found.added:
        done.append(f"adds {plural(len(found.added), 'decision record')}")
    if done:
        return " and ".join(done).capitalize()
    return "No decision record is cited for an architectural change"


def record_missing(snapshot: Snapshot, found: Decisions, folders: Sequence[str]) -> Finding:
    """The finding for an architectural change that neither cites nor adds a record."""
    offered = offer(snapshot, found.known, folders)
    if not found.known:
        looked = listing([code(folder) for folder in folders], len(folders), "or")
        return Finding(
            what=f"No decision record was found in {looked}." + _elsewhere(snapshot),
            remedy="Where records are kept elsewhere, name their folder in the policy under "
            f"{code('records.adr.folders')}. Otherwise the decision behind this change could "
            "be the first: add a page with its context, the decision and the consequences to this "
            f"pull request as {offered.shown}.",
        )
    known = len(found.known)
    one_of = f"one of the {known:,} decision records" if known > 1 else "the one decision record"
    homes = sorted({dirname(path) for path in found.known})
    where = listing([code(home) for home in homes], _MOST_NAMED)
    return Finding(
        what=f"Neither title nor description nor any commit message cites {one_of} in {where}."
        + _hint(found),
        remedy="Name the record behind this change in the description, by number (`ADR-12`), file "
        f"name or path; or add one to this pull request: {offered.shown} "
        + ("has the next free number." if offered.is_numbered else "follows the names there."),
    )


def deeds(snapshot: Snapshot, found: Decisions) -> str:
    """Sentences that name the records the pull request cites or adds: with links, and with title
    and status where their text was read.
    """
    told = []
    for verb, paths in (("cites", found.cited), ("adds", found.added)):
        if paths:
            named = listing([_named(snapshot, path) for path in paths], _MOST_NAMED)
            told.append(f"It {verb} {named}.")
    return " ".join(told)


def evidence(found: Decisions) -> str:
    """Citations that lead nowhere."""
    return bullets([f"{code(text)} names no record that exists here." for text in found.unresolved])


def _hint(found: Decisions) -> str:
    """What comes close to a citation."""
    if found.unresolved:
        names = listing([code(text) for text in found.unresolved], _MOST_NAMED, "or")
        return f" No record answers to {names}."
    if found.edited:
        paths = listing([code(path) for path in found.edited], _MOST_NAMED, "or")
        return f" This pull request edits {paths}: naming it in the description is enough."
    if found.mentioned:
        return " A decision is mentioned without its number or path: adding that is enough."
    return ""


def _elsewhere(snapshot: Snapshot) -> str:
    """Where the pull request itself shows what looks like a record."""
    paths = (file.path for file in snapshot.pull_request.files)
    likely = next((path for path in paths if is_record_path(path) and is_named_as_record(path)), "")
    return (
        f" {code_path(likely)}, which this pull request changes, looks like one." if likely else ""
    )


def _named(snapshot: Snapshot, path: str) -> str:
    record = _record(snapshot, path)
    if record is None:
        return _link(snapshot, path)
    status = record.status or "no status"
    return f"{_link(snapshot, path)} ({code(record.title, 100)}, {status})"


def _record(snapshot: Snapshot, path: str) -> Record | None:
    """What a record says; a patch tells it of those the pull request adds."""
    for file in (*snapshot.records_at_head, *snapshot.records_at_base):
        if file.path == path and file.record is not None:
            return file.record
    for changed in snapshot.pull_request.files:
        if changed.path == path and changed.kind == "added" and changed.patch is not None:
            return read_record(path, "\n".join(line.text for line in added_lines(changed)))
    return None


def _link(snapshot: Snapshot, path: str) -> str:
    url, pull_request = snapshot.repository.url, snapshot.pull_request
    if not url:
        return code(path)
    at_base = any(record.path == path for record in snapshot.records_at_base)
    at_head = any(record.path == path for record in snapshot.records_at_head)
    commit = pull_request.base_oid if at_base and not at_head else pull_request.head_oid
    return f"[{code(path)}]({url}/blob/{commit}/{quote(path)})"

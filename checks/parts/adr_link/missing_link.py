"""ADR link: an architectural change behind which no decision stands."""

from __future__ import annotations

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing
from checks.parts.adr_link.case import Case
from checks.parts.adr_link.decision_words import MOST_NAMED
from checks.parts.adr_link.offer import next_record, offered
from checks.parts.adr_link.triggers.triggers import decision_folders
from snapshot.record_names import is_named_as_record, is_record_path


def record_missing(case: Case) -> Finding:
    """An architectural change that neither cites nor adds a record."""
    if not case.links.known:
        return _first_record(case)
    known = len(case.links.known)
    one_of = f"one of the {known:,} decision records" if known > 1 else "the one decision record"
    homes = sorted({path.rpartition("/")[0] for path in case.links.known})
    where = listing([code(home) for home in homes], MOST_NAMED)
    return Finding(
        what=f"Neither title nor description nor any commit message cites {one_of} in {where}."
        + _hint(case),
        remedy="Name the record behind this change in the description, by number (`ADR-12`), file "
        f"name or path; or add one to this pull request: {offered(case)}.",
    )


def _first_record(case: Case) -> Finding:
    folders = decision_folders(case.snapshot)
    looked = listing([code(folder) for folder in folders], len(folders), "or")
    return Finding(
        what=f"No decision record was found in {looked}." + _outside(case),
        remedy="Where records are kept elsewhere, name their folder in the policy under "
        f"{code('records.adr.folders')}. Otherwise the decision behind this change could be the "
        "first: add a page with its context, the decision and the consequences to this pull "
        f"request as {next_record(case).shown}.",
    )


def _hint(case: Case) -> str:
    """What comes close to a citation."""
    links = case.links
    if texts := (*links.unresolved, *links.lost):
        return f" No record answers to {listing([code(t) for t in texts], MOST_NAMED, 'or')}."
    if edited := sorted(links.touched & set(links.known)):
        paths = listing([code_path(path) for path in edited], MOST_NAMED, "or")
        return f" This pull request changes {paths}: naming it in the description is enough."
    if links.mentioned:
        line = code(f"Decision: {_example(case)}")
        return f" A decision is mentioned, and not which one: a line such as {line} is enough."
    return ""


def _example(case: Case) -> str:
    """The record that is most likely meant."""
    if case.governing:
        return case.governing[0].record.path
    return max(case.links.known, key=lambda path: (path.rpartition("/")[2], path))


def _outside(case: Case) -> str:
    """Where the pull request itself shows what looks like a record."""
    paths = (file.path for file in case.snapshot.pull_request.files)
    likely = next((path for path in paths if is_record_path(path) and is_named_as_record(path)), "")
    return (
        f" {code_path(likely)}, which this pull request changes, looks like one." if likely else ""
    )

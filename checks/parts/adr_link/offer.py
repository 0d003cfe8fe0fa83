"""ADR link: the record that is offered where none will do, in the folder it belongs into."""

from __future__ import annotations

from checks.parts.adr_link.case import Case
from checks.parts.adr_link.record_offer import Offer, offer
from checks.parts.adr_link.triggers.triggers import decision_folders


def offered(case: Case) -> str:
    """The next record, and what can be said of its name."""
    following = next_record(case)
    if following.is_numbered:
        return f"{following.shown} has the next free number"
    return f"{following.shown} follows the names there"


def next_record(case: Case) -> Offer:
    """A record in the folder of the package in which everything lies that made triggers fire; else
    in one for the whole repository.
    """
    folders = decision_folders(case.snapshot)
    own = [f for f in folders if case.scopes.patterns(f) and case.scopes.covers_all(f, case.paths)]
    general = [folder for folder in folders if not case.scopes.patterns(folder)]
    chosen = [max(own, key=len)] if own else general or list(folders)
    records = [path for path in case.links.known if case.scopes.folder_of(path) in chosen]
    return offer(case.snapshot, records, chosen)

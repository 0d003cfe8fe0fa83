"""ADR link: what is missing or wrong about the decisions behind a pull request."""

from __future__ import annotations

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing
from checks.parts.decision_words import MOST_NAMED, named, shown_url
from checks.parts.link_case import Case
from checks.parts.record_fitness import Weighed
from checks.parts.record_offer import Offer, offer
from snapshot.record_names import is_named_as_record, is_record_path

_QUOTED = "A mention that only tells a story can be written as a quote (`> `): quotes cite nothing."


def unfit(case: Case, each: Weighed) -> Finding:
    """A record that cannot justify an architectural change."""
    what = f"{_weighed(case, each)}."
    if each.path in case.links.added:
        return Finding(what, "Write down what was decided and why; a few sentences are enough.")
    return Finding(
        what,
        "Name the decision that holds today in the description, or add one to this pull request: "
        f"{_offered(case)}.",
    )


def unfit_mention(case: Case, each: Weighed) -> Finding:
    """The same where nothing is architectural."""
    return Finding(
        f"{_weighed(case, each)}.",
        f"Name the decision that holds today in the description as well. {_QUOTED}",
    )


def waiting(case: Case, each: Weighed) -> Finding:
    """A record that is not decided upon yet."""
    return Finding(
        f"{_weighed(case, each)}.",
        "Have it decided upon first: by its status, here or in a pull request merged before.",
        waits=True,
    )


def unresolved(text: str) -> Finding:
    """A citation of a record that does not exist, where nothing is architectural."""
    return Finding(
        f"No record answers to {code(text)}.",
        "Put its number or path right in the description; a record that is still on its way in "
        f"another pull request has to be merged first. {_QUOTED}",
    )


def no_reason(case: Case, path: str) -> Finding:
    """A record that is waived, and not why."""
    return Finding(
        f"{named(case, path)} is waived without a reason.",
        "Write the reason behind it in the description, on one line: "
        f"{code(f'Waives {path}: why it does not fit here')}.",
    )


def elsewhere(case: Case) -> Finding:
    """Decisions of other repositories, where the policy asks for one of this repository."""
    named_urls = listing([shown_url(url) for url in case.links.external], MOST_NAMED)
    return Finding(
        f"The decision is in another repository, where it cannot be verified: {named_urls}.",
        "Name a record of this repository in the description as well, or add one that refers to "
        f"it: {_offered(case)}.",
    )


def out_of_scope(case: Case) -> Finding:
    """Records that are about other parts of the repository."""
    about = []
    for each in case.fit:
        patterns = case.scopes.patterns(case.scopes.folder_of(each.path))
        parts = listing([code(pattern.lstrip("/")) for pattern in patterns], MOST_NAMED)
        about.append(f"{named(case, each.path)} is about {parts}.")
    homes = listing([code(folder) for folder in case.applying_folders], MOST_NAMED, "or")
    return Finding(
        f"{' '.join(about[:MOST_NAMED])} What makes this pull request architectural lies "
        "elsewhere.",
        f"Name a decision in {homes}, or add one to this pull request: {_offered(case)}. Where the "
        f"cited one does apply, the policy can say so under {code('records.adr.governs')}.",
    )


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
        f"name or path; or add one to this pull request: {_offered(case)}.",
    )


def _first_record(case: Case) -> Finding:
    folders = _folders(case)
    looked = listing([code(folder) for folder in folders], len(folders), "or")
    return Finding(
        what=f"No decision record was found in {looked}." + _outside(case),
        remedy="Where records are kept elsewhere, name their folder in the policy under "
        f"{code('records.adr.folders')}. Otherwise the decision behind this change could be the "
        "first: add a page with its context, the decision and the consequences to this pull "
        f"request as {_offer(case).shown}.",
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


def _weighed(case: Case, each: Weighed) -> str:
    """A record, what stands against it, and what holds in its place."""
    told = f"{named(case, each.path)} {each.why}"
    if not each.successors:
        return told
    holds = listing([named(case, path) for path in each.successors], MOST_NAMED)
    return f"{told}; {holds} {'holds' if len(each.successors) == 1 else 'hold'} in its place"


def _offered(case: Case) -> str:
    offered = _offer(case)
    if offered.is_numbered:
        return f"{offered.shown} has the next free number"
    return f"{offered.shown} follows the names there"


def _offer(case: Case) -> Offer:
    """A record in the folder of the package in which everything lies that made triggers fire; else
    in one for the whole repository.
    """
    folders = _folders(case)
    own = [f for f in folders if case.scopes.patterns(f) and case.scopes.covers_all(f, case.paths)]
    general = [folder for folder in folders if not case.scopes.patterns(folder)]
    chosen = [max(own, key=len)] if own else general or list(folders)
    records = [path for path in case.links.known if case.scopes.folder_of(path) in chosen]
    return offer(case.snapshot, records, chosen)


def _folders(case: Case) -> tuple[str, ...]:
    return tuple(f for family in case.snapshot.families if family.decides for f in family.folders)

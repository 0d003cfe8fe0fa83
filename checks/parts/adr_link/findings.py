"""ADR link: what is wrong with the decisions that a pull request names."""

from __future__ import annotations

from checks.engine.verdict import Finding
from checks.engine.words import code, listing
from checks.parts.adr_link.case import Case
from checks.parts.adr_link.decision_words import MOST_NAMED, shown_url, titled
from checks.parts.adr_link.offer import offered
from checks.parts.adr_link.record_fitness import Weighed

_QUOTED = "A mention that only tells a story can be written as a quote (`> `): quotes cite nothing."

_DECIDE = "Have it decided upon first: by its status, here or in a pull request merged before."


def unfit(case: Case, each: Weighed) -> Finding:
    """A record that cannot justify an architectural change."""
    what = f"{_weighed(case, each)}."
    if each.objection == "proposed":
        return Finding(what, _DECIDE)
    if each.objection == "empty" and each.path in case.links.added:
        return Finding(what, "Write down what was decided and why; a few sentences are enough.")
    return Finding(
        what,
        "Name the decision that holds today in the description, or add one to this pull request: "
        f"{offered(case)}.",
    )


def unfit_mention(case: Case, each: Weighed) -> Finding:
    """The same where nothing is architectural."""
    return Finding(
        f"{_weighed(case, each)}.",
        f"Name the decision that holds today in the description as well. {_QUOTED}",
    )


def waiting(case: Case, each: Weighed) -> Finding:
    """A record that is not decided upon yet."""
    return Finding(f"{_weighed(case, each)}.", _DECIDE, waits=True)


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
        f"{titled(case, path)} is waived without a reason.",
        "Write the reason behind it in the description, on one line: "
        f"{code(f'Waives {path}: why it does not fit here')}.",
    )


def elsewhere(case: Case) -> Finding:
    """Decisions of other repositories, where the policy asks for one of this repository."""
    named_urls = listing([shown_url(url) for url in case.links.external], MOST_NAMED)
    return Finding(
        f"The decision is in another repository, where it cannot be verified: {named_urls}.",
        "Name a record of this repository in the description as well, or add one that refers to "
        f"it: {offered(case)}.",
    )


def out_of_scope(case: Case) -> Finding:
    """Records that are about other parts of the repository."""
    about = []
    for each in case.fit:
        patterns = case.scopes.patterns(case.scopes.folder_of(each.path))
        parts = listing([code(pattern.lstrip("/")) for pattern in patterns], MOST_NAMED)
        about.append(f"{titled(case, each.path)} is about {parts}.")
    homes = listing([code(folder) for folder in case.applying_folders], MOST_NAMED, "or")
    return Finding(
        f"{' '.join(about[:MOST_NAMED])} What makes this pull request architectural lies "
        "elsewhere.",
        f"Name a decision in {homes}, or add one to this pull request: {offered(case)}. Where the "
        f"cited one does apply, the policy can say so under {code('records.adr.governs')}.",
    )


def _weighed(case: Case, each: Weighed) -> str:
    """A record, what stands against it, and what holds in its place."""
    told = f"{titled(case, each.path)} {each.why}"
    if not each.successors:
        return told
    holds = listing([titled(case, path) for path in each.successors], MOST_NAMED)
    return f"{told}; {holds} {'holds' if len(each.successors) == 1 else 'hold'} in its place"

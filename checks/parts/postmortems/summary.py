"""The check of postmortems in words: the headline, what is true, what was left out."""

from __future__ import annotations

from collections.abc import Sequence

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural
from checks.parts.postmortems.case import Touched
from snapshot.facts import Snapshot


def headline(findings: Sequence[Finding], suggestions: int, documents: int) -> str:
    """`2 things are missing in 1 postmortem`."""
    told = plural(documents, "postmortem")
    if findings:
        things = "thing is" if len(findings) == 1 else "things are"
        return f"{len(findings)} {things} missing in {told}"
    if suggestions:
        return f"Complete; {plural(suggestions, 'phrase')} could be kinder"
    return f"{told} complete" if documents == 1 else f"{told}, all complete"


def facts(touched: Sequence[Touched]) -> str:
    """A sentence for each document, at most three."""
    told = [_about(each) for each in touched[:3]]
    if len(touched) > 3:
        told.append(f"{plural(len(touched) - 3, 'more postmortem')} are touched.")
    return " ".join(told)


def nothing_touched(snapshot: Snapshot) -> str:
    folders = [code(folder, 60) for folder in snapshot.postmortem_customs.folders]
    return f"no postmortem is added or edited; they are looked for in {listing(folders, 4, 'or')}"


def unread(paths: Sequence[str]) -> str:
    """A note for documents whose text is not known; "" for none."""
    if not paths:
        return ""
    shown = listing([code_path(path, 60) for path in paths], 5)
    return f"Not read, as it is a link, no text, or too long: {shown}."


def _about(touched: Touched) -> str:
    found = touched.postmortem
    state = "is new" if touched.is_new else "is edited"
    kinds = dict.fromkeys(s.kind for s in found.sections if s.kind and s.is_filled)
    told = [f"{plural(len(kinds), 'known section')} filled"]
    done = sum(action.is_done for action in found.actions)
    told.append(plural(len(found.actions), "action") + (f", {done} done" if done else ""))
    return f"{code_path(found.path)} {state}: {' and '.join(told)}."

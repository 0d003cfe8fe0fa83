"""Code owners: a file that does not count, because of where it lies or how large it is."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.verdict import Finding
from checks.engine.words import code, listing
from snapshot.codeowners import LARGEST_FILE, LOCATIONS
from snapshot.edited_owners import EditedOwners
from snapshot.facts import Snapshot


def misplaced(snapshot: Snapshot, edited: EditedOwners) -> Iterator[Finding]:
    """A file that the pull request adds or edits in a place where GitHub finds another one first;
    and the one that counts, when it is too large to be loaded or no text.
    """
    touched = {file.path for file in snapshot.pull_request.files if file.kind != "removed"}
    for path in edited.unused:
        if path in touched:
            yield Finding(
                f"{code(path)} does not count: GitHub takes the first file it finds, and that is "
                f"{code(edited.path)}.",
                f"Write the owners into {code(edited.path)} and leave the other file out, or "
                f"remove {code(edited.path)}.",
                path=path,
                line=1,
                title="GitHub does not read this file",
            )
    if edited.size > LARGEST_FILE:
        yield Finding(
            f"{code(edited.path)} has {edited.size:,} bytes. GitHub loads none over 3 MB, so that "
            "no file of the repository has an owner.",
            "Join lines into wider patterns until it is smaller.",
            path=edited.path,
            line=1,
            title="This file is too large to count",
        )
    elif edited.path and edited.text is None:
        yield Finding(
            f"{code(edited.path)} could not be read as text.",
            "Write it as plain text in UTF-8.",
            path=edited.path,
            line=1,
            title="This file cannot be read",
        )


def moved(snapshot: Snapshot, edited: EditedOwners) -> str:
    """A sentence where another file counts from now on, or none any more; "" otherwise."""
    before = snapshot.codeowners.path if snapshot.codeowners else ""
    if not edited.path:
        named = listing([code(place) for place in LOCATIONS], len(LOCATIONS), "or")
        return f"No file of the repository has an owner any more: there is no {named}."
    if before and before != edited.path:
        return f"From now on {code(edited.path)} counts in place of {code(before)}."
    return ""

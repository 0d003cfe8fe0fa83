"""Code owners: lines that GitHub skips, and owners that own nothing.

Where GitHub's own list of errors is known, it is believed: what only we do not understand is a
note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.engine.verdict import Finding
from checks.engine.words import code
from checks.parts.code_owners.changes import OwnerChanges
from snapshot.edited_owners import OwnersError

_UNKNOWN = "unknown owner"
_ASK_FOR_ACCESS = (
    "Mend the name, or see to it that the owner exists and has write access to the repository."
)
_ASK_FOR_TEAM = (
    "Mend the name, or see to it that the team is visible and was itself given write access to the "
    "repository."
)


def skipped_lines(changes: OwnerChanges) -> Iterator[Finding]:
    """The lines that GitHub skips, in their order."""
    path, errors = changes.edited.path, changes.edited.errors
    theirs = {e.line: e for e in reversed(errors or ()) if not _is_unknown(e)}
    ours = {problem.line: problem for problem in changes.codeowners.problems}
    for line in sorted(theirs if errors is not None else ours):
        if problem := ours.get(line):
            yield _skipped(path, line, problem.column, problem.text, problem.reason)
        else:
            error = theirs[line]
            said = f"GitHub says: {code(error.suggestion or error.kind)}."
            yield _skipped(path, line, error.column, _word(error), said)


def not_understood(changes: OwnerChanges) -> Iterator[str]:
    """Sentences about lines that GitHub reports nothing about, and that are not understood here."""
    if changes.edited.errors is None:
        return
    known = {error.line for error in changes.edited.errors}
    for problem in changes.codeowners.problems:
        if problem.line not in known:
            yield f"Line {problem.line} is not understood here, though GitHub reports nothing."


def unknown_owners(changes: OwnerChanges) -> Iterator[Finding]:
    """The owners that GitHub does not know or that may not write, in the order of the file."""
    powerless = powerless_lines(changes)
    for error in changes.edited.errors or ():
        if _is_unknown(error):
            yield _unknown(changes.edited.path, error, has_others=error.line not in powerless)


def powerless_lines(changes: OwnerChanges) -> frozenset[int]:
    """The lines all of whose owners are unknown to GitHub or may not write."""
    unknown = Counter(e.line for e in changes.edited.errors or () if _is_unknown(e))
    owners = {rule.line: len(rule.owners) for rule in changes.codeowners.rules}
    return frozenset(line for line, count in unknown.items() if owners.get(line, 0) <= count)


def _is_unknown(error: OwnersError) -> bool:
    return error.kind.casefold() == _UNKNOWN


def _skipped(path: str, line: int, column: int, text: str, remedy: str) -> Finding:
    what = f"Line {line} is skipped by GitHub because of {code(text)} at column {column}."
    return Finding(what, remedy, path=path, line=line, title="GitHub skips this line")


def _unknown(path: str, error: OwnersError, *, has_others: bool) -> Finding:
    word = _word(error)
    left = "the others on the line count" if has_others else "no owner is left on the line"
    is_team = word.startswith("@") and "/" in word
    why = (
        "no team that GitHub could ask: it is unknown or secret, or has no write access of its own"
        if is_team
        else "nobody whom GitHub could ask: unknown, or without write access"
    )
    return Finding(
        f"{code(word)} on line {error.line} is {why}; {left}.",
        _ASK_FOR_TEAM if is_team else _ASK_FOR_ACCESS,
        path=path,
        line=error.line,
        title="This owner owns nothing",
    )


def _word(error: OwnersError) -> str:
    """The word that GitHub points at."""
    words = error.source[max(0, error.column - 1) :].split(maxsplit=1)
    return words[0] if words else error.source.strip()

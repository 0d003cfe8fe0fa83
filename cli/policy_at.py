"""The policy that a commit of a clone has."""

from __future__ import annotations

from cli.mistakes import Mistake
from config.loader import defaults, load
from config.policy import POLICY_PATH, Policy
from snapshot.checkout import CommitReader


def policy_at(commit: CommitReader) -> Policy:
    """The defaults where it has none; a Mistake where it cannot be read."""
    text = commit.text(POLICY_PATH)
    found = defaults() if text is None else load(text)
    if isinstance(found, Policy):
        return found
    raise Mistake(
        f"{POLICY_PATH} at {commit.branch} ({commit.oid[:7]}) cannot be read. Mend it, and ask "
        "again.",
        *(f"line {p.line}, column {p.column}: {p.message} {p.remedy}" for p in found),
    )

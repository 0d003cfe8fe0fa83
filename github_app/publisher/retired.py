"""What is said in place of an earlier verdict that nobody asks for any more."""

from __future__ import annotations

from checks.engine.report import Report
from config.policy_report import POLICY_RUN


def retired_report(name: str) -> Report:
    """A completed, skipped run: it blocks nothing and does not vanish without a word."""
    if name == POLICY_RUN:
        title = "Nothing to say about the policy"
        summary = (
            "The policy of the base branch is in order, and this pull request does not change it. "
            "An earlier remark here no longer holds.\n\nNothing is left to do here."
        )
    else:
        title = "Switched off"
        summary = (
            "The policy in force does not ask for this check, so its earlier verdict on this "
            "commit no longer holds.\n\nNothing is left to do here."
        )
    return Report(name, "skipped", title, summary, "", ())

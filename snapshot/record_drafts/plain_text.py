"""A new record where there is nothing to go by: Nygard's form, in the markup of the path."""

from __future__ import annotations

from snapshot.record_drafts.draft import Draft
from snapshot.record_drafts.headings import prompt
from snapshot.record_names import number_in

_SECTIONS = ("Context", "Decision", "Consequences")


def nygard(draft: Draft) -> str:
    """Title, date, status, context, decision and consequences."""
    number = number_in(draft.path)
    title = draft.title if number is None else f"{number}. {draft.title}"
    lines = [*_heading(draft.path, title, 1), "", f"Date: {draft.day.isoformat()}"]
    lines += ["", *_heading(draft.path, "Status", 2), "", draft.status]
    for name in _SECTIONS:
        lines += ["", *_heading(draft.path, name, 2), "", prompt(draft.path, name)]
    return "\n".join(lines) + "\n"


def _heading(path: str, words: str, level: int) -> list[str]:
    if path.endswith(".rst"):
        return [words, ("=" if level == 1 else "-") * max(len(words), 4)]
    return [("=" if path.endswith((".adoc", ".asciidoc")) else "#") * level + " " + words]

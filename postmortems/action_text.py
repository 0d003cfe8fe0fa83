"""The issue that tracks an action of a postmortem."""

from __future__ import annotations

from datetime import date

from checks.engine.words import code, cut, shortened, table, visible
from postmortems.links import Links
from postmortems.markers import ActionMark
from postmortems.tracking import Found, key_of

_LONGEST_BODY = 60_000
_LONGEST_HEADLINE = 150


def action_title(found: Found) -> str:
    return shortened(visible(found.action.text), _LONGEST_HEADLINE)


def action_mark_of(found: Found) -> ActionMark:
    return ActionMark(found.document.path, key_of(found.action.text), day_of(found))


def day_of(found: Found) -> date | None:
    due = found.action.due
    return due.date if due else None


def action_body(found: Found, links: Links, *, is_assigned: bool) -> str:
    """Markdown that begins with its marker."""
    document, action = found.document, found.action
    title = code(document.title, 90)
    rows = []
    if action.owner:
        rows.append(("Owner", code(action.owner, 80)))
    if action.due:
        rows.append(("Due", str(action.due.date) if action.due.date else code(action.due.text, 40)))
    blocks = [
        f"{action_mark_of(found).line}\nA postmortem decided on this action; the issue keeps it "
        "from being forgotten.",
        f"> {code(action.text, 500)}",
        table(("Postmortem", links.file(document.path, title, action.line)), rows),
        _what_to_do(found, is_assigned=is_assigned),
    ]
    return cut("\n\n".join(blocks), _LONGEST_BODY)


def _what_to_do(found: Found, *, is_assigned: bool) -> str:
    steps = []
    if found.action.owner and not is_assigned:
        steps.append(
            f"{code(found.action.owner, 80)} cannot be assigned here; assign somebody else."
        )
    elif not found.action.owner:
        steps.append("It has no owner yet; assign somebody.")
    if day_of(found) is None:
        steps.append("It has no date yet; add one in the postmortem.")
    steps.append(
        "Close this issue once it is done, or when nobody is going to do it; nothing more is asked "
        "then. `/snooze 1w` puts the reminders off."
    )
    return f"**What to do now.** {' '.join(steps)}"

"""Action items in a table: which column says what is told by its header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from snapshot.postmortem import ActionItem
from snapshot.postmortem_names import normal_title
from snapshot.postmortem_terms import action_of, date_note, is_done, is_done_since, people_in
from snapshot.record_status import plain
from snapshot.table_rows import cells, is_delimiter_row

_Column = Literal["action", "owner", "due", "state", "ticket", "aside"]
_NAMES: Final[Mapping[_Column, frozenset[str]]] = {
    "action": frozenset(
        {"action", "actions", "action item", "action items", "task", "tasks", "item", "what"}
        | {"corrective action", "follow-up", "follow up", "improvement", "to do", "todo", "measure"}
        | {"recommendation", "remediation", "summary", "title", "work", "action point", "fix"}
        | {"preventive action", "step", "prevention"}
    ),
    "owner": frozenset(
        {
            "owner",
            "owners",
            "assignee",
            "assignees",
            "assigned to",
            "assigned",
            "dri",
            "who",
            "lead",
        }
        | {"responsible", "responsibility", "poc", "person", "owner(s)", "team", "owning team"}
        | {"accountable", "action owner", "by whom"}
    ),
    "due": frozenset(
        {"due", "due date", "deadline", "eta", "target date", "when", "by when", "target", "date"}
        | {"completion date", "due by", "target completion", "expected by", "timeline", "due on"}
        | {"target date/sprint", "by"}
    ),
    "state": frozenset({"status", "state", "done", "done?", "complete", "completed", "progress"}),
    "ticket": frozenset(
        {"ticket", "issue", "bug", "tracking", "link", "links", "jira", "pr", "tracking issue"}
        | {"reference", "ref", "ticket/pr", "issue/pr", "tracker", "tracked in", "github issue"}
    ),
    "aside": frozenset(
        {"#", "no", "no.", "nr", "id", "type", "priority", "prio", "category", "severity", "size"}
    ),
}


def rows_of_table(lines: Sequence[str], start: int, end: int) -> Iterator[ActionItem]:
    """The actions of the table in `lines[start:end]`; none where it has no header."""
    if end - start < 3 or not is_delimiter_row(lines[start + 1]):
        return
    columns = _columns([normal_title(plain(cell)) or cell.strip() for cell in cells(lines[start])])
    for at in range(start + 2, end):
        action = _action(columns, cells(lines[at]), at + 1)
        if action:
            yield action


def _columns(header: Sequence[str]) -> tuple[_Column, ...]:
    found: list[_Column] = []
    for name in header:
        kinds = (kind for kind, names in _NAMES.items() if name in names and kind not in found)
        found.append(next(kinds, "aside"))
    if "action" not in found and found:
        named = {name for names in _NAMES.values() for name in names}
        free = [n for n, name in enumerate(header) if found[n] == "aside" and name not in named]
        found[free[0] if free else 0] = "action"
    return tuple(found)


def _action(columns: Sequence[_Column], row: Sequence[str], line: int) -> ActionItem | None:
    said = {column: cell for column, cell in zip(columns, row, strict=False) if column != "aside"}
    action = action_of(said.get("action", ""), line, below=[said.get("ticket", "")])
    if action is None:
        return None
    # Where there is a column for it, somebody whom the words mention is no owner.
    owner, logins = action.owner, action.logins
    if "owner" in said:
        owner, logins = people_in(said["owner"])
    # Some write "done" where the date stood.
    is_over = is_done(said.get("state", "")) or is_done_since(said.get("due", ""))
    due = date_note(said.get("due", ""), line) if "due" in said else None
    return replace(
        action,
        owner=owner,
        logins=logins,
        due=due if "due" in said else action.due,
        is_done=action.is_done or is_over,
        is_listed=True,
    )

"""What a postmortem lacks: sections, and owners and dates of its actions."""

from __future__ import annotations

from collections.abc import Iterator

from checks.engine.verdict import Finding
from checks.engine.words import code, code_path, listing, plural
from checks.parts.postmortems.case import Touched
from snapshot.postmortem import ActionItem, PostmortemSection
from snapshot.postmortem_folders import PostmortemCustoms
from snapshot.postmortem_names import is_called

MOST_SINGLE = 10
"""Actions that get a finding each; the others of a document share one."""


def missing_sections(touched: Touched, customs: PostmortemCustoms) -> Iterator[Finding]:
    """The finding for sections that are missing or say nothing yet; none for an edited document
    that lacked them before.
    """
    if not touched.is_new or not customs.required_sections:
        return
    found = touched.postmortem
    if found.is_template:
        yield _template(touched)
        return
    missing, empty = [], list[PostmortemSection]()
    for names in customs.required_sections:
        called = [section for section in found.sections if is_called(section, names)]
        if not called:
            missing.append(names[0])
        elif not any(section.is_filled for section in called):
            empty.append(called[0])
    if not (missing or empty):
        return
    told = []
    if missing:
        told.append(f"has no section {_named(missing, 'or')}")
    if empty:
        told.append(f"says nothing yet below {_named([each.title for each in empty], 'and')}")
    yield Finding(
        f"{code_path(found.path)} {' and '.join(told)}.",
        "Write a sentence or two below each; where something is not known yet, say so, and who "
        "finds it out. Other usual headings count, too.",
        path=found.path,
        line=empty[0].line if empty else found.title_line or 1,
        title="A section of the postmortem is missing",
    )


def lacking_actions(touched: Touched, *, owner: bool, date: bool) -> Iterator[Finding]:
    """One finding for each action of this pull request that names no owner or no date."""
    lacking = []
    for action in touched.postmortem.actions:
        lacks = _lacks(action, owner=owner, date=date)
        if lacks and not action.is_done and action.line in touched.added:
            lacking.append((action, lacks))
    for action, lacks in lacking[:MOST_SINGLE]:
        yield _action(touched.path, action, lacks)
    if rest := lacking[MOST_SINGLE:]:
        lines = listing([str(action.line) for action, _ in rest], 20)
        yield Finding(
            f"{plural(len(rest), 'more action')} in {code_path(touched.path)} lack an owner or a "
            f"date, in the lines {lines}.",
            "Name an owner and a date for each; leave out what nobody will do.",
            path=touched.path,
            line=rest[0][0].line,
            title="Actions without owner or date",
        )


def _lacks(action: ActionItem, *, owner: bool, date: bool) -> list[str]:
    lacks = []
    if owner and not action.owner:
        lacks.append("owner")
    if date and (action.due is None or action.due.date is None):
        lacks.append("date")
    return lacks


def _action(path: str, action: ActionItem, lacks: list[str]) -> Finding:
    told = f"The action {code(action.text, 120)} has no {' and no '.join(lacks)}."
    if "date" in lacks and action.due:
        unreadable = f"its date {code(action.due.text, 40)} cannot be read"
        told = f"The action {code(action.text, 120)} has no owner, and {unreadable}."
        if lacks == ["date"]:
            day = code(action.due.text, 40)
            told = f"The date {day} of the action {code(action.text, 120)} cannot be read."
    return Finding(
        told,
        "Add what is missing, such as `@octocat` and `2026-12-01`, in columns of the table or at "
        "the end of the line: `(owner: @octocat, due: 2026-12-01)`.",
        path=path,
        line=action.line,
        title=f"An action without {' and '.join(lacks)}",
    )


def _template(touched: Touched) -> Finding:
    is_empty = not any(line.strip() for line in touched.lines)
    what = "is empty" if is_empty else "is still the template"
    return Finding(
        f"{code_path(touched.path)} {what}: nothing in it has been filled in yet.",
        "Fill in its sections, or leave the file out until there is something to say.",
        path=touched.path,
        line=touched.postmortem.title_line or 1,
        title=f"The file {what}",
    )


def _named(names: list[str], last_word: str) -> str:
    return listing([code(name, 60) for name in names], 8, last_word)

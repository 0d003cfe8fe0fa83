"""Code owners: what the check says of an edited CODEOWNERS as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.engine.verdict import Finding
from checks.engine.words import bullets, code, listing, plural, table
from checks.parts.code_owners.changes import OwnerChanges
from checks.parts.code_owners.findings import not_understood
from checks.parts.code_owners.reach import Reach
from checks.parts.code_owners.rule_findings import eclipsed
from snapshot.codeowners import Rule

_MOST_ROWS = 50
_MOST_OWNERS = 4
_MOST_REMARKS = 20


def headline(changes: OwnerChanges, due: Sequence[Finding]) -> str:
    """The verdict in one line."""
    if len(due) == 1:
        return due[0].title
    if due:
        return f"{plural(len(due), 'thing')} to settle in CODEOWNERS"
    if not changes.edited.path:
        return "No code owners any more"
    if not changes.lines:
        return "No line of CODEOWNERS is new"
    changed = len(changes.lines)
    return "1 changed line holds" if changed == 1 else f"{changed:,} changed lines hold"


def facts(changes: OwnerChanges, reach: Reach | None, moved: str) -> str:
    """Which file counts, how many lines change, and how many files have no owner by it."""
    edited = changes.edited
    if not edited.path:
        return moved
    said = f"{code(edited.path)} is the file that counts once this is merged. "
    if changes.lines:
        said += f"The pull request changes {plural(len(changes.lines), 'line')} of it. "
    if reach is not None and edited.text is not None:
        said += _owned(changes, reach)
    return f"{said}{moved}".strip()


def _owned(changes: OwnerChanges, reach: Reach) -> str:
    rules = plural(len(changes.codeowners.rules), "rule")
    if not reach.unowned:
        return f"By its {rules} every file of the repository has an owner. "
    verb = "has" if reach.unowned == 1 else "have"
    files = plural(reach.files, "file")
    return f"By its {rules}, {reach.unowned:,} of {files} {verb} no owner. "


def evidence(
    changes: OwnerChanges, reach: Reach | None, older: Sequence[Finding], unshown: int
) -> str:
    """A table of the changed rules, and remarks that ask for nothing; `unshown` findings (none when
    negative) are counted only.
    """
    rules = list(changes.changed_rules)
    rows = [_row(rule, reach) for rule in rules[:_MOST_ROWS]]
    parts = [table(["Line", "Pattern", "Files it matches", "Decides about", "Owners"], rows)]
    if len(rules) > _MOST_ROWS:
        parts.append(f"And {plural(len(rules) - _MOST_ROWS, 'more rule')}.")
    told = [f"{plural(unshown, 'more thing')} to settle not shown here."] if unshown > 0 else []
    told += _remarks(changes, reach, older)
    return "\n\n".join(filter(None, [parts[0] if rows else "", *parts[1:], bullets(told)]))


def _row(rule: Rule, reach: Reach | None) -> tuple[str, ...]:
    owners = [code(owner.written) for owner in rule.owners]
    said = listing(owners, _MOST_OWNERS) or "nobody"
    found = reach.of(rule) if reach else None
    counts = (f"{found.matched:,}", f"{found.decides:,}") if found else ("unknown", "unknown")
    return str(rule.line), code(rule.pattern), *counts, said


def _idle_before(changes: OwnerChanges, reach: Reach) -> Iterator[str]:
    """How many of the rules that were there before decide about nothing."""
    idle = [
        rule
        for rule in changes.codeowners.rules
        if rule.line not in changes.lines and not reach.of(rule).decides
    ]
    if idle:
        lines = listing([str(rule.line) for rule in idle], 8)
        verb = "decides" if len(idle) == 1 else "decide"
        many = plural(len(idle), "line that was there before", "lines that were there before")
        yield f"{many} {verb} about no file: {lines}."


def _remarks(changes: OwnerChanges, reach: Reach | None, older: Sequence[Finding]) -> Iterator[str]:
    edited = changes.edited
    if reach is not None:
        yield from list(eclipsed(changes, reach))[:_MOST_REMARKS]
        yield from _idle_before(changes, reach)
    yield from list(not_understood(changes))[:_MOST_REMARKS]
    if older:
        titles = sorted({_within_a_sentence(finding.title) for finding in older})
        count = plural(
            len(older), "line that was there before has", "lines that were there before have"
        )
        yield f"{count} something amiss as well: {listing(titles, 4)}. Nothing is asked about them."
    if edited.path and edited.text is not None:
        if edited.errors is None:
            yield "GitHub did not tell here whether the owners exist and have write access."
        if edited.paths is None:
            yield (
                "GitHub does not list all files of this repository, so it is not known which "
                "patterns match any."
            )
        elif reach is None:
            yield "So many lines match so many files that it was not worked out which decide."


def _within_a_sentence(title: str) -> str:
    return title if title.startswith("GitHub") else title[:1].lower() + title[1:]

"""Decision records: what a rule says about one record, and the names of the rules.

The check shows those a pull request is responsible for; `plumbline adr lint` shows all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checks.engine.verdict import Finding

Severity = Literal["error", "warning", "note"]

RULES: Mapping[str, str] = {
    "template": "The file still is the template.",
    "stub": "The record says next to nothing.",
    "section-missing": "A required section is missing or has nothing below it.",
    "status-missing": "The record states no status.",
    "status-unknown": "The status is none of the known words.",
    "unreadable-part": "A part of the record cannot be read as meant.",
    "unreadable-date": "A date cannot be read.",
    "companion": "The file is taken for no record.",
    "unread": "The file cannot be read as a record.",
    "number-missing": "The file name has no number.",
    "number-taken": "Two records have the same number.",
    "title-number": "Title and file name have different numbers.",
    "file-name": "The file is not named as the others in its folder.",
    "unresolved-reference": "The record refers to one that does not exist.",
    "one-sided-supersession": "Only one of two records says that one supersedes the other.",
    "superseded-still-open": "A record is superseded, and its status says otherwise.",
    "supersedes-itself": "The record supersedes itself.",
    "supersession-cycle": "Records supersede each other in a circle.",
    "no-successor": "The record is superseded, and nothing says by which one.",
    "accepted-removed": "An accepted record is removed.",
    "decision-rewritten": "What an accepted record decided is changed.",
    "path-in-other-pull-request": "Another open pull request adds the same file.",
    "number-in-other-pull-request": "Another open pull request takes the same number.",
    "status-in-other-pull-request": "Another open pull request changes the same record's status.",
    "superseded-in-other-pull-request": "Another open pull request supersedes the same record.",
    "edited-in-other-pull-request": "Another open pull request edits the same record.",
}
"""Each rule's id, in kebab-case, and what it says when it fires."""


@dataclass(frozen=True, slots=True)
class RecordFinding:
    """What the rule `rule` (a key of `RULES`) says about the record at `path`.

    `what` and `remedy` are sentences of Markdown as in `Finding`; `line` counts from 1 in the file
    at the head. `about` is what else is involved (paths, sections, words): the same rule, path and
    `about` are the same thing at two commits, whatever the lines. An `error` is certain and
    misleads readers, a `warning` is worth mending, a `note` asks for nothing.
    """

    rule: str
    severity: Severity
    path: str
    line: int
    what: str
    remedy: str
    about: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The rule's sentence as a short heading."""
        return RULES[self.rule].rstrip(".")

    def as_finding(self) -> Finding:
        """The same for the report of a check."""
        return Finding(self.what, self.remedy, path=self.path, line=self.line, title=self.title)

"""A judgement for people at a terminal: the verdicts, what to do, and where.

Foreign text is made visible before it is printed, so no terminal obeys what a branch contains.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.report import Conclusion
from checks.engine.words import plural, visible
from cli.formats.details import Detail, details_of, details_of_policy, show_details
from cli.judgement import Judgement
from cli.terminal import printed, sign
from config.policy_report import edited_report

_SIGNS: Final[Mapping[Conclusion, tuple[str, str, str]]] = {
    "success": ("✓", "+", "bold green"),
    "neutral": ("!", "!", "bold yellow"),
    "action_required": ("…", "~", "bold yellow"),
    "failure": ("✗", "x", "bold red"),
    "skipped": ("–", "-", "dim"),
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One verdict as it is shown; without `details` it is a single line."""

    name: str
    conclusion: Conclusion
    title: str
    details: tuple[Detail, ...]


def show_on_terminal(judgement: Judgement) -> None:
    """Print the judgement on standard output; into a file or pipe without colours or padding."""
    printed(lambda console: show(judgement, console))


def show(judgement: Judgement, console: Console) -> None:
    """Print the judgement on `console`, whose theme is that of `cli.formats.prose`."""
    _show_heading(judgement, console)
    console.print()
    _show_entries(_entries(judgement), console)
    console.print()
    for sentence in judgement.snapshot.unreadable:
        console.print(Text(f"Note: {visible(sentence)}", "yellow"))
    console.print(_closing(judgement))
    console.print(Text(f"Rules: {visible(judgement.policy_source)}", "dim"))


def _show_heading(judgement: Judgement, console: Console) -> None:
    pull_request = judgement.snapshot.pull_request
    added = sum(file.additions for file in pull_request.files)
    removed = sum(file.deletions for file in pull_request.files)
    console.print(Text(visible(pull_request.title), "bold"))
    line = Text.assemble(
        f"{visible(pull_request.head_name)} into {visible(pull_request.base_name)}, ",
        f"{plural(pull_request.changed_files, 'file')} " if pull_request.files else "no changes",
        (f"+{added:,} " if pull_request.files else "", "green"),
        (f"-{removed:,}" if pull_request.files else "", "red"),
        style="dim",
    )
    console.print(line)


def _entries(judgement: Judgement) -> Sequence[_Entry]:
    entries = [
        _Entry(
            outcome.check.name + (" (enforced)" if outcome.mode == "enforce" else ""),
            report.conclusion,
            report.title,
            details_of(outcome.verdict),
        )
        for outcome, report in judgement.pairs
    ]
    if judgement.edited_policy is not None:
        told = edited_report(judgement.edited_policy)
        details = details_of_policy(judgement.edited_policy)
        entries.append(_Entry("policy", told.conclusion, told.title, details))
    return entries


def _show_entries(entries: Sequence[_Entry], console: Console) -> None:
    """One line each, the titles in a column; an empty line around those that say more."""
    width = max((cell_len(entry.name) for entry in entries), default=0) + 2
    before: _Entry | None = None
    for entry in entries:
        if before is not None and (before.details or entry.details):
            console.print()
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(width=width, no_wrap=True)
        line.add_row(_name(entry, console), Text(visible(entry.title)))
        console.print(line)
        show_details(entry.details, console)
        before = entry


def _name(entry: _Entry, console: Console) -> Text:
    shown, plain, style = _SIGNS[entry.conclusion]
    return Text(f"{sign(console, shown, plain)} {entry.name}", style)


def _closing(judgement: Judgement) -> Text:
    skipped, needing_github = judgement.count("skipped"), judgement.needing_github
    counts = (
        (judgement.count("failure"), "blocks", "block", "bold red"),
        (judgement.count("action_required"), "waits", "wait", "bold yellow"),
        (judgement.count("neutral"), "advises", "advise", "bold yellow"),
        (judgement.count("success"), "holds", "hold", "green"),
        (skipped - needing_github, "does not apply", "do not apply", "dim"),
        (needing_github, "needs GitHub", "need GitHub", "dim"),
    )
    parts = [
        Text(f"{count:,} {one if count == 1 else several}", style)
        for count, one, several, style in counts
        if count
    ]
    return Text(", ").join(parts) if parts else Text("Every check is off.", "dim")

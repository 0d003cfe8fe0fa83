"""A judgement for people at a terminal: the verdicts, what to do, and where.

Foreign text is made visible before it is printed, so no terminal obeys what a branch contains.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import click
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.text import Text

from checks.engine.report import Conclusion, Report
from checks.engine.runner import Outcome
from checks.engine.verdict import Errored, Finding, Judged
from checks.engine.words import plural, shortened, visible
from cli.formats.prose import THEME, Prose, calm
from cli.judgement import Judgement

_SIGNS: Final[Mapping[Conclusion, tuple[str, str, str]]] = {
    "success": ("✓", "+", "bold green"),
    "neutral": ("!", "!", "bold yellow"),
    "failure": ("✗", "x", "bold red"),
    "skipped": ("–", "-", "dim"),
}
_MOST_PLACES: Final = 12
_INDENT: Final = 2


def show_on_terminal(judgement: Judgement) -> None:
    """Print the judgement on standard output; into a file or pipe without colours or padding."""
    console = Console(theme=THEME, highlight=False)
    if console.is_terminal:
        show(judgement, console)
        return
    with console.capture() as capture:
        show(judgement, console)
    click.echo("\n".join(line.rstrip() for line in capture.get().splitlines()))


def show(judgement: Judgement, console: Console) -> None:
    """Print the judgement on `console`, whose theme is that of `cli.formats.prose`."""
    console.print(_heading(judgement))
    for outcome, report in judgement.pairs:
        console.print()
        console.print(_verdict_line(outcome, report, console))
        for part in _details(outcome):
            console.print(Padding(part, (0, 0, 0, _INDENT)))
    console.print()
    for sentence in judgement.snapshot.unreadable:
        console.print(Text(f"Not everything could be read: {calm(sentence)}", "yellow"))
    console.print(_closing(judgement))
    console.print(Text(f"Rules: {calm(judgement.policy_source)}", "dim"))


def _heading(judgement: Judgement) -> Text:
    pull_request = judgement.snapshot.pull_request
    added = sum(file.additions for file in pull_request.files)
    removed = sum(file.deletions for file in pull_request.files)
    return Text.assemble(
        (visible(shortened(pull_request.head_name, 60)), "bold"),
        (" into ", "dim"),
        (visible(shortened(pull_request.base_name, 60)), "bold"),
        (f"  {pull_request.head_oid[:7]}  ", "dim"),
        f"{plural(pull_request.changed_files, 'file')} ",
        (f"+{added:,}", "green"),
        " ",
        (f"-{removed:,}", "red"),
    )


def _verdict_line(outcome: Outcome, report: Report, console: Console) -> Text:
    sign, plain, style = _SIGNS[report.conclusion]
    shown = sign if console.encoding.startswith("utf") else plain
    mode = "enforced" if outcome.mode == "enforce" else "advises"
    return Text.assemble(
        (f"{shown} {outcome.check.name}", style), (f" {mode}  ", "dim"), visible(report.title)
    )


def _details(outcome: Outcome) -> Iterator[RenderableType]:
    match outcome.verdict:
        case Judged() as judged:
            yield from _paragraphs(judged)
        case Errored(error=error):
            yield Text(calm(error), "red")


def _paragraphs(judged: Judged) -> Iterator[RenderableType]:
    if not judged.findings:
        return
    if judged.facts:
        yield Prose(judged.facts)
    for remedy, findings in _by_remedy(judged.findings).items():
        yield Text()
        yield from _places(findings)
        yield Prose(f"**To do:** {remedy}")
    if judged.evidence:
        yield Text()
        yield Prose(judged.evidence)


def _by_remedy(findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.remedy, []).append(finding)
    return grouped


def _places(findings: Sequence[Finding]) -> Iterator[RenderableType]:
    for finding in findings[:_MOST_PLACES]:
        if finding.path and finding.line:
            yield Text(f"{visible(finding.path)}:{finding.line}", "bold")
            yield Padding(Prose(finding.what), (0, 0, 0, _INDENT))
        else:
            yield Prose(finding.what)
    if len(findings) > _MOST_PLACES:
        yield Text(f"and {plural(len(findings) - _MOST_PLACES, 'more place')}", "dim")


def _closing(judgement: Judgement) -> Text:
    counts = (
        (judgement.count("failure"), "blocks", "block", "bold red"),
        (judgement.count("neutral"), "advises", "advise", "bold yellow"),
        (judgement.count("success"), "holds", "hold", "green"),
        (judgement.count("skipped"), "does not apply", "do not apply", "dim"),
    )
    parts = [
        (f"{count} {one if count == 1 else several}", style)
        for count, one, several, style in counts
        if count
    ]
    line = Text()
    for place, (words, style) in enumerate(parts):
        line.append(", " if place else "").append(words, style)
    return line if parts else Text("Every check is off.", "dim")

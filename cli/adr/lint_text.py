"""Findings about records on the terminal: by file, each with the line it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from checks.engine.words import plural, visible
from checks.parts.decision_records.finding import RecordFinding, Severity
from cli.adr.findings import Linted
from cli.adr.table import where
from cli.excerpt import line_shown
from cli.formats.sentences import sentences
from cli.terminal import printed, sign

_STYLES: Final[Mapping[Severity, str]] = {
    "error": "bold red",
    "warning": "bold yellow",
    "note": "bold cyan",
}
_INDENT: Final = 2
_FEW: Final = 8
"""So many findings are read at a glance; more get a table of the rules."""


def show_findings(linted: Linted) -> None:
    """Print every finding with its remedy, then how many there are of which rule."""
    printed(lambda console: _show(linted, console))


def _show(linted: Linted, console: Console) -> None:
    width = console.width
    for path, findings in groupby(linted.findings, key=lambda finding: finding.path):
        lines = (linted.reading.commit.text(path) or "").splitlines()
        shown = [Text(visible(path), "bold underline")]
        for finding in findings:
            shown += _shown(finding, lines, width, console)
        # One print for each file: thousands of small ones take longer than all rules.
        console.print(Text("\n").join([*shown, Text()]), soft_wrap=True)
    if len(linted.findings) > _FEW:
        console.print(_by_rule(linted.findings))
        console.print()
    console.print(_closing(linted, console))
    console.print(Text(where(linted.reading), "dim"))


def _shown(
    finding: RecordFinding, lines: Sequence[str], width: int, console: Console
) -> Iterator[Text]:
    yield Text.assemble(
        " " * _INDENT,
        (finding.severity, _STYLES[finding.severity]),
        (f"  {finding.rule}", "dim"),
    )
    if finding.line <= len(lines) and lines[finding.line - 1].strip():
        yield line_shown(lines[finding.line - 1], finding.line, width)
    for lead, words in (("", finding.what), ("To do: ", finding.remedy)):
        yield from sentences(words, width, 2 * _INDENT, console, lead)


def _by_rule(findings: Sequence[RecordFinding]) -> Table:
    counts = Counter((finding.severity, finding.rule, finding.title) for finding in findings)
    order = list(_STYLES)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(justify="right")
    for (severity, rule, title), count in sorted(
        counts.items(), key=lambda each: (order.index(each[0][0]), -each[1], each[0][1])
    ):
        table.add_row(f"{count:,}", Text(rule, _STYLES[severity]), Text(title, "dim"))
    return table


def _closing(linted: Linted, console: Console) -> Text:
    looked = plural(linted.records, "record")
    if not linted.findings:
        return Text(f"{sign(console, '✓', '+')} {looked}, nothing to mend.", "green")
    parts = [
        Text(plural(linted.count(severity), severity), style)
        for severity, style in _STYLES.items()
        if linted.count(severity)
    ]
    return Text(", ").join(parts) + Text(f" in {looked}.")

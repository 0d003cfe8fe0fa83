"""An examination on the terminal: a heading for each probe, a line for each fact, and below those
that are not in order why it matters and what to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table
from rich.text import Text

from checks.engine.words import plural, visible
from cli.doctor.examining import Examination, Examined
from cli.doctor.finding import Finding, Status
from cli.formats.prose import Prose
from cli.terminal import sign

_SIGNS: Final[Mapping[Status, tuple[str, str, str]]] = {
    "ok": ("✓", "+", "green"),
    "warning": ("!", "!", "bold yellow"),
    "problem": ("✗", "x", "bold red"),
    "unknown": ("?", "?", "cyan"),
}
_COUNTED: Final[tuple[tuple[Status, str, str], ...]] = (
    ("problem", "problem", "bold red"),
    ("warning", "warning", "bold yellow"),
    ("unknown", "unknown", "cyan"),
)


def show(examination: Examination, console: Console) -> None:
    """Print it on `console`, whose theme is that of `cli.formats.prose`."""
    target = examination.target
    about = f"{target.full_name} and the service" if target else "The service"
    console.print(Text.assemble((visible(about), "bold"), f", at {visible(examination.api_url)}"))
    for each in examination.examined:
        console.print()
        _show_probe(each, console)
    console.print()
    console.print(_closing(examination))
    if target is None:
        console.print(
            Text("`plumbline doctor OWNER/REPOSITORY` looks at a repository as well.", "dim")
        )


def _show_probe(each: Examined, console: Console) -> None:
    console.print(Text(each.probe.title, "bold"))
    for finding in each.findings:
        console.print(_line(finding, console))
        if finding.status != "ok":
            _show_advice(finding, console)


def _line(finding: Finding, console: Console) -> Table:
    shown, plain, style = _SIGNS[finding.status]
    line = Table.grid(padding=(0, 1, 0, 0))
    line.add_column(width=3, justify="right")
    line.add_column(ratio=1, overflow="fold")
    line.add_row(Text(sign(console, shown, plain), style), Prose(finding.what))
    return line


def _show_advice(finding: Finding, console: Console) -> None:
    for text in (finding.why, finding.remedy):
        if text:
            lead = sign(console, "→", "->") if text is finding.remedy else ""
            line = Table.grid(padding=(0, 1, 0, 0))
            line.add_column(width=5, justify="right")
            line.add_column(ratio=1, overflow="fold")
            style = "" if text is finding.remedy else "dim"
            line.add_row(Text(lead, "bold"), _styled(text, style))
            console.print(line)
    if finding.where:
        # On a line of its own and never broken, so that it can be opened or copied as it is.
        console.print(Text("      " + visible(finding.where), "blue"), soft_wrap=True)


def _styled(markdown: str, style: str) -> Markdown:
    prose = Prose(markdown)
    prose.style = style or "none"
    return prose


def _closing(examination: Examination) -> Text:
    parts = [
        Text(plural(count, noun, "unknown" if noun == "unknown" else ""), style)
        for status, noun, style in _COUNTED
        if (count := examination.count(status))
    ]
    parts.append(Text(f"{examination.count('ok'):,} in order", "green"))
    said = Text(", ").join(parts)
    said.append(f". {plural(examination.requests, 'request')} to GitHub.", "dim")
    return said

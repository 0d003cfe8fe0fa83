"""What a text refers to, on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.text import Text

from checks.engine.words import visible
from cli.adr.statuses import status_text
from cli.terminal import printed, sign
from snapshot.checkout import RecordsAtCommit
from snapshot.record import Record
from snapshot.text_references import References

_MENTION: Final = (
    "Decisions are spoken of, but nothing says which. A number (ADR-12), a path or a file name "
    "would."
)


def show_references(found: References, read: RecordsAtCommit) -> None:
    """Print each record that is cited with its status, then what leads nowhere."""
    printed(lambda console: _show(found, read, console))


def _show(found: References, read: RecordsAtCommit, console: Console) -> None:
    records = {file.path: file.record for file in read.files}
    waived = {waiver.path: waiver.reason for waiver in found.waived}
    for path in found.refs:
        for line in _cited(path, records.get(path), waived.get(path), console):
            console.print(line, soft_wrap=True)
    for line in _elsewhere(found, console):
        console.print(line, soft_wrap=True)
    if found.mention_only:
        console.print(Text(_MENTION, "yellow"))
    elif found == References():
        console.print(Text("No decision record is cited.", "dim"))


def _cited(
    path: str, record: Record | None, reason: str | None, console: Console
) -> Iterator[Text]:
    yield Text.assemble((f"{sign(console, '✓', '+')} ", "green"), (visible(path), "bold"))
    if record is not None:
        status = status_text(record.status, record.status_raw, console)
        yield Text.assemble("  ", status, f"  {visible(record.title)}")
    if reason is not None:
        yield Text(f"  departed from: {visible(reason) or 'no reason is given'}", "red")


def _elsewhere(found: References, console: Console) -> Iterator[Text]:
    for url in found.external:
        yield Text.assemble(
            (f"{sign(console, '↗', '>')} ", "cyan"), visible(url), ("  another repository", "dim")
        )
    for text in found.unresolved:
        yield Text.assemble(
            (f"{sign(console, '✗', 'x')} ", "red"), visible(text), ("  no record here", "dim")
        )
    for each in found.ambiguous:
        yield Text.assemble((f"{sign(console, '?', '?')} ", "yellow"), visible(each.text))
        for path in each.paths:
            yield Text(f"    {visible(path)}", "dim")

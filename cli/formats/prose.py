"""The Markdown of verdicts on a terminal: plain tables, no links, nothing a terminal obeys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from rich.console import Console, ConsoleOptions
from rich.markdown import Markdown, MarkdownElement, TableElement
from rich.table import Table
from rich.theme import Theme

from checks.engine.words import visible

THEME: Final = Theme(
    {
        "markdown.code": "cyan",
        "markdown.item.bullet": "dim",
        "markdown.item.number": "dim",
        "markdown.table.header": "bold",
    }
)


class _PlainTable(TableElement):
    """Columns and a bold header, without lines around them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Table]:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        header = self.header.row.cells if self.header and self.header.row else []
        for cell in header:
            heading = cell.content.copy()
            heading.stylize("markdown.table.header")
            table.add_column(heading, overflow="fold")
        for row in self.body.rows if self.body else []:
            table.add_row(*(cell.content for cell in row.cells))
        yield table


class Prose(Markdown):
    """Markdown whose signs that do not show are escaped before anything is printed."""

    elements: ClassVar[Mapping[str, type[MarkdownElement]]] = {  # type: ignore[assignment]
        **Markdown.elements,
        "table_open": _PlainTable,
    }

    def __init__(self, markdown: str) -> None:
        super().__init__(calm(markdown), hyperlinks=False)


def calm(text: str) -> str:
    """Line breaks stay; every other sign that does not show is escaped."""
    return "\n".join(visible(line) for line in text.split("\n"))

"""Rows of Markdown and reStructuredText grid tables."""

from __future__ import annotations

import re

_DELIMITER_ROW = re.compile(r"[ \t>]*\|?[ \t:|-]*-[ \t:|-]*")


def cells(line: str) -> list[str]:
    """The cells of a row, with or without outer pipes, in a block quote or not."""
    text = line.strip().lstrip("> ")
    return [cell.strip() for cell in text.removeprefix("|").removesuffix("|").split("|")]


def is_delimiter_row(line: str) -> bool:
    """True for `|---|:-:|`, which stands below a row of names."""
    return bool(line) and _DELIMITER_ROW.fullmatch(line) is not None

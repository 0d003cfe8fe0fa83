"""Ticking a checkbox in Markdown, as one may on GitHub."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

_BOX = re.compile(r"\[[ xX]\](?=\s)")


def turned_over(text: str, number: int) -> str:
    """`text` with its checkbox of this number (the first is 0) ticked, or unticked if it was.

    Raises IndexError when there is none; checkboxes are counted as the page shows them.
    """
    lines = text.split("\n")
    at = _lines_with_boxes(text)[number]
    lines[at] = _BOX.sub(lambda box: "[ ]" if box[0] != "[ ]" else "[x]", lines[at], count=1)
    return "\n".join(lines)


def _lines_with_boxes(text: str) -> list[int]:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [
        token.map[0]
        for before, token in zip(tokens, tokens[2:], strict=False)
        if token.type == "inline"
        and before.type == "list_item_open"
        and token.map
        and _BOX.match(token.content)
    ]

"""A text without what its author only quotes."""

from __future__ import annotations

import re

from snapshot.markdown import LONGEST_TEXT, prose

_QUOTE_TAG = re.compile(r"<(?P<closes>/?)blockquote\b[^<>\n]{0,200}>", re.IGNORECASE)


def own_words(text: str) -> str:
    """The prose of `text` (Markdown), without quotes of either notation: release notes that a bot
    repeats stand in HTML ones.
    """
    return prose(_without_html_quotes(text[:LONGEST_TEXT]))


def _without_html_quotes(text: str) -> str:
    """`text` without `<blockquote>…</blockquote>`, nested ones too; one that never closes stays."""
    kept, at, begins, depth = [], 0, 0, 0
    for tag in _QUOTE_TAG.finditer(text):
        if not tag["closes"]:
            begins = tag.start() if depth == 0 else begins
            depth += 1
        elif depth > 0:
            depth -= 1
            if depth == 0:
                kept.append(text[at:begins])
                at = tag.end()
    return "\n".join((*kept, text[at:])) if kept else text

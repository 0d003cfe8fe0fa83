"""A text without what its author only quotes, and without what a template says in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from snapshot.markdown import LONGEST_TEXT, Block, prose_blocks

NOTHING = (
    r"(?:n\.?\s?/?\s?a\.?|none|no(?:t (?:applicable|needed|required))?|nothing|tbd|[-–—#?_.\s]*)"
)
"""What people write, in any case, into a field that has nothing to say."""

_QUOTE_TAG = re.compile(r"<(?P<closes>/?)blockquote\b[^<>\n]{0,200}>", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\W{0,5}\b(?:adrs?|m?adr|architectur\w{1,5}|decisions?|records?|docs?|documentation|related"
    r"|relevant|links?|linked|references?|to|the|an?|any|new|or|and|of|for|see|if|applicable)\b){1,8}"
    r"\W{0,5}",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"\s*{NOTHING}\s*", re.IGNORECASE)


def own_words(text: str) -> str:
    """The prose of `text` (Markdown), blocks apart by an empty line.

    Without quotes of either notation: release notes that a bot repeats stand in HTML ones. Without
    headings of a template that nothing follows.
    """
    blocks = prose_blocks(_without_html_quotes(text[:LONGEST_TEXT]))
    return "\n\n".join(_without_empty_fields(blocks))


def _without_empty_fields(blocks: tuple[Block, ...]) -> Iterator[str]:
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        says_nothing = following is not None and bool(_NOTHING.fullmatch(following.text))
        is_last = block.is_heading and at > 0 and (following is None or following.is_heading)
        if not ((says_nothing or is_last) and _LABEL.fullmatch(block.text[:200])):
            yield block.text


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

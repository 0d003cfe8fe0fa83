"""Reading Markdown as GitHub would, to see what in it is alive: mentions, links, tables."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

MARKDOWN = MarkdownIt("commonmark").enable("table")


def code_spans(markdown: str) -> list[str]:
    """What stands in code spans, in order."""
    return [token.content for token in _inline(markdown) if token.type == "code_inline"]


def outside_code(markdown: str) -> str:
    """Where GitHub looks for mentions, references and HTML: all text that is not code."""
    return "\n".join(
        token.content for token in _inline(markdown) if token.type not in ("code_inline", "fence")
    )


def links(markdown: str) -> list[str]:
    """The addresses of links and images."""
    return [
        str(token.attrs.get("href") or token.attrs.get("src"))
        for token in _inline(markdown)
        if token.type in ("link_open", "image")
    ]


def block_types(markdown: str) -> list[str]:
    """The kinds of blocks, in order."""
    return [token.type for token in MARKDOWN.parse(markdown)]


def _inline(markdown: str) -> Iterator[Token]:
    for token in MARKDOWN.parse(markdown):
        if token.type == "inline":
            yield from token.children or ()
        else:
            yield token

"""Markdown of check runs as HTML that shows what was written and nothing else.

Raw HTML but for line breaks stays text, images are not fetched, and links lead out without telling
from where.
"""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

from checks.engine.words import visible

_MOST_CHARACTERS = 70_000
_LINE_BREAK = "<br>"


def block(text: str) -> Markup:
    """Paragraphs, lists and tables."""
    lines = map(visible, text[:_MOST_CHARACTERS].split("\n"))
    return Markup(_reader().render("\n".join(lines)))  # noqa: S704 - raw HTML is escaped


def inline(text: str) -> Markup:
    """One sentence."""
    return Markup(_reader().renderInline(visible(text[:_MOST_CHARACTERS])))  # noqa: S704


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.add_render_rule("link_open", _link_open)
    # In a table, that is the only way to begin a new line.
    reader.inline.ruler.push("line_break", _line_break)
    return reader


def _link_open(self, tokens, index, options, env) -> str:  # type: ignore[no-untyped-def]
    tokens[index].attrSet("rel", "noreferrer nofollow")
    return str(self.renderToken(tokens, index, options, env))


def _line_break(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_LINE_BREAK, state.pos):
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos += len(_LINE_BREAK)
    return True

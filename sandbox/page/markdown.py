"""Renders Markdown as GitHub does: its dialect, its links, and nothing that could do harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.tasklists import tasklists_plugin

from sandbox.page.references import References

# What GitHub lets through; no style, no script, no event handler.
TAGS = nh3.ALLOWED_TAGS | {"details", "summary", "input", "picture", "source", "section"}
ATTRIBUTES = {
    **nh3.ALLOWED_ATTRIBUTES,
    "input": {"type", "checked", "disabled"},
    "details": {"open"},
    "p": {"align"},
    "div": {"align"},
}
ALERTS = ("NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION")
# Classes that our own rendering gives; one written by hand in HTML is dropped.
OURS = {
    "a": {"mention", "reference"},
    "ul": {"contains-task-list"},
    "ol": {"contains-task-list"},
    "li": {"task-list-item"},
    "input": {"task-list-item-checkbox"},
    "blockquote": {f"alert-{kind.lower()}" for kind in ALERTS},
}


def render(text: str | None, references: References, *, breaks: bool = True) -> Markup:
    """Safe HTML. `breaks`: a line break in the source is one in the result, as in comments."""
    dialect = MarkdownIt("commonmark", {"html": True, "breaks": breaks})
    dialect.enable(["table", "strikethrough"]).use(tasklists_plugin)
    dialect.core.ruler.push("alerts", _alerts)
    dialect.core.ruler.push("references", lambda state: _link_references(state, references))
    dialect.add_render_rule("th_open", _cell)
    dialect.add_render_rule("td_open", _cell)
    html = dialect.render(text or "")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=OURS,
        set_tag_attribute_values={"input": {"type": "checkbox", "disabled": ""}},
        link_rel="nofollow noopener",
    )
    return Markup(clean)  # noqa: S704 - sanitised on the line above


def _cell(
    _renderer: RendererProtocol, tokens: Sequence[Token], index: int, _options: Any, _env: Any
) -> str:
    """Alignment as an attribute; the usual inline style does not pass the sanitiser."""
    token = tokens[index]
    style = str(token.attrGet("style") or "")
    side = style.removeprefix("text-align:")
    return f'<{token.tag} align="{side}">' if side else f"<{token.tag}>"


def _alerts(state: StateCore) -> None:
    """`> [!NOTE]` on its own line makes a block quote an alert."""
    for index, token in enumerate(state.tokens[:-2]):
        if token.type != "blockquote_open":
            continue
        inline = state.tokens[index + 2]
        first, _, rest = inline.content.partition("\n")
        kind = first.strip().removeprefix("[!").removesuffix("]").upper()
        if kind in ALERTS and first.strip().upper() == f"[!{kind}]":
            token.attrSet("class", f"alert-{kind.lower()}")
            _retitle(state, inline, kind, rest)


def _retitle(state: StateCore, inline: Token, kind: str, rest: str) -> None:
    inline.content, inline.children = rest, []
    state.md.inline.parse(rest, state.md, state.env, inline.children)
    title = Token("text", "", 0, content=kind.capitalize())
    around = [Token("strong_open", "strong", 1), title, Token("strong_close", "strong", -1)]
    inline.children[:0] = [*around, *([Token("hardbreak", "br", 0)] if rest else [])]


def _link_references(state: StateCore, references: References) -> None:
    for block in state.tokens:
        if block.type != "inline":
            continue
        linked: list[Token] = []
        inside = 0
        for token in block.children or ():
            inside += token.nesting if token.type.startswith("link_") else 0
            if token.type == "text" and not inside:
                linked.extend(_linked(token, references))
            else:
                linked.append(token)
        block.children = linked


def _linked(token: Token, references: References) -> list[Token]:
    tokens: list[Token] = []
    for piece in references.pieces(token.content):
        text = Token("text", "", 0, content=piece.text)
        if not piece.address:
            tokens.append(text)
            continue
        opening = Token("link_open", "a", 1, attrs={"href": piece.address})
        if piece.kind:
            opening.attrSet("class", piece.kind)
        tokens += [opening, text, Token("link_close", "a", -1)]
    return tokens

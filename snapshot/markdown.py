"""What a person wrote in Markdown: the prose GitHub shows, and the checkboxes.

Blocks are found by markdown-it's CommonMark rules; inside a block only HTML and code spans matter
here, so nothing else is parsed, and 300 kB of hostile text takes about a second.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

LONGEST_TEXT = 300_000
"""Characters that are read; what follows is ignored."""

_BLOCKS = MarkdownIt("commonmark").enable("table").disable(["inline"])
_CHECKBOX = re.compile(r"\[([ xX])\]\s+(\S[^\n]*)")
_ATTRIBUTES = r"(?:\s(?:[^<>\"']|\"[^\"]{0,2000}+\"|'[^']{0,2000}+')*+)?+"
# Not `<docs/adr/0001-a.md>` and `<https://…>`, which people see.
_TAG = rf"</?[A-Za-z][A-Za-z0-9-]*+(?:{_ATTRIBUTES}>|/>)"
_TICKS_OR_HTML = re.compile(rf"`++|<!--|{_TAG}")
_LINK = re.compile(r"<a\s[^>]*?\bhref\s*=\s*[\"']?(?P<address>[^\s\"'>]+)", re.IGNORECASE)
_EMPTY_LINK = re.compile(r"(?<!!)\[\s{0,20}\]\([^()\n]{0,1000}\)")
_LABEL = re.compile(r"\[([^\[\]]{1,999})\]")


@dataclass(frozen=True, slots=True)
class Checkbox:
    """An item of a task list; `line` counts from 1, `text` is its first line, never empty."""

    text: str
    checked: bool
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, table cell or the like, in words; never empty."""

    text: str
    is_heading: bool


def prose(text: str) -> str:
    """`text` without HTML comments and tags, fenced code and block quotes; blocks stand on lines of
    their own.

    Code spans and indented lines stay (paths are written in them), HTML inside code spans too.
    Where a link leads to belongs to the prose, be it written at its place or defined elsewhere; the
    latter stands on a line of its own at the end.
    """
    return "\n".join(block.text for block in prose_blocks(text))


def prose_blocks(text: str) -> tuple[Block, ...]:
    """The prose of `text` block by block; see `prose`."""
    definitions: dict[str, Any] = {}
    blocks = []
    previous = ""
    for token in _own_words(text, definitions):
        shown = _EMPTY_LINK.sub("", _shown(token))
        if shown:
            blocks.append(Block(shown, previous == "heading_open"))
        previous = token.type
    own = "\n".join(block.text for block in blocks)
    linked = _linked(own, definitions.get("references", {}))
    return (*blocks, *(Block(address, False) for address in linked))


def _linked(own: str, definitions: Mapping[str, Any]) -> Iterator[str]:
    """Where the labels in `own` lead to; a definition that is never referred to is invisible."""
    if definitions:
        labels = (normalizeReference(label[1]) for label in _LABEL.finditer(own))
        for label in dict.fromkeys(labels):
            if label in definitions:
                yield str(definitions[label]["href"])


def checkboxes(text: str) -> tuple[Checkbox, ...]:
    """The task list items of `text`, in order; those in quotes, code and comments do not count."""
    found = []
    previous: Token | None = None
    item_starts = False
    for token in _own_words(text):
        if token.type == "inline":
            box = _checkbox(token) if item_starts else None
            if box:
                found.append(box)
            item_starts = False
        elif token.type == "paragraph_open":
            item_starts = previous is not None and previous.type == "list_item_open"
        previous = token
    return tuple(found)


def paragraph_lines(text: str) -> frozenset[int]:
    """The numbers, from 1, of the lines of `text` that belong to plain paragraphs: not to quotes,
    code, lists, tables, headings or blocks of HTML.
    """
    tokens = _own_words(text)
    maps = (t.map for t in tokens if t.type == "paragraph_open" and t.level == 0)
    return frozenset(line + 1 for lines in maps if lines for line in range(*lines))


def _checkbox(token: Token) -> Checkbox | None:
    match = _CHECKBOX.match(_without_html(token.content, unclosed_hides=False).lstrip())
    if match is None or token.map is None:
        return None
    return Checkbox(match[2].rstrip(), match[1] != " ", token.map[0] + 1)


def _own_words(text: str, definitions: dict[str, Any] | None = None) -> Iterator[Token]:
    """The block tokens outside of block quotes and fences; link definitions go to `definitions`."""
    quotes = 0
    for token in _BLOCKS.parse(text[:LONGEST_TEXT], definitions):
        if token.type in ("blockquote_open", "blockquote_close"):
            quotes += token.nesting
        elif quotes == 0 and token.type != "fence":
            yield token


def _shown(token: Token) -> str:
    if token.type == "inline":
        return _without_html(token.content, unclosed_hides=False)
    if token.type == "html_block":
        return _without_html(token.content, unclosed_hides=True).strip()
    return token.content.rstrip("\n") if token.type == "code_block" else ""


def _without_html(content: str, *, unclosed_hides: bool) -> str:
    """`content` with its HTML comments and tags removed; those inside code spans are text.

    A comment that never closes hides the rest of an HTML block, and is plain text in a paragraph.
    """
    if "<" not in content:
        return content
    runs = _backtick_runs(content)
    kept, at, end = [], 0, len(content)
    while match := _TICKS_OR_HTML.search(content, at):
        if match[0][0] == "<" and match[0] != "<!--":
            kept.append(content[at : match.start()])
            at = match.end()
            if (link := _LINK.match(match[0])) and not content.startswith("</", at):
                kept.append(f" {link['address']} ")
            continue
        if match[0] != "<!--":
            upto = _end_of_code_span(runs, match)
            kept.append(content[at:upto])
            at = upto
            continue
        close = content.find("-->", match.end())
        if close < 0 and not unclosed_hides:
            break
        kept.append(content[at : match.start()])
        at = end if close < 0 else close + len("-->")
    return "".join(kept) + content[at:]


def _backtick_runs(content: str) -> dict[int, list[int]]:
    """Where runs of backticks start, by their length, in rising order."""
    runs: dict[int, list[int]] = {}
    for match in re.finditer("`+", content):
        runs.setdefault(len(match[0]), []).append(match.start())
    return runs


def _end_of_code_span(runs: dict[int, list[int]], opening: re.Match[str]) -> int:
    """Where the code span ends that `opening` starts; the end of the run when none does."""
    length = len(opening[0])
    starts = runs.get(length, [])
    following = bisect_right(starts, opening.start())
    return starts[following] + length if following < len(starts) else opening.end()

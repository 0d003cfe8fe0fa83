"""Takes from the text of a template what could do more than be read.

A template is written by people, often by one for many: nobody is mentioned by it, no line of it
passes for a marker of ours, and no comment that never closes hides what follows.
"""

from __future__ import annotations

import re
from typing import Final

from rituals.parts.custom.code_regions import has_loose_ticks, outside_spans

_MENTION: Final = re.compile(
    # In addresses and links the sign mentions nobody.
    r"(?P<address>https?://[^\s<>]+|(?<!\\)\[[^\[\]\n]{0,300}(?<!\\)\]\([^()\s]{0,1000}\))"
    r"|(?<![A-Za-z0-9_])@(?P<login>[A-Za-z0-9][\w@/-]*)",
    re.ASCII,
)
_NOT_PLAIN: Final = re.compile(r"\\|</?[A-Za-z!]")
_ANY_AT: Final = re.compile(r"(?<![A-Za-z0-9_])@(?=[A-Za-z0-9])", re.ASCII)
_POSING: Final = re.compile(r"<!--+(?=\s*plumbline\b)", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"(\n[ \t]*\n)")


def neutral(prose: str) -> str:
    """`prose`, which holds no fenced code, without mentions and without comments that pose as ours
    or never close. Code spans stay as they are.
    """
    pieces = _PARAGRAPH.split(prose)
    return _closed("".join(_without_mentions(piece) for piece in pieces))


def without_markers(text: str) -> str:
    """`text`, code or prose, in which no comment passes for one of ours."""
    return _POSING.sub("&lt;!--", text)


def _without_mentions(paragraph: str) -> str:
    if "@" not in paragraph:
        return paragraph
    if has_loose_ticks(paragraph) or _NOT_PLAIN.search(paragraph):
        # Backticks may be no code there, so the sign itself is parted from the name.
        return _ANY_AT.sub("@\u200b", paragraph)
    return outside_spans(paragraph, lambda text: _MENTION.sub(_in_code, text))


def _in_code(found: re.Match[str]) -> str:
    return f"`@{found['login']}`" if found["login"] else found[0]


def _closed(prose: str) -> str:
    """Comments that never close are shown as text."""
    last_end = prose.rfind("-->")
    closed, rest = prose[: last_end + 1], prose[last_end + 1 :]
    return closed + rest.replace("<!--", "&lt;!--")

"""Where a hunk begins and ends: in code, in a block comment, or in a string?

A hunk shows three lines of context, so the line that opened or closes a comment or a docstring is
often not among them. What ends without having begun tells; where nothing tells, code is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from snapshot.lexers import Language

_STARRED = re.compile(r"\s*\*(?:\s|$)")
_AFTER_A_CLOSING_QUOTE = tuple("),.]}%+:#;")
_BEFORE_AN_OPENING_QUOTE = re.compile(
    r"(?:[=(,\[{:+%]|\breturn|\byield|\bin|\bprint)\s*[a-zA-Z]{0,2}$"
)
_COMMENT_MARK = re.compile(r"(?:^|\s)(?:#|//)")
_STRING_PREFIX = re.compile(r"\s*[rbfuRBFU]{0,2}")


def openers_before(
    lines: Sequence[str], is_added: Sequence[bool], language: Language
) -> tuple[str, ...]:
    """What may stand before `lines` so that they read as in the whole file: "" or an opener such
    as `/*` or three quotes.

    There are two answers when lines that the change itself adds (`is_added`) make the difference:
    nobody should be able to hide a comment by what looks like the end of a string.
    """
    for opener, closer in language.blocks:
        if _in_block(lines, opener, closer):
            return (opener,)
    likely = _in_string(lines, language.triple_quotes)
    for quote in language.triple_quotes:
        lone = [at for at, line in enumerate(lines) if line.count(quote) % 2]
        if any(is_added[at] for at in lone) and (likely == quote or len(lone) % 2):
            return (likely, "" if likely else quote)
    return (likely,)


def unclosed_block(text: str, language: Language) -> tuple[str, str] | None:
    """The pair of marks of a block comment that may begin in `text` and does not end there; many
    lexers do not even see the beginning unless the end stands somewhere.
    """
    for opener, closer in language.blocks:
        if text.rfind(opener) > text.rfind(closer):
            return opener, closer
    return None


def _in_block(lines: Sequence[str], opener: str, closer: str) -> bool:
    """True when a block ends that did not begin, or the first line looks like a middle one.

    `closer` counts at the beginning or end of a line only: it may be part of a glob or a time
    table elsewhere.
    """
    first = next((line for line in lines if line.strip()), "")
    if opener == "/*" and _STARRED.match(first):
        return True
    for line in lines:
        text = line.strip()
        if opener in text:
            return text.startswith(closer)
        if text.startswith(closer) or text.endswith(closer):
            return True
    return False


def _in_string(lines: Sequence[str], quotes: Sequence[str]) -> str:
    """The quotes of the string the first line is in, as the first line that has some tells."""
    for at, line in enumerate(lines):
        found = [quote for quote in quotes if quote in line]
        if not found:
            continue
        quote = min(found, key=line.index)
        before, _, after = line.partition(quote)
        if _COMMENT_MARK.search(before):
            continue
        if quote not in after and _closes(before, after, lines[:at]):
            return quote
        return ""
    return ""


def _closes(before: str, after: str, above: Sequence[str]) -> bool:
    """Does the only triple quote of a line end a string rather than begin one?"""
    after = after.strip()
    if _STRING_PREFIX.fullmatch(before):
        if after:
            return after.startswith(_AFTER_A_CLOSING_QUOTE)
        last = next((line.rstrip() for line in reversed(above) if line.strip()), "")
        return not last.endswith((":", "(", "=", ",", "["))
    return not _BEFORE_AN_OPENING_QUOTE.search(before)

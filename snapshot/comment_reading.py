"""Pygments at work: the comments in a few consecutive lines of a file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pygments.token import Comment, String, _TokenType

from snapshot.hunk_start import unclosed_block
from snapshot.lexers import Language, is_a

_NO_WORDS = (Comment.Preproc, Comment.PreprocFile, Comment.Hashbang)
_DOCUMENTATION = re.compile(r"\s*(?://|/\*|--|#|;|\{-|\(\*)")
_BACKTICK = "`"
_STRING_WORDS = re.compile(r"[^\s\"'`]")


@dataclass(frozen=True, slots=True)
class Reading:
    """The comment text of each line, "" where there is none; `code` is the rest of each line, with
    strings of underscores; `open_at_end` is the mark of the comment or string the last line ends
    in, "" in code.
    """

    lines: tuple[str, ...]
    code: tuple[str, ...]
    open_at_end: str


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    text: str
    is_comment: bool
    is_string: bool
    is_documentation: bool = False


def read_comments(lines: Sequence[str], opener: str, language: Language) -> Reading:
    """Read `lines` as if `opener` ("" or the mark of a comment or string) stood before them."""
    above = [opener] if opener else []
    text = "\n".join([*above, *lines])
    block = unclosed_block(text, language)
    pieces = list(_pieces(f"{text}\n{block[1] if block else ''}\n", language))
    starts = _line_starts(text)
    said, code = [""] * len(starts), [""] * len(starts)
    for piece in pieces:
        if piece.start > len(text):
            continue
        # Not every lexer goes from left to right.
        line = bisect_right(starts, piece.start) - 1
        for further, words in enumerate(piece.text.split("\n")[: len(starts) - line]):
            if piece.is_comment:
                said[line + further] = f"{said[line + further]} {words}".strip()
            else:
                code[line + further] += _as_code(piece, words)
    above_it = len(above)
    open_at_end = _open_at(len(text), text, block, pieces, language)
    return Reading(tuple(said[above_it:]), tuple(code[above_it:]), open_at_end)


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer("\n", text))]


def _as_code(piece: _Piece, words: str) -> str:
    return _STRING_WORDS.sub("_", words) if piece.is_string or piece.is_documentation else words


def _open_at(
    end: int,
    text: str,
    block: tuple[str, str] | None,
    pieces: Sequence[_Piece],
    language: Language,
) -> str:
    """What `text` ends in, by the piece that reaches beyond its `end`."""
    beyond = [piece for piece in pieces if piece.start + len(piece.text) > end + 1]
    if block and beyond and beyond[0].is_comment:
        return block[0]
    before = [piece for piece in pieces if piece.start <= end and piece.text.strip()]
    if not before or not before[-1].is_string:
        return ""
    marks = (*language.triple_quotes, _BACKTICK)
    mark = max(marks, key=text.rfind)
    return mark if mark in text and not text.rstrip().endswith(mark) else ""


def _pieces(source: str, language: Language) -> Iterator[_Piece]:
    """`source` cut into pieces of one kind each, in order."""
    documentation = False
    after_documentation = False
    for start, kind, text in _tokens(source, language):
        is_comment = is_a(kind, Comment) and not any(is_a(kind, other) for other in _NO_WORDS)
        is_doc = is_a(kind, String.Doc)
        if is_doc:
            # Some lexers cut a documentation comment into many tokens; the first one tells.
            begins = bool(_DOCUMENTATION.match(text))
            documentation = begins or (documentation and after_documentation)
        yield _Piece(
            start,
            text,
            is_comment or (is_doc and documentation),
            is_a(kind, String) and not is_doc,
            is_doc,
        )
        if text.strip():
            after_documentation = is_doc


def _tokens(source: str, language: Language) -> Iterator[tuple[int, _TokenType, str]]:
    """Pygments' tokens; after a string that wrongly runs over a line end the lexer starts anew."""
    base = 0
    while base < len(source):
        for start, kind, text in language.lexer.get_tokens_unprocessed(source[base:]):
            if language.strings_on_one_line and _runs_over(kind, text):
                base += start + text.index("\n") + 1
                break
            yield base + start, kind, text
        else:
            return


def _runs_over(kind: _TokenType, text: str) -> bool:
    line, line_end, _ = text.partition("\n")
    return (
        bool(line_end)
        and is_a(kind, String)
        and text[0] in "\"'"
        and text[:3] not in ('"""', "'''")
        and not line.endswith("\\")
    )

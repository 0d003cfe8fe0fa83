"""Building blocks of everything people read: quoting, counting, tables, cutting to length.

Foreign text (titles, paths, labels, logins, file content) reaches Markdown only through `code`, so
that it pings nobody, links nowhere and hides nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

LONGEST_TEXT = 65_535
"""GitHub's limit for the summary and the text of a check run. Counted in UTF-8 bytes here, the
stricter reading of a limit GitHub gives in characters."""

_ESCAPED = {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
# The first joins the parts of one emoji and shapes the letters of some scripts, the other chooses
# how a sign is drawn; they reorder nothing.
_SHAPING = frozenset("\u200d\ufe0e\ufe0f")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
# By Unicode these are letters, marks and symbols, and yet there is nothing to be seen of them.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0d\uffa0\ufff0-\ufff8"
    "\ufffe\uffff\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """`text` on one line with everything that does not show, or reorders what does, escaped.

    A line break becomes `\\n`, a bidirectional override `\\u202e`. The result can be encoded as
    UTF-8 whatever came in.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _ESCAPED:
        return _ESCAPED[character]
    is_unseen = unicodedata.category(character) in _UNSEEN or _BLANK.match(character)
    if character in _SHAPING or not is_unseen:
        return character
    point = ord(character)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, the last one an ellipsis when something was left out."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def code(text: str, limit: int = 200) -> str:
    """Foreign text as a Markdown code span: nobody is pinged, nothing becomes a link.

    At most `limit` characters of the visible form are shown. In a table, pass the span through
    `table`, which escapes the pipes.
    """
    shown = shortened(visible(text), limit)
    if not shown.strip():
        return "(empty)"
    runs = [len(run) for run in re.findall("`+", shown)] if "`" in shown else []
    fence = "`" * next(n for n in range(1, len(runs) + 2) if n not in runs)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


_SPAN = re.compile(r"(?<!`)(`+)(?!`) ?(.+?) ?(?<!`)\1(?!`)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")


def plain(markdown: str) -> str:
    """The same for places that show text as it is: code spans without backticks, links without
    addresses.
    """
    return _SPAN.sub(r"\2", _LINK.sub(r"\1", markdown))


def code_path(path: str, limit: int = 80) -> str:
    """A path as `code` has it. A long one loses its first folders, as its end tells most."""
    if len(path) <= limit:
        return code(path, limit)
    end = path[1 - limit :]
    whole_names = end.partition("/")[2]
    return code(f"…/{whole_names}" if whole_names else f"…{end}", limit + 1)


def plural(count: int, noun: str, many: str = "") -> str:
    """`1 file`, `2 files`, `3,000 files`; `many` where an s does not do."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def percent(part: int, whole: int) -> str:
    """The share rounded down, so that 100 % means all of it: `99 %` for 999 of 1,000."""
    return f"{100 * part // whole if whole else 100} %"


def listing(items: Sequence[str], most: int, last_word: str = "and") -> str:
    """`a, b and c`; beyond `most` items `a, b and 7 more`, or with "or" `a, b or 7 others`."""
    shown, rest = list(items[:most]), len(items) - most
    if rest > 0:
        shown.append(plural(rest, "other") if last_word == "or" else f"{rest:,} more")
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} {last_word} {shown[-1]}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table. Cells are Markdown; pipes and line breaks in them cannot break it."""
    lines = [_row(header), "|" + " --- |" * len(header), *map(_row, rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(c.splitlines()).replace("|", "\\|") for c in cells) + " |"


def bullets(items: Sequence[str], most: int = 20) -> str:
    """A Markdown list; beyond `most` items the last one says how many are not shown."""
    shown = [f"- {item}" for item in items[:most]]
    if len(items) > most:
        shown.append(f"- and {len(items) - most:,} more")
    return "\n".join(shown)


def size(text: str) -> int:
    """Bytes of `text` in UTF-8."""
    return len(text.encode())


def cut(markdown: str, limit: int = LONGEST_TEXT) -> str:
    """`markdown` in at most `limit` bytes (200 or more), cut at the end of a line.

    A note says how many lines were left out; a fence that the cut left open is closed before it.
    """
    if size(markdown) <= limit:
        return markdown
    lines = markdown.split("\n")
    room = limit - size(_left_out(len(lines))) - size(_longest_fence(lines)) - 1
    kept, used = 0, 0
    while used + size(lines[kept]) + 1 <= room:
        used += size(lines[kept]) + 1
        kept += 1
    head = lines[:kept]
    fence = _open_fence(head)
    return "\n".join([*head, *([fence] if fence else [])]) + _left_out(len(lines) - kept)


def _left_out(count: int) -> str:
    return f"\n\n_{plural(count, 'more line')} left out here._"


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _open_fence(lines: Sequence[str]) -> str:
    """The fence that `lines` leave open, or ""."""
    fence = ""
    for line in lines:
        match = _FENCE.match(line)
        if match is None:
            continue
        if not fence:
            fence = match[1]
        elif match[1].startswith(fence) and not line[match.end() :].strip():
            fence = ""
    return fence


def _longest_fence(lines: Sequence[str]) -> str:
    return max((m[1] for line in lines if (m := _FENCE.match(line))), key=len, default="")

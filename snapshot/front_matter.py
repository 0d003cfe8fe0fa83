"""The front matter of a document: YAML between two `---`, read flat and within limits.

What is no YAML (`yaml_scalars`) is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from snapshot.record import Flaw
from snapshot.yaml_scalars import Entry, normal_key, yaml_scalars

LONGEST_FRONT_MATTER = 200
"""Lines within which it has to end."""

_LINE = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]*(?P<value>.*)")
_LOOKS_LIKE_A_KEY = re.compile(r"[A-Za-z][\w-]{0,40}:(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`end` is the position of the first line behind it, 0 without any."""

    end: int = 0
    entries: tuple[Entry, ...] = ()
    flaws: tuple[Flaw, ...] = ()

    def below(self, *names: str) -> tuple[Entry, ...]:
        """The entries under the first of the top-level keys `names` that holds any."""
        for name in names:
            if found := tuple(entry for entry in self.entries if entry.keys[0] == name):
                return found
        return ()


def front_matter(lines: Sequence[str]) -> FrontMatter:
    """The front matter at the beginning of `lines`."""
    opening = lines[0].rstrip() if lines else ""
    if opening not in ("---", "+++"):
        return FrontMatter()
    closing = ("+++",) if opening == "+++" else ("---", "...")
    for at in range(1, min(len(lines), LONGEST_FRONT_MATTER)):
        if lines[at].rstrip() in closing:
            inner = lines[1:at]
            if opening == "+++":
                return FrontMatter(at + 1, tuple(_line_by_line(inner)))
            return _parsed(inner, at + 1)
    if len(lines) > 1 and _LOOKS_LIKE_A_KEY.match(lines[1]):
        return FrontMatter(0, tuple(_line_by_line(_up_to_a_blank_line(lines[1:]))), (_ENDLESS,))
    return FrontMatter()


def _parsed(lines: Sequence[str], end: int) -> FrontMatter:
    entries, flaw = yaml_scalars(lines)
    if flaw is None:
        return FrontMatter(end, entries)
    return FrontMatter(end, tuple(_line_by_line(lines)), (flaw,))


def _line_by_line(lines: Iterable[str]) -> Iterator[Entry]:
    for at, line in enumerate(lines):
        if match := _LINE.fullmatch(line):
            value = match["value"].strip().strip("\"'")
            if value:
                yield Entry((normal_key(match["key"]),), value, at + 2)


def _up_to_a_blank_line(lines: Sequence[str]) -> Sequence[str]:
    for at, line in enumerate(lines[:LONGEST_FRONT_MATTER]):
        if not line.strip():
            return lines[:at]
    return lines[:LONGEST_FRONT_MATTER]


_ENDLESS = Flaw(
    1,
    "The front matter does not end, so all of the document may be taken for it.",
    "Close it with a line of its own that says `---`.",
)

"""The front matter of a document: YAML between two `---`, read flat and within limits.

Only events of the YAML parser are looked at: nothing is constructed, aliases are not followed, tags
are ignored, so nothing can grow or run. What is no YAML is read line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import yaml

from snapshot.record import Flaw

LONGEST_FRONT_MATTER = 200
"""Lines within which it has to end."""

_MOST_CHARACTERS = 20_000
_MOST_EVENTS = 2_000
_MOST_DEPTH = 12
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
_LINE = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,40}?)[ \t]*[:=][ \t]*(?P<value>.*)")
_LOOKS_LIKE_A_KEY = re.compile(r"[A-Za-z][\w-]{0,40}:(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One scalar of the front matter: the keys that lead to it, in lower case with dashes for
    underscores and capitals in the middle, and its line, which counts from 1.
    """

    keys: tuple[str, ...]
    value: str
    line: int


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
    reader = _Reader()
    try:
        for count, event in enumerate(yaml.parse("\n".join(lines)[:_MOST_CHARACTERS], _LOADER)):
            if count > _MOST_EVENTS:
                reader.refuse(_position(event), "has more values than are read", "Shorten it.")
            if reader.flaw:
                break
            reader.take(event)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reader.refuse(mark.line if mark else 0, "is no valid YAML", _QUOTES)
    if reader.flaw is None:
        return FrontMatter(end, tuple(reader.entries))
    entries = reader.entries or list(_line_by_line(lines))
    if reader.is_broken:
        entries = list(_line_by_line(lines))
    return FrontMatter(end, tuple(entries), (reader.flaw,))


@dataclass(slots=True)
class _Reader:
    """Follows the events through nested collections and keeps the scalars."""

    entries: list[Entry] = field(default_factory=list)
    flaw: Flaw | None = None
    is_broken: bool = False
    _keys: list[str | None] = field(default_factory=list)  # one per open collection
    _in_list: list[bool] = field(default_factory=list)

    def refuse(self, position: int, what: str, remedy: str) -> None:
        self.is_broken = True
        self.flaw = self.flaw or Flaw(position + 2, f"The front matter {what}.", remedy)

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self.refuse(_position(event), "refers to another place by `*`", _NO_ALIASES)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event, isinstance(event, yaml.SequenceStartEvent))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._keys.pop()
            self._in_list.pop()
            self._value_is_read()

    def _open(self, event: yaml.Event, is_list: bool) -> None:
        if not self._keys and is_list:
            self.refuse(_position(event), "is a list, not `key: value` lines", _A_MAPPING)
        if len(self._keys) >= _MOST_DEPTH:
            self.refuse(_position(event), "is nested too deeply to be read", "Flatten it.")
        if self._keys and not self._in_list[-1] and self._keys[-1] is None:
            self._keys[-1] = ""  # a collection as a key
        self._keys.append("" if is_list else None)
        self._in_list.append(is_list)

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        line = _position(event) + 2
        if not self._keys:
            if event.value:
                self.refuse(_position(event), "has no `key: value` lines", _A_MAPPING)
        elif self._in_list[-1] or self._keys[-1] is not None:
            self.entries.append(Entry(self._path(), _scalar_text(event, self._keys), line))
            self._value_is_read()
        else:
            self._keys[-1] = event.value[:100]

    def _path(self) -> tuple[str, ...]:
        return tuple(_normal_key(key) for key in self._keys if key) or ("",)

    def _value_is_read(self) -> None:
        if self._keys and not self._in_list[-1]:
            self._keys[-1] = None


def _position(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _scalar_text(event: yaml.ScalarEvent, keys: Sequence[str | None]) -> str:
    """The value; for `{ accepted }`, a key without one inside a key, the inner key as written."""
    if not event.value and len(keys) > 1 and keys[-1]:
        return keys[-1]
    return str(event.value)


def _normal_key(key: str) -> str:
    """`superseded_by`, `supersededBy` and `Superseded by` are `superseded-by`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_ ]+", "-", key.strip()).lower()


def _line_by_line(lines: Iterable[str]) -> Iterator[Entry]:
    for at, line in enumerate(lines):
        if match := _LINE.fullmatch(line):
            value = match["value"].strip().strip("\"'")
            if value:
                yield Entry((_normal_key(match["key"]),), value, at + 2)


def _up_to_a_blank_line(lines: Sequence[str]) -> Sequence[str]:
    for at, line in enumerate(lines[:LONGEST_FRONT_MATTER]):
        if not line.strip():
            return lines[:at]
    return lines[:LONGEST_FRONT_MATTER]


_A_MAPPING = "Write each entry as `key: value`, with a space after the colon."
_NO_ALIASES = "Write the value out instead of using anchors and aliases."
_QUOTES = "Put values that contain a colon, a `#` or brackets in quotes."
_ENDLESS = Flaw(
    1,
    "The front matter does not end, so all of the document may be taken for it.",
    "Close it with a line of its own that says `---`.",
)

"""The scalars of a YAML mapping, read flat from the parser's events and within limits.

Nothing is constructed, aliases are not followed and tags are ignored, so nothing can grow or run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from snapshot.record import Flaw

_MOST_CHARACTERS = 20_000
_MOST_EVENTS = 2_000
_MOST_DEPTH = 12
_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


@dataclass(frozen=True, slots=True)
class Entry:
    """One scalar of the front matter: the keys that lead to it, in lower case with dashes for
    underscores and capitals in the middle, and its line, which counts from 1.
    """

    keys: tuple[str, ...]
    value: str
    line: int


def yaml_scalars(lines: Sequence[str]) -> tuple[tuple[Entry, ...], Flaw | None]:
    """The entries of the YAML in `lines`, whose first line is the second of the file; with a flaw
    they are those before it.
    """
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
    return tuple(reader.entries), reader.flaw


@dataclass(slots=True)
class _Reader:
    """Follows the events through nested collections and keeps the scalars."""

    entries: list[Entry] = field(default_factory=list)
    flaw: Flaw | None = None
    _keys: list[str | None] = field(default_factory=list)  # one per open collection
    _in_list: list[bool] = field(default_factory=list)

    def refuse(self, position: int, what: str, remedy: str) -> None:
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
        return tuple(normal_key(key) for key in self._keys if key) or ("",)

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


def normal_key(key: str) -> str:
    """`superseded_by`, `supersededBy` and `Superseded by` are `superseded-by`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_ ]+", "-", key.strip()).lower()


_A_MAPPING = "Write each entry as `key: value`, with a space after the colon."
_NO_ALIASES = "Write the value out instead of using anchors and aliases."
_QUOTES = "Put values that contain a colon, a `#` or brackets in quotes."

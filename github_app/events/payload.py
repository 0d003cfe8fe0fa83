"""Tolerant reading of JSON: whatever is missing or of another type reads as empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from github_app.github_time import seconds_of

# Longer texts are never needed here; the longest are names of branches (255 bytes each part).
_LONGEST_TEXT = 1024
_LONGEST_PROSE = 65_536
# GitHub's ids have up to 64 bits, one of which is a sign.
_LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Payload:
    """A JSON value seen through paths of keys; GitHub's real payloads lack almost any key."""

    value: object

    def at(self, *path: str) -> Payload:
        """The value under `path`, or an empty one."""
        value = self.value
        for key in path:
            value = value.get(key) if isinstance(value, dict) else None
        return Payload(value)

    def has(self, *path: str) -> bool:
        """True when there is something other than null under `path`."""
        return self.at(*path).value is not None

    def text(self, *path: str) -> str:
        """Text that can be stored anywhere: lone surrogates replaced; "" when there is none."""
        return self.long_text(*path)[:_LONGEST_TEXT]

    def long_text(self, *path: str) -> str:
        """The same for what people write; as much as GitHub takes of a comment."""
        value = self.at(*path).value
        if not isinstance(value, str):
            return ""
        return value[:_LONGEST_PROSE].encode("utf-8", "replace").decode()

    def number(self, *path: str) -> int:
        """A count or id; 0 when there is none that GitHub could have meant. (JSON's true is no
        number.)
        """
        value = self.at(*path).value
        if not isinstance(value, int) or value is True:
            return 0
        return value if 0 < value <= _LARGEST_NUMBER else 0

    def moment(self, *path: str) -> float:
        """A time in seconds since the epoch; 0.0 when there is none."""
        return seconds_of(self.text(*path))

    def flag(self, *path: str) -> bool:
        return self.at(*path).value is True

    def each(self, *path: str) -> Iterator[Payload]:
        """The members of a list; none when there is no list."""
        value = self.at(*path).value
        for member in value if isinstance(value, list) else ():
            yield Payload(member)

    def texts(self, *path: str) -> Iterator[str]:
        """The texts of a list of texts."""
        return (text for member in self.each(*path) if (text := member.text()))

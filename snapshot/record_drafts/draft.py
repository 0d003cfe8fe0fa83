"""What a new record is to say, before anybody has decided how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """A file of the folder: `text` has lines that end with a line feed."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be written at `path`. `status` is a word such as "Proposed"; `supersedes` are the
    records that it replaces.
    """

    path: str
    title: str
    status: str
    day: date
    supersedes: tuple[Text, ...] = ()

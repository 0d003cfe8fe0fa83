"""The people a record names: deciders, consulted, informed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from snapshot.record_status import plain

MOST_PEOPLE = 100

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|<[^<>@]*\s[^<>]*>|\[[^\[\]\d]*\s[^\[\]]*\](?!\()")
_ADDRESS = re.compile(r"\s*<[^<>\s]*@[^<>\s]*>")
_BETWEEN = re.compile(r"\s*(?:[,;&/]|<br\s*/?>|\band\b|\s(?=@\w))\s*(?![^(]*\))", re.IGNORECASE)
_NOBODY = re.compile(r"(?:n/?a|none|nobody|tbd|todo|unknown|everyone|[-–—.…?])?\.?", re.IGNORECASE)
_LONGEST_NAME = 100


def people(values: Iterable[str]) -> tuple[str, ...]:
    """The names in `values` in order, each once; logins keep their `@`."""
    names: dict[str, None] = {}
    for value in values:
        text = _ADDRESS.sub("", _PLACEHOLDER.sub(" ", html.unescape(value[:2_000])))
        for part in () if _NOBODY.fullmatch(text.strip()) else _BETWEEN.split(text):
            name = plain(part).strip(" .:-–—\"'")[:_LONGEST_NAME]
            if not _NOBODY.fullmatch(name):
                names.setdefault(name)
    return tuple(names)[:MOST_PEOPLE]

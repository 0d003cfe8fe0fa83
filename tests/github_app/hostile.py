"""Values nobody expects, and ways to put them anywhere into a JSON document."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

STRANGE: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    2**31,
    2**63,
    10**4000,
    -(10**300),
    1e308,
    0.5,
    "",
    " ",
    "\x00",
    "\ud800",
    "\udc00\ud800",
    "a\nb\r\nc\x1b[2J\x1b]52;c;aGk=\x07",
    "../../../etc/passwd",
    "refs/heads/",
    "refs/heads/../..\\x",
    "\u202egnp.exe",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2026-11-23T00:00:00",
    "closed",
    "/plumbline why " * 50,
    "x" * 200_000,
    "%s%n{0}{self}{{7*7}}${jndi:ldap://x}",
    [],
    {},
    [[]],
    [None, 1, "a", {}],
    list(range(300)),
    {"number": "1", "id": "1"},
    {"\x00": {"": None}},
    {"__class__": 1, "constructor": {"prototype": 1}},
)
"""Of every JSON type, with what other programs stumble over."""

HOSTILE = st.one_of(
    st.sampled_from(STRANGE),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=6,
    ),
)


def places(document: Any, most: int = 5) -> Iterator[Path]:
    """Every place in `document`, not deeper than `most`."""
    pairs: Any = ()
    if isinstance(document, dict):
        pairs = document.items()
    elif isinstance(document, list):
        pairs = enumerate(document[:3])
    for key, value in pairs:
        yield (key,)
        if most > 1:
            yield from ((key, *below) for below in places(value, most - 1))


def replaced(document: Any, place: Path, value: Any) -> Any:
    """A copy with `value` at `place`, or `document` where there is no such place any more."""
    changed = copy.deepcopy(document)
    inner = changed
    try:
        for key in place[:-1]:
            inner = inner[key]
        inner[place[-1]] = value
    except (KeyError, IndexError, TypeError):
        return document
    return changed

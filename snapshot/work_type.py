"""Which kind of work a pull request is: by its labels, else by a title like `fix: Round up`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_CONVENTIONAL = re.compile(r"\s*(?P<kind>[A-Za-z][A-Za-z-]{0,29})(?:\([^()\n]{0,100}\))?!?:\s*\S")


def conventional_kind(title: str) -> str:
    """`refactor` of `refactor(cart)!: Part it`, in lower case; "" for any other title."""
    match = _CONVENTIONAL.match(title)
    return match["kind"].lower() if match else ""


def labelled_types(labels: Iterable[str], types: Sequence[str]) -> tuple[str, ...]:
    """Those of `types` that are among `labels`, in any case, in the order of `types`."""
    carried = {label.casefold() for label in labels}
    return tuple(name for name in types if name.casefold() in carried)


def work_type(
    title: str, labels: Iterable[str], types: Sequence[str], by_title: Mapping[str, str]
) -> str:
    """The one of `types` that a pull request is: by its one label of them, or where it has none by
    what `by_title` makes of its title; "" when nothing tells, or more than one.
    """
    carried = labelled_types(labels, types)
    if carried:
        return carried[0] if len(carried) == 1 else ""
    return by_title.get(conventional_kind(title), "")

"""What a person asks about debt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from checks.parts.debt_label.pieces import Kind

Sort = Literal["oldest", "newest", "path", "author"]


@dataclass(frozen=True, slots=True)
class Asked:
    """`older_than` is in days. None for `at` means HEAD; None for `kinds` what the policy counts;
    None elsewhere means anything.
    """

    paths: tuple[str, ...] = ()
    repository: Path = Path()
    at: str | None = None
    since: str | None = None
    older_than: int | None = None
    area: str | None = None
    author: str | None = None
    kinds: frozenset[Kind] | None = None
    hotspots: bool = False
    sort: Sort = "oldest"


def kinds_named(names: Iterable[str]) -> frozenset[Kind] | None:
    """The kinds by their names on the command line; None when none was named."""
    every: tuple[Kind, ...] = get_args(Kind)
    chosen = {name.replace("-", " ") for name in names}
    if not chosen:
        return None
    return frozenset(kind for kind in every if "all" in chosen or kind in chosen)

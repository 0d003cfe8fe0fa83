"""What the readers of all manifests have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple


class Mention(NamedTuple):
    """A dependency named at position `at` of the lines, as written.

    `direct` is False for what a tool wrote down because another dependency asks for it.
    """

    at: int
    name: str
    direct: bool = True


Reader = Callable[[Sequence[str]], Iterable[Mention]]
"""From lines to what they name, in order; a line may name several."""

LONGEST_LINE = 2_000
"""Characters of a line that are read."""

"""What the readers of all manifests have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Reader = Callable[[Sequence[str]], Iterable[tuple[int, str]]]
"""From lines to (position, name of a dependency); a line may name several."""

LONGEST_LINE = 2_000
"""Characters of a line that are read."""

"""How large and how deep a policy file may be; far above any honest file, far below any harm."""

from __future__ import annotations

from typing import Final

MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 12
MOST_ALIASES: Final = 20
MOST_VALUES: Final = 10_000
MOST_PROBLEMS: Final = 25

"""The exit codes of every command."""

from __future__ import annotations

from typing import Final

CLEAN: Final = 0
BLOCKED: Final = 1
MISTAKE: Final = 2
OUR_BUG: Final = 3
INTERRUPTED: Final = 130

"""Whether faults of our own are shown in full: `--debug`, or PLUMBLINE_DEBUG in the environment."""

from __future__ import annotations

import os
from typing import Final

_VARIABLE: Final = "PLUMBLINE_DEBUG"


def debugging() -> bool:
    return bool(os.environ.get(_VARIABLE))


def start_debugging() -> None:
    """From here on, in this process and those it starts."""
    os.environ[_VARIABLE] = "1"

"""Loads structlog without Rich, which it takes along wherever that is installed: for tracebacks in
colours, which none of our logs has, and at the price of four megabytes in each process.
"""

from __future__ import annotations

import sys
from importlib import import_module


def load_structlog() -> None:
    """To be called before anybody imports structlog; Rich can be imported afterwards as ever."""
    if "structlog" in sys.modules or "rich" in sys.modules:
        return
    # So Python says that a module is not to be found.
    sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        import_module("structlog")
    finally:
        del sys.modules["rich"]

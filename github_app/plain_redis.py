"""Loads redis-py without OpenTelemetry's SDK, which it takes along wherever that is installed: for
metrics of its own, which nobody asks it for, at the price of three megabytes in each process.
"""

from __future__ import annotations

import sys
from importlib import import_module

_TAKEN_ALONG = "opentelemetry.sdk.metrics"


def load_redis() -> None:
    """To be called before anybody imports redis; the SDK can be imported afterwards as ever."""
    if "redis" in sys.modules or _TAKEN_ALONG in sys.modules:
        return
    # So Python says that a module is not to be found.
    sys.modules[_TAKEN_ALONG] = None  # type: ignore[assignment]
    try:
        import_module("redis")
    finally:
        del sys.modules[_TAKEN_ALONG]

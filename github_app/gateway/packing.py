"""How JSON values are kept in Redis: compressed, as most are long and repeat themselves."""

from __future__ import annotations

import json
import zlib
from typing import Any


def packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 1)


def unpacked(written: bytes | None) -> Any:
    """The value; None where there is none, or what was written is rubbish."""
    try:
        return None if written is None else json.loads(zlib.decompress(written))
    except (zlib.error, ValueError):
        return None

"""Dead letters: what nobody will look at again, kept for whoever looks into Redis."""

from __future__ import annotations

import json
from collections.abc import Sequence

DEAD_LETTERS = "plumbline:dead-letters"
KEPT = 1000
_LONGEST_PIECE = 2000


def given_up(subject: str, deliveries: Sequence[str], why: str) -> str:
    """About events that no attempt could answer."""
    about = {"subject": subject, "deliveries": list(deliveries), "why": why[:_LONGEST_PIECE]}
    return json.dumps(about)


def unreadable(name: bytes | str, written: bytes, why: str) -> str:
    """About something in Redis, under the subject `name`, that this program cannot read."""
    text = written[:_LONGEST_PIECE].decode(errors="backslashreplace")
    subject = name if isinstance(name, str) else name.decode(errors="backslashreplace")
    return json.dumps({"subject": subject, "written": text, "why": why})

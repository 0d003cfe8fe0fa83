"""The answer to a `/snooze` that does not say until when; the same below every issue of ours."""

from __future__ import annotations

from checks.engine.words import code


def unclear_snooze(written: str) -> str:
    """`written` is what stood behind the command."""
    said = code(f"/snooze {written}".strip(), 60)
    return (
        f"{said} does not say until when. Write `/snooze 3d` for three days, `/snooze 2w` for two "
        "weeks, or a date within the next year, such as `/snooze 2026-12-01`."
    )

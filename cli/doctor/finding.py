"""What the doctor has to say: one finding per fact, each with what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Status = Literal["ok", "warning", "problem", "unknown"]

STATUSES: Final[tuple[Status, ...]] = ("problem", "warning", "unknown", "ok")
"""The worst first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` never changes (`webhook.url`), for programs. `what` is true, `why` it matters, `remedy`
    is one step to take; foreign text in them stands in code spans. `where` is the address of the
    page, or the command, that the step begins with; "" where there is none.
    """

    id: str
    status: Status
    what: str
    why: str = ""
    remedy: str = ""
    where: str = ""


def ok(id: str, what: str) -> Finding:
    return Finding(id, "ok", what)


def warning(id: str, what: str, why: str, remedy: str, where: str = "") -> Finding:
    return Finding(id, "warning", what, why, remedy, where)


def problem(id: str, what: str, why: str, remedy: str, where: str = "") -> Finding:
    return Finding(id, "problem", what, why, remedy, where)


def unknown(id: str, what: str, why: str = "", remedy: str = "", where: str = "") -> Finding:
    """Could not be found out; `what` says so and why not."""
    return Finding(id, "unknown", what, why, remedy, where)

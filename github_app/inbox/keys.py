"""What the inbox's keys in Redis are called."""

from __future__ import annotations

from github_app.subjects import Subject

DUE = "plumbline:due"
EVENTS_PREFIX = "plumbline:events:"
TURN_PREFIX = "plumbline:turn:"


def keys_of(subject: Subject) -> list[str]:
    """Events, turn, pause and deadlines: what most scripts work on, in this order."""
    return [*keys_under(subject.key), DUE]


def keys_under(name: str) -> tuple[str, str, str]:
    """Events, turn and pause under a subject's key."""
    return f"{EVENTS_PREFIX}{name}", f"{TURN_PREFIX}{name}", f"plumbline:pause:{name}"


def done_key(subject: Subject, delivery: str) -> str:
    return f"plumbline:done:{delivery}:{subject.key}"

"""What the inbox's keys in Redis are called; those that are counted per installation are named in
`places.lua`.
"""

from __future__ import annotations

from github_app.subjects import Subject

DUE = "plumbline:due"
TURN_PREFIX = "plumbline:turn:"
EVENTS_PREFIX = "plumbline:events:"
LINE_PREFIXES = ("plumbline:line:", "plumbline:background:")
LINES = "plumbline:lines"
BELLS = "rq:queue:plumbline"
"""RQ's list of the jobs that no worker has taken yet."""


def keys_of(subject: Subject) -> list[str]:
    """Events, turn and pause: what most scripts work on, in this order."""
    return list(keys_under(subject.key))


def keys_under(name: str) -> tuple[str, str, str]:
    """Events, turn and pause under a subject's key."""
    return f"{EVENTS_PREFIX}{name}", f"{TURN_PREFIX}{name}", f"plumbline:pause:{name}"


def done_key(subject: Subject, delivery: str) -> str:
    return f"plumbline:done:{delivery}:{subject.key}"

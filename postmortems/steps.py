"""What is to be done at GitHub about postmortems, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Open:
    """Open an issue. `incident` or `tracked` says what for; `owner` is a login or ""."""

    title: str
    body: str
    label: str
    incident: int = 0
    path: str = ""
    key: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Write below an issue of ours (node id); `closes`: and close it, as done or as not planned."""

    issue_id: str
    body: str
    closes: str = ""


@dataclass(frozen=True, slots=True)
class React:
    """React to a comment (node id): it was followed, or else not understood."""

    comment_id: str
    is_followed: bool = True

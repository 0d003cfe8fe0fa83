"""Keys that stood elsewhere in earlier versions of the policy file, and where they stand now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checks.engine.words import code

_MOVED: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("checks", "adr_link", "folders"): ("records", "adr", "folders"),
}


def moved_key_remedy(path: tuple[str | int, ...]) -> str | None:
    """What to do about the key at `path`, None when it never was a key of the file."""
    home = _MOVED.get(tuple(str(step) for step in path))
    if home is None:
        return None
    *groups, key = home
    below = f"{code(key + ':')} below {code('.'.join(groups) + ':')}"
    return f"It moved to {code('.'.join(home))}, as every rule reads it: write {below}."

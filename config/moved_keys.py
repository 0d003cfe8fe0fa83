"""Keys of earlier versions of the policy file, and where they stand or what they are called now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from checks.engine.words import code

_MOVED: Final[Mapping[tuple[str, ...], tuple[str, ...]]] = {
    ("checks", "adr_link", "folders"): ("records", "adr", "folders"),
}
_REPLACED: Final[Mapping[tuple[str, ...], str]] = {
    ("checks", "review_coverage", "keep_approvals"): "It became `stale_approvals`: write "
    "`stale_approvals: per_file` for `true`, `stale_approvals: any_push` for `false`.",
}


def moved_key_remedy(path: tuple[str | int, ...]) -> str | None:
    """What to do about the key at `path`, None when it never was a key of the file."""
    steps = tuple(str(step) for step in path)
    home = _MOVED.get(steps)
    if home is None:
        return _REPLACED.get(steps)
    *groups, key = home
    below = f"{code(key + ':')} below {code('.'.join(groups) + ':')}"
    return f"It moved to {code('.'.join(home))}, as every rule reads it: write {below}."

"""Where postmortems lie, and which files there are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from snapshot.record_names import is_record_path

USUAL_FOLDERS = (
    "docs/postmortems",
    "docs/post-mortems",
    "docs/postmortem",
    "docs/incident-reports",
    "postmortems",
    "post-mortems",
    "incident-reports",
)
"""Where teams keep them, as a rule."""

USUAL_SECTIONS = (
    ("Summary",),
    ("Impact",),
    ("Timeline",),
    ("Root causes",),
    ("Action items",),
)
"""What a postmortem has, as a rule; each by any of its usual names."""


@dataclass(frozen=True, slots=True)
class PostmortemCustoms:
    """What the policy says about the documents: folders without leading or trailing slash, and the
    sections each has to have, with its accepted names.
    """

    folders: tuple[str, ...] = USUAL_FOLDERS
    required_sections: tuple[tuple[str, ...], ...] = USUAL_SECTIONS

    def holds(self, path: str) -> bool:
        """Whether the file at `path` is a postmortem: no README or template, and in a folder."""
        return is_postmortem_path(path, self.folders)


USUAL_CUSTOMS = PostmortemCustoms()
"""Those of a team that has said nothing about it."""


def is_postmortem_path(path: str, folders: Iterable[str]) -> bool:
    """Whether `path` lies in one of `folders` and is a document, no README or template."""
    return path.startswith(_insides(tuple(folders))) and is_record_path(path)


@lru_cache(maxsize=64)
def _insides(folders: tuple[str, ...]) -> tuple[str, ...]:
    """What the paths of their files begin with; each of many files is compared with them."""
    return tuple(f"{folder}/" for folder in folders)

"""An evaluation with the beginning of its map only: enough for a line in a history."""

from __future__ import annotations

from dataclasses import replace

from reviews.page.evaluation import Evaluation
from reviews.page.map_seen import MapSeen, Part

_MOST_PARTS = 8
_MOST_FILES = 3


def gist_of(evaluation: Evaluation) -> Evaluation:
    """The same without most of its files, people and remarks."""
    return replace(evaluation, map=_gist(evaluation.map)) if evaluation.map else evaluation


def _gist(seen: MapSeen) -> MapSeen:
    parts = tuple(_part(part) for part in seen.parts[:_MOST_PARTS])
    return MapSeen(parts, more=seen.more + len(seen.parts) - len(parts))


def _part(part: Part) -> Part:
    files = part.files[:_MOST_FILES]
    return replace(part, files=files, more=part.more + len(part.files) - len(files))

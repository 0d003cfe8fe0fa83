"""An evaluation, and a map, as JSON and back: rows without names, since a map may hold thousands of
files.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from checks.parts.review_coverage.coverage_map import Share
from reviews.page.evaluation import CheckSaid, Evaluation
from reviews.page.map_seen import Approval, Away, FileSeen, MapSeen, Need, Part, Person

T = TypeVar("T")
_VERSION = 1


def packed(evaluation: Evaluation) -> list[Any]:
    """What `json.dumps` takes."""
    it = evaluation
    share = _row(it.share) if it.share else None
    seen = packed_map(it.map) if it.map else None
    return [_VERSION, it.at.isoformat(), it.commit, it.because, _rows(it.checks), share, seen]


def unpacked(kept: Any) -> Evaluation | None:
    """The inverse of `packed`; None for what another version wrote."""
    try:
        version, at, commit, because, checks, share, seen = kept
        if version != _VERSION:
            return None
        return Evaluation(
            datetime.fromisoformat(at),
            commit,
            because,
            _all(CheckSaid, checks),
            Share(*share) if share else None,
            _map(seen) if seen else None,
        )
    except (TypeError, ValueError):
        return None


def packed_map(it: MapSeen) -> list[Any]:
    """What `json.dumps` takes."""
    parts = [[_rows(p.files), _rows(p.needs), p.approvers, p.outdated, p.more] for p in it.parts]
    sentences = [it.ignored, it.stale, it.unmatched, it.noticed]
    people = [_rows(it.approvals), _rows(it.people), _rows(it.away), it.signed]
    return [parts, sentences, people, it.left_open, it.is_least, it.more]


def unpacked_map(kept: Any) -> MapSeen | None:
    """The inverse of `packed_map`; None for what another version wrote."""
    try:
        return _map(kept)
    except (TypeError, ValueError):
        return None


def _map(kept: list[Any]) -> MapSeen:
    parts, sentences, people, left_open, is_least, more = kept
    ignored, stale, unmatched, noticed = map(tuple, sentences)
    approvals, able, away, signed = people
    return MapSeen(
        parts=tuple(
            Part(_all(FileSeen, files), _all(Need, needs), tuple(yes), tuple(outdated), unlisted)
            for files, needs, yes, outdated, unlisted in parts
        ),
        approvals=_all(Approval, approvals),
        ignored=ignored,
        stale=stale,
        unmatched=unmatched,
        people=_all(Person, able),
        left_open=left_open,
        is_least=is_least,
        noticed=noticed,
        signed=tuple((who, role) for who, role in signed),
        away=_all(Away, away),
        more=more,
    )


def _rows(values: tuple[Any, ...]) -> list[list[Any]]:
    return [_row(value) for value in values]


def _row(value: Any) -> list[Any]:
    return [getattr(value, name) for name in value.__dataclass_fields__]


def _all(kind: Callable[..., T], rows: list[list[Any]]) -> tuple[T, ...]:
    """JSON knows no tuples; all our lists are some."""
    return tuple(kind(*(tuple(v) if isinstance(v, list) else v for v in row)) for row in rows)

"""Which open pull requests have to be judged again: what was judged against what GitHub shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from github_app.catching_up.judged_rows import JudgedRow, Rows
from github_app.catching_up.sweep_list import SweepReason
from github_app.gateway.sweeping.open_now import OpenNow
from github_app.publisher.digest import ReportDigest

DAY = 86_400.0
_FINAL = "completed"
_LEFT_BY_GITHUB = "stale"


@dataclass(frozen=True, slots=True)
class Base:
    """The default branch; `config` is the digest of what verdicts rest on there, "" where nobody
    looked.
    """

    name: str
    config: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """`seen` stands for what was seen, and what it was compared with."""

    pull: OpenNow
    reason: SweepReason
    seen: str


@dataclass(slots=True)
class Compared:
    """`base_moved`: the default branch has other content than when somebody was judged by it, and
    whether that matters is for a close look to say. `unchanged` maps pull requests to the new tree
    of their base, where it does not matter.
    """

    due: list[Due] = field(default_factory=list)
    base_moved: bool = False
    unchanged: dict[int, str] = field(default_factory=dict)


def compare(rows: Rows, pulls: Iterable[OpenNow], base: Base, at: float) -> Compared:
    """`at` is when GitHub showed the `pulls`. What the sweep asked for within the last day, and
    where nothing changed since, is not asked for again.
    """
    compared = Compared()
    for pull in pulls:
        row = rows.of.get(pull.number)
        reason = _reason(row, pull)
        if reason is None and row is not None and _has_moved(row, pull):
            reason = _by_base(row, pull, base, compared)
        if reason is None and row is not None and at - row.at > DAY:
            reason = "old"
        if reason is None:
            continue
        seen = _digest(row, pull, reason)
        if not was_asked(rows.asked, pull.number, seen, at):
            compared.due.append(Due(pull, reason, seen))
    return compared


def was_asked(
    asked: Mapping[int, tuple[str, float]], number: int, seen: str, at: float, within: float = DAY
) -> bool:
    """Whether the same was asked for already, less than so many seconds ago."""
    before, when = asked.get(number, ("", 0.0))
    return before == seen and at - when < within


def _reason(row: JudgedRow | None, pull: OpenNow) -> SweepReason | None:
    if row is None:
        return "unknown"
    shown = (pull.head_oid, pull.base_name, pull.updated_at)
    if shown != (row.head_oid, row.base_name, row.updated_at):
        return "stale"
    if pull.runs is None:
        return None
    if not {run.name for run in pull.runs} >= set(row.runs):
        return "missing"
    return "unfinished" if any(_is_unfinished(pull, name) for name in row.runs) else None


def _is_unfinished(pull: OpenNow, name: str) -> bool:
    run = next(run for run in pull.runs or () if run.name == name)
    if run.status == _FINAL and run.conclusion != _LEFT_BY_GITHUB:
        return False
    digest = ReportDigest.parse(run.external_id)
    # Of two pull requests with one head, only the one that it speaks about is in question.
    return digest is None or digest.number == pull.number


def _has_moved(row: JudgedRow, pull: OpenNow) -> bool:
    return bool(row.base_tree and pull.base_tree) and row.base_tree != pull.base_tree


def _by_base(row: JudgedRow, pull: OpenNow, base: Base, compared: Compared) -> SweepReason | None:
    """The default branch moves with every merge, which seldom changes what verdicts rest on."""
    if pull.base_name != base.name:
        return "stale"
    if not base.config:
        compared.base_moved = True
        return None
    if base.config != row.config:
        return "stale"
    compared.unchanged[pull.number] = pull.base_tree
    return None


def _digest(row: JudgedRow | None, pull: OpenNow, reason: SweepReason) -> str:
    runs = [(run.id, run.status, run.conclusion) for run in pull.runs or ()]
    told = json.dumps(
        [
            row.at if row else 0,
            reason,
            pull.head_oid,
            pull.base_name,
            pull.updated_at,
            pull.base_tree,
            runs if reason in ("missing", "unfinished") else (),
        ]
    )
    return hashlib.sha256(told.encode()).hexdigest()[:12]

"""Finds the debt that a person asks about, dates it, and says where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from checks.debt_label import Settings
from cli.debt.asked import Asked
from cli.debt.dating import Dated, date_pieces
from cli.debt.hot_files import hot_files
from cli.debt.narrowing import lies_in, path_filter, require_area
from cli.debt.searching import Met
from cli.debt.searching_all import Wanted, search_files
from cli.debt.standing import Account, Standing
from cli.mistakes import Mistake
from cli.policy_at import policy_at
from cli.progress import Steps, progress_shown
from config.policy import Policy
from debt.wishes import HotspotWishes
from snapshot.checkout import CheckoutError, CommitReader, open_commit
from snapshot.debt_areas import DebtAreas
from snapshot.git.owners import owners_at
from snapshot.git.work_files import work_files
from snapshot.hotspot import Hotspot


def take_account(asked: Asked) -> Account:
    """Raises Mistake when there is no such repository, commit or path, or a broken policy."""
    try:
        commit = open_commit(asked.repository, asked.at)
        with progress_shown() as steps:
            return _account(asked, commit, policy_at(commit), steps)
    except CheckoutError as problem:
        raise Mistake(str(problem)) from None


def _account(asked: Asked, commit: CommitReader, policy: Policy, steps: Steps) -> Account:
    settings = policy.checks["debt_label"]
    assert isinstance(settings, Settings)  # noqa: S101
    now = datetime.now(UTC)
    is_asked = path_filter(asked.paths, commit, settings)
    files = work_files(commit.git, commit.commit, is_asked)
    wanted = Wanted(commit.git.path, settings, asked.kinds, commit.repository)
    found = search_files(files, wanted, steps)
    areas = _areas(commit, policy)
    wishes = policy.debt.hotspots or HotspotWishes()
    hot = hot_files(commit, wishes, commit.committed, steps) if asked.hotspots else None
    met = [each for each in found.met if lies_in(asked.area, areas.of_path(each.piece.path))]
    if asked.area and not met:
        require_area(asked.area, areas, commit)
    dated = date_pieces(commit, [each.piece for each in met], asked.since, steps)
    standing = _standing(met, dated, areas, hot or (), now)
    return Account(
        asked=asked,
        repository=commit.repository.full_name,
        branch=commit.branch,
        commit=commit.oid,
        now=now,
        found=found,
        pieces=tuple(sorted(filter(_wanted(asked), standing), key=_ORDERS[asked.sort])),
        hotspots=hot,
        months=wishes.months,
        passed_over=dated.passed_over,
        is_shallow=dated.is_shallow,
        has_uncommitted=asked.at is None and _has_uncommitted(commit),
    )


def _standing(
    met: Sequence[Met], dated: Dated, areas: DebtAreas, hot: Sequence[Hotspot], now: datetime
) -> Iterator[Standing]:
    hotspots = {hotspot.path: hotspot for hotspot in hot}
    for place, came in sorted(dated.came.items()):
        piece = met[place].piece
        yield Standing(
            piece=piece,
            text=met[place].text,
            author=came.author,
            commit=came.commit,
            days=max((now - came.author.at).days, 0),
            is_at_least=came.is_at_least,
            areas=areas.of_path(piece.path),
            hotspot=hotspots.get(piece.path),
        )


_ORDERS: Mapping[str, Callable[[Standing], Any]] = {
    "oldest": lambda each: (each.author.at, each.piece.path, each.piece.line),
    "newest": lambda each: (-each.author.at.timestamp(), each.piece.path, each.piece.line),
    "path": lambda each: (each.piece.path, each.piece.line),
    "author": lambda each: (each.author.name.casefold(), each.author.at),
}


def _wanted(asked: Asked) -> Callable[[Standing], bool]:
    name = (asked.author or "").casefold()

    def is_wanted(each: Standing) -> bool:
        written = f"{each.author.name} <{each.author.email}>".casefold()
        return name in written and (asked.older_than is None or each.days > asked.older_than)

    return is_wanted


def _areas(commit: CommitReader, policy: Policy) -> DebtAreas:
    owners = owners_at(commit.commit)
    return DebtAreas(policy.debt.areas, owners.codeowners if owners else None)


def _has_uncommitted(commit: CommitReader) -> bool:
    return not commit.git.is_bare and bool(commit.git.status(untracked_files="no"))

"""Finds the debt that a person asks about, dates it, and says where it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from checks.debt_label import Settings
from cli.debt.asked import Asked
from cli.debt.dating import Dated, date_pieces
from cli.debt.hot_files import hot_files
from cli.debt.searching import Met
from cli.debt.searching_all import Wanted, search_files
from cli.debt.standing import Account, Standing
from cli.mistakes import Mistake
from cli.owners.asked import from_root
from cli.policy_at import policy_at
from cli.progress import Steps, progress_shown
from config.policy import Policy
from debt.wishes import HotspotWishes
from snapshot.checkout import CheckoutError, CommitReader, open_commit
from snapshot.debt_areas import DebtAreas
from snapshot.git.owners import owners_at
from snapshot.git.work_files import work_files
from snapshot.hotspot import Hotspot
from snapshot.patterns import Globs


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
    is_asked = _is_asked(asked, commit, settings)
    files = work_files(commit.git, commit.commit, is_asked)
    wanted = Wanted(commit.git.path, settings, asked.kinds, commit.repository)
    found = search_files(files, wanted, steps)
    areas = _areas(commit, policy)
    wishes = policy.debt.hotspots or HotspotWishes()
    hot = hot_files(commit, wishes, commit.committed, steps) if asked.hotspots else None
    met = [each for each in found.met if _lies_in(asked.area, areas.of_path(each.piece.path))]
    if asked.area and not met:
        _require_area(asked.area, areas, commit)
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


def _is_asked(asked: Asked, commit: CommitReader, settings: Settings) -> Callable[[str], bool]:
    left_out = Globs.compile(settings.leave_out)
    root = Path(commit.git.workdir) if commit.git.workdir else None
    paths = [from_root(path, root).rstrip("/") for path in asked.paths]
    for path in paths:
        _require_path(path, commit)

    def is_asked(path: str) -> bool:
        named = not paths or any(not p or path == p or path.startswith(f"{p}/") for p in paths)
        return named and not left_out.matches(path)

    return is_asked


def _require_path(path: str, commit: CommitReader) -> None:
    there = commit.paths()
    if not path or any(known == path or known.startswith(f"{path}/") for known in there):
        return
    folders = {known.rpartition("/")[0] for known in there}
    likely = get_close_matches(path, [*there, *folders], n=1)
    hint = f"Did you mean {likely[0]}?" if likely else "Name one from the root of the repository."
    raise Mistake(f"There is no {path} at {commit.branch} ({commit.oid[:7]}).", hint)


def _areas(commit: CommitReader, policy: Policy) -> DebtAreas:
    owners = owners_at(commit.commit)
    return DebtAreas(policy.debt.areas, owners.codeowners if owners else None)


def _lies_in(area: str | None, areas: Sequence[str]) -> bool:
    return area is None or area.casefold() in (name.casefold() for name in areas)


def _require_area(area: str, areas: DebtAreas, commit: CommitReader) -> None:
    """A Mistake when no file lies in it, with what there is."""
    known = sorted({name for path in commit.paths() for name in areas.of_path(path)})
    if area.casefold() in (name.casefold() for name in known):
        return
    likely = get_close_matches(area, known, n=1)
    hint = f"Did you mean {likely[0]}?" if likely else f"There are: {', '.join(known[:12])}."
    raise Mistake(f"No file lies in an area called {area}.", hint)


def _has_uncommitted(commit: CommitReader) -> bool:
    return not commit.git.is_bare and bool(commit.git.status(untracked_files="no"))

"""Which files and areas a person means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from checks.debt_label import Settings
from cli.mistakes import Mistake
from cli.owners.asked import from_root
from snapshot.checkout import CommitReader
from snapshot.debt_areas import DebtAreas
from snapshot.patterns import Globs


def path_filter(
    asked: Sequence[str], commit: CommitReader, settings: Settings
) -> Callable[[str], bool]:
    """Whether a path is meant by those `asked` (all when there are none); none is that the policy
    leaves out. Raises Mistake for a path that the commit does not have.
    """
    left_out = Globs.compile(settings.leave_out)
    root = Path(commit.git.workdir) if commit.git.workdir else None
    paths = [from_root(path, root).rstrip("/") for path in asked]
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


def lies_in(area: str | None, areas: Sequence[str]) -> bool:
    """Whether `area`, in any case, is one of `areas`; None is everywhere."""
    return area is None or area.casefold() in (name.casefold() for name in areas)


def require_area(area: str, areas: DebtAreas, commit: CommitReader) -> None:
    """A Mistake when no file lies in it, with what there is."""
    known = sorted({name for path in commit.paths() for name in areas.of_path(path)})
    if area.casefold() in (name.casefold() for name in known):
        return
    likely = get_close_matches(area, known, n=1)
    hint = f"Did you mean {likely[0]}?" if likely else f"There are: {', '.join(known[:12])}."
    raise Mistake(f"No file lies in an area called {area}.", hint)

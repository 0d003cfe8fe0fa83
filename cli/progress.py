"""How far a long work is: a bar on standard error, as long as that is a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

T = TypeVar("T")


class Steps:
    """The steps of a work; each begins when the one before has ended."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def each(self, doing: str, items: Iterable[T], total: int | None) -> Iterator[T]:
        """`items`, counted while they are taken."""
        return iter(self._progress.track(items, total=total, description=doing))

    @contextmanager
    def counted(self, doing: str, total: int) -> Iterator[Counter]:
        """For a work that comes forward by more than one at once."""
        yield Counter(self._progress, doing, total)


class Counter:
    """A bar that is told how far the work came."""

    def __init__(self, progress: Progress, doing: str, total: int) -> None:
        self._progress = progress
        self._task = progress.add_task(doing, total=total)

    def forward(self, count: int) -> None:
        if count:
            self._progress.advance(self._task, count)


@contextmanager
def progress_shown() -> Iterator[Steps]:
    """The bars are taken away at the end, so that nothing but the answer stays."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield Steps(progress)

"""Reads a list in the order in which its entries changed last, over several turns.

What is new on top is read every turn, all below it once: titles and labels change at any time, and
that moves an entry to the top.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar


class Page(Protocol):
    """`newest` and `oldest` are when its first and last entry changed, as GitHub writes times, ""
    on an empty page; `next_page` is the cursor of the page below, "" without one.
    """

    @property
    def newest(self) -> str: ...
    @property
    def oldest(self) -> str: ...
    @property
    def next_page(self) -> str: ...


P = TypeVar("P", bound=Page)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list was read: all that changed since `through` is known. `below` is the cursor at
    which reading goes on, "" at the end.
    """

    through: str
    below: str = ""


class Walk(Generic[P]):
    """`read` answers the page behind a cursor, `take` keeps what a page says. Nothing that changed
    before `back_to` is of interest. `progress` is where the last turn ended, None at first.
    """

    def __init__(
        self,
        read: Callable[[str], P],
        take: Callable[[P], None],
        progress: Progress | None,
        most_pages: int,
        back_to: str = "",
    ) -> None:
        self._read, self._take = read, take
        self._pages_left = most_pages
        self._back_to = back_to
        self._known = progress is not None
        self.progress = progress or Progress("")

    @property
    def is_done(self) -> bool:
        return not self.progress.below

    def begin(self, first: P) -> None:
        """From the newest page on."""
        self._take(first)
        self.progress = Progress(first.newest, self._below(first))

    def catch_up(self, first: P) -> bool:
        """Takes all that changed since the last turn, from the newest page on; False when that is
        more than can be read, or nothing was known.
        """
        page = first
        while self._known:
            self._take(page)
            # Not below: very many may have changed in the same second, by a script.
            if not page.next_page or page.oldest <= self.progress.through:
                through = max(first.newest, self.progress.through)
                self.progress = replace(self.progress, through=through)
                return True
            if not self._pages_left:
                break
            page = self._page(page.next_page)
        return False

    def go_on(self) -> None:
        """Reads what lies below, as far as one turn may."""
        while self.progress.below and self._pages_left:
            page = self._page(self.progress.below)
            self._take(page)
            self.progress = replace(self.progress, below=self._below(page))

    def _page(self, after: str) -> P:
        self._pages_left -= 1
        return self._read(after)

    def _below(self, page: P) -> str:
        return page.next_page if page.oldest >= self._back_to else ""

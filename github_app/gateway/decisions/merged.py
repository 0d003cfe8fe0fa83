"""The merged pull requests that cite records, as far as they are known and read on from there.

They are read in the order in which they changed last, since titles and descriptions are edited long
after the merge. Every turn reads what is new on top; the past below is read once, some pages per
turn. All of it is kept in Redis; what is lost there is read again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decisions.log import MergedPullRequest
from github_app.gateway.client import GitHub
from github_app.gateway.decisions.documents import MERGED
from github_app.gateway.decisions.merged_memory import MergedMemory, Progress
from github_app.gateway.decisions.merged_page import MergedPage, merged_page

MOST_PAGES = 8
"""Pages of a hundred that are read in one turn."""

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class History:
    """`merged` are those that may cite a record, by number. `searched_to` is None once all of the
    past was read; before that, nothing that changed before it is known.
    """

    merged: tuple[MergedPullRequest, ...]
    searched_to: datetime | None = None


def read_history(
    github: GitHub,
    memory: MergedMemory,
    first: MergedPage,
    may_cite: Callable[[MergedPullRequest], bool],
) -> History:
    """`first` is the newest page, read already. At most `MOST_PAGES` requests, mostly none."""
    progress = memory.progress
    reader = _Reader(github, memory.kept(), may_cite)
    if progress is None or not reader.catch_up(first, progress.through):
        reader.forget()
        reader.take(first)
        progress = Progress(through=first.newest, below=first.next_page, oldest=first.oldest)
    else:
        progress = Progress(max(first.newest, progress.through), progress.below, progress.oldest)
    try:
        while progress.below and reader.pages < MOST_PAGES:
            page = reader.read(progress.below)
            reader.take(page)
            progress = Progress(progress.through, page.next_page, page.oldest or progress.oldest)
    finally:
        # What was read before GitHub refused more is not asked for again.
        memory.put(progress, reader.kept)
    found = tuple(reader.kept[number] for number in sorted(reader.kept))
    searched_to = datetime.fromisoformat(progress.oldest) if progress.below else None
    return History(found, searched_to)


class _Reader:
    """Reads pages and keeps of them what may cite a record."""

    def __init__(
        self,
        github: GitHub,
        kept: Mapping[int, MergedPullRequest],
        may_cite: Callable[[MergedPullRequest], bool],
    ) -> None:
        self._github = github
        self._may_cite = may_cite
        self.kept = dict(kept)
        self.pages = 0

    def forget(self) -> None:
        self.kept.clear()

    def read(self, after: str) -> MergedPage:
        self.pages += 1
        owner, name = self._github.full_name.split("/", 1)
        asked: dict[str, Any] = {"size": PAGE_SIZE, "after": after, "withMerged": True}
        answer = self._github.graphql(MERGED, {"owner": owner, "name": name, **asked})
        answer.insist()
        return merged_page((answer.found("repository") or {}).get("merged"))

    def take(self, page: MergedPage) -> None:
        for pull_request in page.merged:
            if self._may_cite(pull_request):
                self.kept[pull_request.number] = pull_request
            else:
                self.kept.pop(pull_request.number, None)

    def catch_up(self, first: MergedPage, through: str) -> bool:
        """Takes all that changed since `through`; False when that is more than can be read."""
        page = first
        while True:
            self.take(page)
            # Not below: very many may have changed in the same second, by a script.
            if not page.next_page or page.oldest <= through:
                return True
            if self.pages >= MOST_PAGES:
                return False
            page = self.read(page.next_page)

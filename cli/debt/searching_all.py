"""Searches the files of a commit, many of them in several processes: lexers are slow."""

from __future__ import annotations

import os
import signal
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

import pygit2

from checks.debt_label import Settings
from checks.parts.debt_label.issue_names import IssueNames
from checks.parts.debt_label.pieces import Kind
from cli.debt.searching import Found, Search, merged
from cli.debt.vocabulary import vocabulary_of
from cli.progress import Steps
from snapshot.facts import Repository
from snapshot.git.work_files import WorkFiles

MANY: Final = 6_000
"""Files that are worth the second that processes take to start."""

_AT_ONCE: Final = 200
_MOST_PROCESSES: Final = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that a process needs to know of what is looked for; `folder` is git's own."""

    folder: str
    settings: Settings
    kinds: Collection[Kind] | None
    repository: Repository

    def search(self) -> Search:
        names = IssueNames.of(self.settings.issue_keys, self.repository)
        return Search(vocabulary_of(self.settings, self.kinds), names)


def search_files(files: WorkFiles, wanted: Wanted, steps: Steps, many: int = MANY) -> Found:
    """In several processes from `many` files on. Raises CheckoutError where a partial clone lacks
    one.
    """
    total = len(files.files)
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    if total < many or processes < 2:
        each = steps.each("Reading files", wanted.search().through(files), total)
        return merged(each, files)
    with steps.counted("Reading files", total) as counter:
        parts = []
        for count, part in _in_processes(files, wanted, processes):
            counter.forward(count)
            parts.append(part)
    return merged(parts, files)


def _in_processes(files: WorkFiles, wanted: Wanted, processes: int) -> Iterator[tuple[int, Found]]:
    """How many files were searched, and what they hold, in no order."""
    named = [(path, str(oid)) for path, oid in files.files]
    batches = [named[at : at + _AT_ONCE] for at in range(0, len(named), _AT_ONCE)]
    pool = ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(wanted,)
    )
    try:
        work = {pool.submit(_search_batch, batch): len(batch) for batch in batches}
        for done in as_completed(work):
            yield work[done], done.result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_begun: list[tuple[pygit2.Repository, Search]] = []


def _begin(wanted: Wanted) -> None:
    """In each process, once. An interrupt is for the one that a person talks to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begun.append((pygit2.Repository(wanted.folder), wanted.search()))


def _search_batch(named: Sequence[tuple[str, str]]) -> Found:
    git, search = _begun[0]
    files = WorkFiles(git, tuple((path, pygit2.Oid(hex=oid)) for path, oid in named))
    return merged(search.through(files), files)

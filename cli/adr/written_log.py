"""The decision log of a clone: records from its files, pull requests from its history."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Literal

from rich.console import Console
from rich.progress import track

from cli.adr.reading import Reading
from decisions.compose import decision_log
from decisions.log import DecisionLog, MergedPullRequest
from decisions.machine import as_json, as_markdown
from decisions.page.static import static_page
from snapshot.git.merges import Merged, changed_paths, first_parents, merged_pull_requests
from snapshot.record_index import RecordIndex
from snapshot.text_references import references

_LONG_HISTORY = 2_000
"""Commits that take long enough to be worth a bar that shows progress."""


def log_of(reading: Reading) -> DecisionLog:
    """The log of the commit that was read; links lead to the web where the remote tells."""
    read = reading.records
    repository = replace(read.repository, url=read.url)
    index = RecordIndex((file.path for file in read.files), repository, read.families)
    merged = tuple(_citing(reading, index))
    log = decision_log(repository, read.branch, read.commit_oid, read.files, read.families, merged)
    return replace(log, folders=read.folders)


def text_of(log: DecisionLog, form: Literal["markdown", "json", "html"]) -> str:
    """The log as a whole file."""
    if form == "json":
        return as_json(log)
    return as_markdown(log) if form == "markdown" else static_page(log, datetime.now(UTC))


def _citing(reading: Reading, index: RecordIndex) -> Iterator[MergedPullRequest]:
    """The merged pull requests that cite records; others leave no trace in the log."""
    git = reading.commit.git
    may_cite = _sign_of_a_citation(reading, index)
    for merged in _with_progress(reading):
        texts = (*merged.texts, merged.branch) if merged else ()
        if merged and any(may_cite.search(text) and _cites(text, index) for text in texts):
            yield MergedPullRequest(
                merged.number,
                merged.merged_at,
                merged.texts,
                merged.branch,
                changed_paths(git, merged.merge),
            )


def _sign_of_a_citation(reading: Reading, index: RecordIndex) -> re.Pattern[str]:
    """Found in each text that cites a record, and in few others: reading texts closely is slow."""
    folders = (folder.rpartition("/")[2] for folder in reading.records.folders)
    words = {"adr", "decision", "architect", *index.prefixes, *folders}
    listed = "|".join(re.escape(word) for word in sorted(words) if word.strip("."))
    return re.compile(rf"{listed}|\.(?:md|mdx|markdown|rst|adoc|asciidoc|txt|org)\b", re.IGNORECASE)


def _cites(text: str, index: RecordIndex) -> bool:
    found = references(text, index)
    return bool(found.refs or found.ambiguous)


def _with_progress(reading: Reading) -> Iterator[Merged | None]:
    """All commits of the history; on a terminal a long one shows how far it is read."""
    git, tip = reading.commit.git, reading.commit.commit
    history = merged_pull_requests(git, tip)
    console = Console(stderr=True)
    total = first_parents(git, tip) if console.is_terminal else 0
    if total < _LONG_HISTORY:
        yield from history
    else:
        yield from track(
            history, "Reading the history", total=total, console=console, transient=True
        )

"""Counts and times the turns, and the verdicts they publish."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from github_app.inbox import Turn
from github_app.logs.bug_reports import Told
from github_app.metrics.labels import Deferral, Ended, Lane
from github_app.metrics.requests_seen import RequestsSeen
from github_app.metrics.tally import Tally
from github_app.subjects import Prompt


@contextmanager
def timed(turn: Turn, tally: Tally, requests: RequestsSeen) -> Iterator[None]:
    """Times what is done meanwhile as one evaluation, however it ends; one at a time."""
    kind, prompt = turn.subject.kind, turn.prompt
    if turn.attempt == 1:
        _observe_wait(tally, "plumbline_queue_seconds", prompt)
    began, before = time.monotonic(), requests.so_far
    try:
        yield
    finally:
        tally.observe("plumbline_evaluation_seconds", time.monotonic() - began, kind=kind)
        tally.observe("plumbline_evaluation_requests", requests.so_far - before, kind=kind)


def count_end(tally: Tally, turn: Turn, ended: Ended) -> None:
    tally.count("plumbline_evaluations_total", kind=turn.subject.kind, outcome=ended)


def count_deferral(tally: Tally, turn: Turn, reason: Deferral) -> None:
    tally.count("plumbline_deferrals_total", kind=turn.subject.kind, reason=reason)


def count_published(tally: Tally, prompt: Prompt, verdicts: Sequence[tuple[str, str]]) -> None:
    """`verdicts`: check and conclusion of each check run that was written just now."""
    for check, conclusion in verdicts:
        tally.count("plumbline_verdicts_total", check=check, conclusion=conclusion)
    if verdicts:
        _observe_wait(tally, "plumbline_verdict_seconds", prompt)


def bug_counter(tally: Tally) -> Told:
    """To be told of bugs (`github_app.logs.bug_reports`)."""

    def count(_words: str, bug: BaseException | None, fields: dict[str, Any]) -> None:
        if bug is not None:
            tally.count("plumbline_bugs_total", part=fields.get("process"))

    return count


def _observe_wait(tally: Tally, name: str, prompt: Prompt) -> None:
    if prompt.received:
        lane: Lane = "background" if prompt.background else "person"
        # Two machines' clocks may differ by more than nothing.
        tally.observe(name, max(0.0, time.time() - prompt.received), lane=lane)

"""Sends what was planned: everything in one mutation, further annotations in one more per fifty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.answers import Answer, Trouble
from github_app.gateway.client import GitHub
from github_app.gateway.pull_requests.standing import Standing
from github_app.gateway.refusals import brief_failure, expecting, is_behind
from github_app.publisher.answers import answer_inputs
from github_app.publisher.inputs import (
    batches,
    comment_inputs,
    first_step,
    label_input,
    next_step,
)
from github_app.publisher.nudges import reminder_inputs
from github_app.publisher.operations import Operation, alias_of, document, variables
from github_app.publisher.plan import RunWrite, Writes
from github_app.publisher.review_requests import refused_people, request_inputs
from github_app.publisher.work_labels import label_change_inputs
from github_app.telemetry.spans import step

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refused:
    """`people` are node ids of those who could not be asked for a review; `reminder`: the new one
    does not stand on the pull request. `words` is True when any comment was refused.
    """

    people: frozenset[str] = frozenset()
    reminder: bool = False
    words: bool = False


@step("publish")
def publish(
    github: GitHub, writes: Writes, standing: Standing, now: datetime, details: str = ""
) -> Refused:
    """Writes all of `writes`; no request when there is nothing to write. Answers what GitHub
    refused of that which somebody else has to know of.

    A comment, label or request for a review that GitHub refuses is logged and the rest stands. A
    check run that is refused raises `NotPermitted`, one that failed `WorldFailure`: the next
    attempt reads again and writes what is still missing. It tells where the verdicts stand
    nevertheless. `now` is UTC. `details` is the address
    that check runs lead people to, "" for none.
    """
    if writes.empty:
        return Refused()
    runs = [first_step(write, standing, now, details) for write in writes.runs]
    others = [label_input(label, standing) for label in writes.labels]
    if writes.comment:
        others += comment_inputs(writes.comment, standing)
    others += [Operation("deleteIssueComment", {"id": id}) for id in writes.doubles]
    for wish in writes.answers:
        others += answer_inputs(wish, standing)
    others += request_inputs(writes.asked, standing)
    others += label_change_inputs(writes.label_change, standing)
    operations = [*runs, *others, *reminder_inputs(writes.reminders, standing)]
    answer = _send(github, operations, must_succeed=len(runs))
    with expecting("a check run"):
        ids = [str(answer.data[alias_of(n)]["checkRun"]["id"]) for n in range(len(runs))]
    try:
        _add_annotations(github, writes.runs, ids, standing, now)
    except WorldFailure as failure:
        failure.verdict_stands = True
        raise
    people = refused_people(operations, answer.data)
    # A new reminder is the last of all.
    is_confirmed = bool(answer.data.get(alias_of(len(operations) - 1)))
    comments = [n for n, each in enumerate(operations) if each.field == "addComment"]
    is_said = all(answer.data.get(alias_of(n)) for n in comments)
    return Refused(people, bool(writes.reminders.body) and not is_confirmed, words=not is_said)


def _add_annotations(
    github: GitHub, runs: Sequence[RunWrite], ids: Sequence[str], standing: Standing, now: datetime
) -> None:
    waiting = [(write, run_id, batches(write)) for write, run_id in zip(runs, ids, strict=True)]
    for turn in range(1, max((len(parts) for _, _, parts in waiting), default=0)):
        operations = [
            next_step(write, standing, turn, run_id, now)
            for write, run_id, parts in waiting
            if len(parts) > turn
        ]
        _send(github, operations, must_succeed=len(operations))


def _send(github: GitHub, operations: Sequence[Operation], must_succeed: int) -> Answer:
    """Sends the operations, of which the first `must_succeed` may not fail."""
    answer = github.graphql(document(operations), variables(operations))
    vital = {alias_of(n) for n in range(must_succeed)}
    optional = {alias_of(n): operation.field for n, operation in enumerate(operations)}
    for trouble in answer.troubles:
        alias = trouble.path[0] if trouble.path else ""
        if alias in vital or alias not in optional:
            raise _failure(trouble)
        log.warning("GitHub refused a write", operation=optional[alias], told=trouble.message)
    if any(not answer.data.get(alias) for alias in vital):
        raise brief_failure("GitHub did not confirm a check run")
    return answer


def _failure(trouble: Trouble) -> Exception:
    if trouble.is_refusal:
        return NotPermitted(trouble.message)
    if trouble.kind == "UNPROCESSABLE" and not is_behind(trouble.message):
        return RuntimeError(f"GitHub calls a check run invalid: {trouble.message}")
    return brief_failure(f"GitHub did not accept a check run: {trouble.message}")

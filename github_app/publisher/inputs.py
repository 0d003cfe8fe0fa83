"""Our values as the inputs of GitHub's mutations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from checks.engine.report import Annotation
from checks.engine.verdict import LabelWish
from github_app.gateway.pull_requests.standing import Standing
from github_app.publisher.comment import CommentWrite
from github_app.publisher.digest import ReportDigest
from github_app.publisher.operations import Operation
from github_app.publisher.plan import RunWrite

ANNOTATIONS_PER_REQUEST = 50


def batches(write: RunWrite) -> tuple[tuple[Annotation, ...], ...]:
    """The annotations to send, fifty at a time; one empty batch where there are none to send."""
    wanted = write.report.annotations[_sent_before(write) :]
    starts = range(0, max(len(wanted), 1), ANNOTATIONS_PER_REQUEST)
    return tuple(wanted[start : start + ANNOTATIONS_PER_REQUEST] for start in starts)


def first_step(write: RunWrite, standing: Standing, now: datetime, details: str = "") -> Operation:
    """Creates or updates the run with its first batch; completes it when that is the only one.

    `details` is the address it refers to, "" for GitHub's own page about the run.
    """
    first, *rest = batches(write)
    content = _content(write, standing, first, _sent_before(write), None if rest else now)
    if details:
        content["detailsUrl"] = details
    if write.run_id:
        return Operation("updateCheckRun", {**content, "checkRunId": write.run_id})
    head = {
        "headSha": standing.head_oid,
        "name": write.report.name,
        "startedAt": _moment(now),
    }
    return Operation("createCheckRun", {**content, **head})


def next_step(
    write: RunWrite,
    standing: Standing,
    turn: int,
    run_id: str,
    now: datetime,
) -> Operation:
    """Adds the batch number `turn` (from 1) to the run; `now` completes it, with the last batch."""
    parts = batches(write)
    before = _sent_before(write) + sum(map(len, parts[:turn]))
    content = _content(write, standing, parts[turn], before, None if parts[turn + 1 :] else now)
    return Operation("updateCheckRun", {**content, "checkRunId": run_id})


def label_input(wish: LabelWish, standing: Standing) -> Operation:
    label = {"name": wish.name, "color": wish.color, "description": wish.description}
    return Operation("createLabel", {"repositoryId": standing.repository_id, **label})


def comment_inputs(write: CommentWrite, standing: Standing) -> list[Operation]:
    known = {
        "add": Operation("addComment", {"subjectId": standing.pull_request_id, "body": write.body}),
        "edit": Operation("updateIssueComment", {"id": write.id, "body": write.body}),
        "fold": Operation("minimizeComment", {"subjectId": write.id, "classifier": "RESOLVED"}),
        "unfold": Operation("unminimizeComment", {"subjectId": write.id}),
    }
    return [known[step] for step in write.steps]


def _sent_before(write: RunWrite) -> int:
    """How many of the wished annotations the run has already."""
    if write.sent is not None:
        return write.sent
    return len(write.report.annotations) if write.run_id else 0


def _content(
    write: RunWrite,
    standing: Standing,
    batch: Sequence[Annotation],
    before: int,
    completed: datetime | None,
) -> dict[str, Any]:
    """`before`: how many annotations the run has already; `completed` is None before the last."""
    report = write.report
    output: dict[str, Any] = {"title": report.title, "summary": report.full_summary}
    if report.text:
        output["text"] = report.text
    if batch:
        output["annotations"] = [_annotation(annotation) for annotation in batch]
    content: dict[str, Any] = {"repositoryId": standing.repository_id, "output": output}
    if completed is None:
        sent = before + len(batch)
        unfinished = ReportDigest(standing.number, marks=write.digest.marks, sent=sent)
        return {**content, "status": "IN_PROGRESS", "externalId": unfinished.text}
    return {
        **content,
        "status": "COMPLETED",
        "conclusion": report.conclusion.upper(),
        "completedAt": _moment(completed),
        "externalId": write.digest.text,
    }


def _moment(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"


def _annotation(annotation: Annotation) -> dict[str, Any]:
    return {
        "path": annotation.path,
        "location": {"startLine": annotation.start_line, "endLine": annotation.end_line},
        "annotationLevel": annotation.level.upper(),
        "title": annotation.title,
        "message": annotation.message,
    }

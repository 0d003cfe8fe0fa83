"""Inputs of the check run mutations as requests to the world."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sandbox.check_requests import Output, RunRequest
from sandbox.check_runs import Action, Annotation

Input = Mapping[str, Any]


def run_request(given: Input) -> RunRequest:
    """`CreateCheckRunInput` or `UpdateCheckRunInput`."""
    return RunRequest(
        name=given.get("name"),
        status=lower(given.get("status")),
        conclusion=lower(given.get("conclusion")),
        started_at=moment(given.get("startedAt")),
        completed_at=moment(given.get("completedAt")),
        details_url=given.get("detailsUrl"),
        external_id=given.get("externalId"),
        output=_output(given["output"]) if given.get("output") else None,
        actions=None if given.get("actions") is None else [Action(**a) for a in given["actions"]],
    )


def _output(given: Input) -> Output:
    annotations = [_annotation(each) for each in given.get("annotations") or ()]
    return Output(given["title"], given["summary"], given.get("text"), annotations)


def _annotation(given: Input) -> Annotation:
    where = given["location"]
    return Annotation(
        path=given["path"],
        start_line=where["startLine"],
        end_line=where["endLine"],
        level=given["annotationLevel"].lower(),
        message=given["message"],
        title=given.get("title"),
        raw_details=given.get("rawDetails"),
        start_column=where.get("startColumn"),
        end_column=where.get("endColumn"),
    )


def lower(text: str | None) -> Any:
    return text.lower() if text else None


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""Calls that create or update a check run, and the server's rules no description tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sandbox.check_runs import Action, Annotation, CheckStatus, Conclusion
from sandbox.refusals import invalid

TEXT_LIMIT = 65_535
ANNOTATIONS_A_CALL = 50
BUTTONS = 3
BUTTON_LIMITS = {"label": 20, "description": 40, "identifier": 20}


@dataclass(frozen=True, slots=True)
class Output:
    """What a call says; `text` None leaves what was said before."""

    title: str
    summary: str
    text: str | None = None
    annotations: Sequence[Annotation] = ()


@dataclass(frozen=True, slots=True)
class RunRequest:
    """The fields of a call that creates or updates a check run; None means not given."""

    name: str | None = None
    status: CheckStatus | None = None
    conclusion: Conclusion | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    details_url: str | None = None
    external_id: str | None = None
    output: Output | None = None
    actions: Sequence[Action] | None = None


def check_request(request: RunRequest) -> None:
    """Rules of the server that no published description knows."""
    if request.status == "completed" and not request.conclusion:
        raise invalid("CheckRun", "conclusion", "missing_field", "conclusion is missing")
    if request.completed_at and not request.conclusion:
        raise invalid("CheckRun", "conclusion", "missing_field", "conclusion is missing")
    if request.conclusion in ("stale", "startup_failure"):
        raise invalid("CheckRun", "conclusion", "invalid", "only GitHub gives this conclusion")
    if request.details_url and not request.details_url.startswith(("http://", "https://")):
        raise invalid("CheckRun", "details_url", "invalid", "details_url must be http or https")
    if request.output:
        _check_output(request.output)
    _check_actions(request.actions or ())


def _check_output(output: Output) -> None:
    for name, text in (("summary", output.summary), ("text", output.text or "")):
        if len(text) > TEXT_LIMIT:
            message = f"Only {TEXT_LIMIT} characters are allowed; {len(text)} were supplied."
            raise invalid("CheckRun", f"output.{name}", "invalid", message)
    if len(output.annotations) > ANNOTATIONS_A_CALL:
        raise invalid(
            "CheckRun",
            "output.annotations",
            "invalid",
            f"No more than {ANNOTATIONS_A_CALL} items are allowed; "
            f"{len(output.annotations)} were supplied.",
        )
    for annotation in output.annotations:
        _check_annotation(annotation)


def _check_annotation(annotation: Annotation) -> None:
    if annotation.start_line < 1 or annotation.end_line < annotation.start_line:
        raise invalid("CheckRun", "annotations", "invalid", "end_line must follow start_line")
    if annotation.start_column and annotation.start_line != annotation.end_line:
        raise invalid("CheckRun", "annotations", "invalid", "columns need a single line")
    if len(annotation.title or "") > 255:
        raise invalid("CheckRun", "annotations", "invalid", "title is over 255 characters")
    if len(annotation.message.encode()) > 64 * 1024:
        raise invalid("CheckRun", "annotations", "invalid", "message is over 64 KB")


def _check_actions(actions: Sequence[Action]) -> None:
    if len(actions) > BUTTONS:
        raise invalid("CheckRun", "actions", "invalid", f"No more than {BUTTONS} items are allowed")
    for action in actions:
        for name, limit in BUTTON_LIMITS.items():
            if not 0 < len(getattr(action, name)) <= limit:
                message = f"{name} takes 1 to {limit} characters"
                raise invalid("CheckRun", f"actions.{name}", "invalid", message)

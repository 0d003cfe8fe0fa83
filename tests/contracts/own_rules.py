"""Rules that GitHub enforces and no description knows, and the sizes we keep ourselves to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

BODY = 60_000  # GitHub's own limit is 65,536 characters
TITLE = 255
LABEL_NAME = 50
ANNOTATIONS = 50
MESSAGE = 64 * 1024
BUTTONS = {"label": 20, "description": 40, "identifier": 20}


def check_run_problems(run: Mapping[str, Any], *, creates: bool) -> Iterator[str]:
    """`run` is the REST body of a check run, or a GraphQL input brought to that form."""
    if run.get("status") == "completed" and not run.get("conclusion"):
        yield "a completed check run needs a conclusion"
    if creates and run.get("conclusion") == "stale":
        yield "a check run cannot be created as stale"
    if not (run.get("details_url") or "https://").startswith(("http://", "https://")):
        yield "details_url is no address of the web"
    yield from _too_long("check run name", run.get("name"), TITLE)
    yield from _too_long("external_id", run.get("external_id"), TITLE)
    yield from _output_problems(run.get("output") or {})
    yield from _button_problems(run.get("actions") or ())


def review_request_problems(sent: Mapping[str, Any]) -> Iterator[str]:
    """`sent` is the GraphQL input. Without `union` GitHub drops everybody who is not named."""
    if sent.get("union") is not True:
        yield "review requests of others are taken back without union"
    if not sent.get("userIds") and not sent.get("teamIds"):
        yield "nobody is named"


def _output_problems(output: Mapping[str, Any]) -> Iterator[str]:
    yield from _too_long("check run title", output.get("title"), TITLE)
    yield from _too_long("summary", output.get("summary"), BODY)
    yield from _too_long("text", output.get("text"), BODY)
    annotations = output.get("annotations") or ()
    if len(annotations) > ANNOTATIONS:
        yield f"{len(annotations)} annotations in one call, at most {ANNOTATIONS} are taken"
    for annotation in annotations:
        yield from _annotation_problems(annotation)


def _annotation_problems(annotation: Mapping[str, Any]) -> Iterator[str]:
    first, last = annotation.get("start_line") or 0, annotation.get("end_line") or 0
    if not 1 <= first <= last:
        yield f"annotation lines {first}-{last} are no range that starts at 1"
    has_columns = annotation.get("start_column") or annotation.get("end_column")
    if has_columns and first != last:
        yield "annotation columns are only taken on a single line"
    yield from _too_long("annotation title", annotation.get("title"), TITLE)
    size = len((annotation.get("message") or "").encode())
    if size > MESSAGE:
        yield f"annotation message has {size} bytes, at most {MESSAGE} are taken"


def _button_problems(actions: Any) -> Iterator[str]:
    if len(actions) > 3:
        yield f"{len(actions)} buttons, at most 3 are taken"
    for action in actions:
        for part, limit in BUTTONS.items():
            yield from _too_long(f"button {part}", action.get(part), limit)


def text_problems(sent: Mapping[str, Any]) -> Iterator[str]:
    """An issue, a comment or a review: its title and body."""
    yield from _too_long("title", sent.get("title"), TITLE)
    yield from _too_long("body", sent.get("body"), BODY)
    if len(sent.get("assignees") or ()) > 10:
        yield "more than 10 assignees"


def label_problems(sent: Mapping[str, Any]) -> Iterator[str]:
    yield from _too_long("label name", sent.get("name"), LABEL_NAME)
    yield from _too_long("label description", sent.get("description"), 100)
    color = sent.get("color")
    if color is not None and not (
        len(color) == 6 and set(color.lower()) <= set("0123456789abcdef")
    ):
        yield f"label color {color!r} is not six hex digits"


def _too_long(what: str, text: Any, limit: int) -> Iterator[str]:
    if isinstance(text, str) and len(text) > limit:
        yield f"{what} has {len(text)} characters, at most {limit} are allowed"

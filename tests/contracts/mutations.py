"""The sizes and rules of what our mutations write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.contracts import own_rules

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def mutation_problems(mutation: str, arguments: Mapping[str, Any]) -> Iterator[str]:
    """`arguments` are the field's coerced ones, as the schema names them."""
    sent = arguments.get("input", {})
    if mutation in ("createCheckRun", "updateCheckRun"):
        run = _as_rest(sent)
        yield from own_rules.check_run_problems(run, creates=mutation == "createCheckRun")
    elif mutation == "requestReviews":
        yield from own_rules.review_request_problems(sent)
    elif mutation in ("createLabel", "updateLabel"):
        yield from own_rules.label_problems(sent)
    else:
        yield from own_rules.text_problems(sent)


def _as_rest(sent: Mapping[str, Any]) -> dict[str, Any]:
    """A check run's input in the words of REST: snake case, lower-case values, flat locations."""
    run: dict[str, Any] = _snake(sent)
    for key in ("status", "conclusion"):
        if run.get(key):
            run[key] = run[key].lower()
    for annotation in (run.get("output") or {}).get("annotations") or ():
        annotation.update(annotation.pop("location"))
    return run


def _snake(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_HUMP.sub("_", key).lower(): _snake(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_snake(inner) for inner in value]
    return value

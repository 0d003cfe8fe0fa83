"""What GitHub answered, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.refusals import brief_failure, rate_limited

PERMISSION_KINDS = frozenset({"FORBIDDEN", "INSUFFICIENT_SCOPES"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """One entry of a GraphQL answer's `errors`: where in the answer, GitHub's type, its words.

    `is_about_document` means that the query itself is wrong, which is a mistake of ours.
    """

    path: tuple[str, ...]
    kind: str
    message: str
    is_about_document: bool = False

    @property
    def is_refusal(self) -> bool:
        """A missing permission, as opposed to something missing or broken."""
        return self.kind in PERMISSION_KINDS or "not accessible by integration" in self.message

    def is_below(self, names: tuple[str, ...]) -> bool:
        """Whether it is about a part under a name that starts with one of `names`."""
        return any(step.startswith(names) for step in self.path)


@dataclass(frozen=True, slots=True)
class Answer:
    """A GraphQL answer. `data` may be partial when there are `troubles`; `date` is GitHub's clock
    in UTC.
    """

    data: dict[str, Any]
    troubles: tuple[Trouble, ...]
    date: datetime

    @property
    def errors(self) -> tuple[str, ...]:
        """GitHub's words about what is missing from `data`."""
        return tuple(trouble.message for trouble in self.troubles)

    def insist(self, *, hidden: tuple[str, ...] = (), spared: tuple[str, ...] = ()) -> None:
        """Raises when a part is missing for another reason than that it does not exist.

        A null that stands for "could not be read" must never be taken for "is not there". Below a
        name that starts with one of `hidden`, a refusal is allowed as well, below one of `spared`
        any trouble.
        """
        for trouble in self.troubles:
            if trouble.kind == "NOT_FOUND" or trouble.is_below(spared):
                continue
            if not trouble.is_refusal:
                raise brief_failure(f"GitHub answered in part: {trouble.message}")
            if not trouble.is_below(hidden):
                raise NotPermitted(trouble.message)

    def lost_more_than(self, spared: tuple[str, ...]) -> bool:
        """Whether a trouble below a name that starts with one of `spared` took with it what
        stands above: GitHub puts null in the place of whatever cannot be without what is missing,
        and that is no sign that the rest is not there.
        """
        below = (trouble for trouble in self.troubles if trouble.is_below(spared))
        return any(_is_lost_above(self.data, trouble.path, spared) for trouble in below)


@dataclass(frozen=True, slots=True)
class RestAnswer:
    """A REST answer with a usable status (below 400, or 400, 409, 422); header names are lower
    case; `data` is the parsed JSON, None when the body is empty.
    """

    status: int
    headers: Mapping[str, str]
    data: Any


def graphql_answer(body: object, headers: Mapping[str, Any], date: datetime) -> Answer:
    """Reads a GraphQL reply that came with status 200.

    Raises `WorldFailure` for limits and outages, `NotPermitted` when nothing may be read, and
    `RuntimeError` when the document itself was refused, which is a mistake of ours.
    """
    if not isinstance(body, dict):
        raise brief_failure("GitHub's GraphQL answer is not an object")
    troubles = tuple(_trouble(error) for error in body.get("errors") or ())
    if any(trouble.kind == "RATE_LIMITED" for trouble in troubles):
        raise rate_limited(headers)
    data = body.get("data")
    if isinstance(data, dict):
        return Answer(data, troubles, date)
    raise _nothing(troubles)


def _is_lost_above(data: Any, path: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Whether there is a null on `path` before the first step that starts with one of `names`."""
    for step in path:
        if step.startswith(names):
            return False
        if isinstance(data, list):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
        else:
            data = data.get(step) if isinstance(data, dict) else None
        if data is None:
            return True
    return False


def _nothing(troubles: tuple[Trouble, ...]) -> Exception:
    words = "; ".join(trouble.message for trouble in troubles) or "no data"
    if any(trouble.is_refusal for trouble in troubles):
        return NotPermitted(words)
    if any(trouble.is_about_document for trouble in troubles):
        return RuntimeError(f"GitHub refused a GraphQL document: {words}")
    return WorldFailure(10.0, f"GitHub could not answer a GraphQL query: {words}")


def _trouble(error: object) -> Trouble:
    if not isinstance(error, dict):
        return Trouble((), "", str(error))
    kind = error.get("type") or (error.get("extensions") or {}).get("code") or ""
    path = tuple(str(step) for step in error.get("path") or ())
    # A mistake in the document has a place in it, but none in the answer, as nothing was executed.
    misread = not path and bool(error.get("locations"))
    return Trouble(path, str(kind), str(error.get("message") or ""), misread)

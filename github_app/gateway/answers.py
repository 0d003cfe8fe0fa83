"""What GitHub answered by GraphQL, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from github_app.failures import NotPermitted, WorldFailure
from github_app.gateway.refusals import brief_failure, rate_limited, says_slow_down

PERMISSION_KINDS = frozenset({"FORBIDDEN", "INSUFFICIENT_SCOPES"})
_OUTAGE = "Something went wrong"


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
    def is_limit(self) -> bool:
        """GitHub wants fewer requests: said by a type, or by the words alone."""
        return self.kind.startswith("RATE_LIMIT") or says_slow_down(self.message)

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

    def found(self, *path: str) -> dict[str, Any] | None:
        """The object at `path`; None where GitHub says that there is no such thing.

        A null without a word may be anything: raises `WorldFailure`, as for what is no object.
        """
        place: Any = self.data
        for step in path:
            place = place.get(step) if isinstance(place, dict) else None
        if isinstance(place, dict):
            return place
        if place is None and any(self._is_missing(path, t) for t in self.troubles):
            return None
        raise brief_failure(f"GitHub did not say what {'.'.join(path)} is")

    def says_missing(self, path: tuple[str, ...]) -> bool:
        """Whether GitHub said that there is nothing at `path`, or above it."""
        return any(self._is_missing(path, trouble) for trouble in self.troubles)

    def explains(self, path: tuple[str, ...]) -> bool:
        """Whether GitHub said why something at `path`, or above it, is missing."""
        return any(trouble.path == path[: len(trouble.path)] for trouble in self.troubles)

    def failed_at(self, path: tuple[str, ...]) -> bool:
        """Whether GitHub failed to say what `path`, or something below it, is: that is neither a
        refusal, nor that there is no such thing.
        """
        return any(
            trouble.path[: len(path)] == path
            and trouble.kind != "NOT_FOUND"
            and not trouble.is_refusal
            for trouble in self.troubles
        )

    @staticmethod
    def _is_missing(path: tuple[str, ...], trouble: Trouble) -> bool:
        return trouble.kind == "NOT_FOUND" and trouble.path == path[: len(trouble.path)]

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


def graphql_answer(body: object, headers: Mapping[str, Any], date: datetime) -> Answer:
    """Reads a GraphQL reply that came with status 200.

    Raises `WorldFailure` for limits and outages, `NotPermitted` when nothing may be read, and
    `RuntimeError` when the document itself was refused, which is a mistake of ours.
    """
    if not isinstance(body, dict):
        raise brief_failure("GitHub's GraphQL answer is not an object")
    errors = body.get("errors") or []
    troubles = tuple(map(_trouble, errors if isinstance(errors, list) else [errors]))
    if any(trouble.is_limit for trouble in troubles):
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
    extensions, steps = error.get("extensions"), error.get("path")
    code = extensions.get("code") if isinstance(extensions, dict) else ""
    path = tuple(map(str, steps)) if isinstance(steps, list) else ()
    kind, message = str(error.get("type") or code or ""), str(error.get("message") or "")
    # A mistake in the document has a place in it, but none in the answer, as nothing was executed.
    misread = not path and bool(error.get("locations")) and not message.startswith(_OUTAGE)
    return Trouble(path, kind, message, misread)

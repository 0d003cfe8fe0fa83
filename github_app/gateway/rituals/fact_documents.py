"""The parts of a read that single rituals need: issues by label, merged work, a template."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from github_app.gateway.pull_requests.documents import BLOB

OLDEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: ASC }"
TOUCHED_FIRST: Final = "orderBy: { field: UPDATED_AT, direction: DESC }"
# Lists within lists are short: GitHub counts them as full, and refuses what counts too much.
_LABELS: Final = "labels(first: 10) { nodes { name } }"
PEOPLE_AND_LABELS: Final = f"{_LABELS} assignees(first: 5) {{ nodes {{ login }} }}"
_TIMES: Final = (
    "timelineItems(last: 50, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { __typename "
    "... on LabeledEvent { createdAt label { name } } "
    "... on UnlabeledEvent { createdAt label { name } } } }"
)
_ELSEWHERE: Final = "repository { nameWithOwner visibility }"
_PULL: Final = f"number title mergedAt author {{ login }} {_LABELS}"


@dataclass(frozen=True, slots=True)
class FactShape:
    """What one ritual needs, as far as it changes a document: `labels` are how many, and so are the
    issues it follows `here`, in its own repository, and `elsewhere`.
    """

    labels: int = 0
    closed: bool = False
    pulls: bool = False
    bodies: bool = False
    label_times: bool = False
    merged: bool = False
    template: bool = False
    is_wide: bool = False
    here: int = 0
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class FactsPart:
    """What one ritual needs; `place` begins its names: `r0open0` and `r0closed0` for its labels,
    `r0merged`, `r0template`; `r0here0` and `r0there0` for what it follows. Where it looks wide,
    variables of these names are whole searches; else there is `r0open0` for both lists of a label,
    and none for what was merged.
    """

    place: str
    shape: FactShape

    def names(self) -> Iterator[str]:
        for n in range(self.shape.labels):
            yield f"{self.place}open{n}"
            if self.shape.is_wide and self.shape.closed:
                yield f"{self.place}closed{n}"
        if self.shape.is_wide and self.shape.merged:
            yield f"{self.place}merged"
        if self.shape.template:
            yield f"{self.place}template"
        for n in range(self.shape.elsewhere):
            yield from (f"{self.place}there{n}Owner", f"{self.place}there{n}Name")

    def numbers(self) -> Iterator[str]:
        """The variables that are numbers of issues; `names` are all others."""
        yield from (f"{self.place}here{n}" for n in range(self.shape.here))
        yield from (f"{self.place}there{n}" for n in range(self.shape.elsewhere))

    def listed(self) -> Iterator[str]:
        for n in range(self.shape.labels):
            label = f"{self.place}open{n}"
            yield self._issues(label, label, f"states: OPEN, {OLDEST_FIRST}")
            if self.shape.closed:
                place = f"{self.place}closed{n}"
                yield self._issues(place, label, f"states: CLOSED, {TOUCHED_FIRST}")
            if self.shape.pulls and not self.shape.is_wide:
                yield from self._pulls(n, label)
        if self.shape.merged:
            yield self._merged(f"{self.place}merged")
        for place in (f"{self.place}there{n}" for n in range(self.shape.elsewhere)):
            lives = f"repository(owner: ${place}Owner, name: ${place}Name)"
            yield f"{place}: {lives} {{ {self._numbered(place)} }}"

    def here(self) -> Iterator[str]:
        """What stands in the ritual's own repository, however wide it looks."""
        for place in (f"{self.place}here{n}" for n in range(self.shape.here)):
            yield f"{place}: {self._numbered(place)}"

    def followed(self) -> str:
        """The fragment by which each issue that is followed is read; "" without any."""
        if not self.shape.here + self.shape.elsewhere:
            return ""
        read = f"{self._history} {_LABELS} {_ELSEWHERE}"
        kinds = f"... on Issue {{ {read} }} ... on PullRequest {{ {read} }}"
        return f"fragment {self.place}Followed on IssueOrPullRequest {{ {kinds} }}"

    def _numbered(self, place: str) -> str:
        return f"issueOrPullRequest(number: ${place}) {{ ...{self.place}Followed }}"

    def template(self) -> Iterator[str]:
        place = f"{self.place}template"
        if self.shape.template:
            yield f"{place}: object(expression: ${place}) {{ {BLOB} }}"

    def _issues(self, place: str, label: str, order: str) -> str:
        if self.shape.is_wide:
            kinds = ("Issue", "PullRequest") if self.shape.pulls else ("Issue",)
            return _search(place, kinds, f"{self._tracked()} {_ELSEWHERE}")
        chosen = f"first: 100, labels: [${label}], {order}"
        return f"{place}: issues({chosen}) {{ totalCount nodes {{ {self._tracked()} }} }}"

    def _pulls(self, n: int, label: str) -> Iterator[str]:
        """Beside the issues; searches find both at once."""
        chosen = f"first: 50, labels: [${label}]"
        opened = f"{chosen}, states: OPEN, {OLDEST_FIRST}"
        found = f"totalCount nodes {{ {self._tracked()} }}"
        yield f"{self.place}openpulls{n}: pullRequests({opened}) {{ {found} }}"
        if self.shape.closed:
            ended = f"{chosen}, states: [CLOSED, MERGED], {TOUCHED_FIRST}"
            read = f"nodes {{ {self._history} }}"
            yield f"{self.place}closedpulls{n}: pullRequests({ended}) {{ {read} }}"

    def _merged(self, place: str) -> str:
        if self.shape.is_wide:
            return _search(place, ("PullRequest",), f"{_PULL} {_ELSEWHERE}")
        chosen = f"first: 100, states: MERGED, {TOUCHED_FIRST}"
        return f"{place}: pullRequests({chosen}) {{ totalCount nodes {{ {_PULL} updatedAt }} }}"

    def _tracked(self) -> str:
        texts = "body milestone { dueOn } " if self.shape.bodies else ""
        return f"{texts}{self._history} {PEOPLE_AND_LABELS}"

    @property
    def _history(self) -> str:
        """All that matters of what is over; nobody is asked about it."""
        times = f" {_TIMES}" if self.shape.label_times else ""
        return f"number title createdAt closedAt{times}"


def _search(place: str, kinds: tuple[str, ...], selected: str) -> str:
    found = " ".join(f"... on {kind} {{ {selected} }}" for kind in kinds)
    nodes = f"nodes {{ {found} }}"
    return f"{place}: search(type: ISSUE, first: 100, query: ${place}) {{ issueCount {nodes} }}"

"""The texts of what rituals read. They depend on shapes alone; values are variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from config.policy import POLICY_PATH
from github_app.gateway.pull_requests.documents import BLOB, FOLDER

POLICY_EXPRESSION: Final = f"HEAD:{POLICY_PATH}"
NEWEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: DESC }"
OLDEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: ASC }"
TOUCHED_FIRST: Final = "orderBy: { field: UPDATED_AT, direction: DESC }"
_LABELS: Final = "labels(first: 20) { nodes { name } }"
_PEOPLE_AND_LABELS: Final = f"{_LABELS} assignees(first: 10) {{ nodes {{ login }} }}"
_COMMENTS: Final = (
    "comments(last: 50) { nodes { id body createdAt viewerDidAuthor authorAssociation "
    "author { login } reactionGroups { content viewerHasReacted } } }"
)
_ISSUE: Final = (
    "id number title body state stateReason createdAt closedAt viewerDidAuthor "
    f"{_PEOPLE_AND_LABELS}"
)
_OWN: Final = f"nodes {{ {_ISSUE} {_COMMENTS} }}"
_TIMES: Final = (
    "timelineItems(first: 100, itemTypes: [LABELED_EVENT, UNLABELED_EVENT]) { nodes { __typename "
    "... on LabeledEvent { createdAt label { name } } "
    "... on UnlabeledEvent { createdAt label { name } } } }"
)
_ELSEWHERE: Final = "repository { nameWithOwner visibility }"
_PULL: Final = f"number title mergedAt author {{ login }} {_LABELS}"


@dataclass(frozen=True, slots=True)
class FactShape:
    """What one ritual needs, as far as it changes a document: `labels` are how many."""

    labels: int = 0
    closed: bool = False
    pulls: bool = False
    bodies: bool = False
    label_times: bool = False
    merged: bool = False
    template: bool = False
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """How many there are of what is asked for; `has_creator`: our own login is known."""

    reminders: int
    people: int
    known: int
    folders: int
    has_creator: bool
    facts: tuple[FactShape, ...]


@lru_cache(maxsize=64)
def rituals_read(shape: Shape) -> str:
    """All that the rituals of a repository are planned from.

    Variables: `owner`, `name`, `policy`, `creator`, then `reminder0`… (labels our issues carry),
    `person0`… (logins), `known0`… (numbers of issues), `folder0`… and those of `_Part`. Our own
    issues are looked for by who opened them, by label, by number and among the newest, so that
    neither a label taken off nor a hundred other issues hide one.
    """
    folders = [f"folder{n}" for n in range(shape.folders)]
    fields = [
        "id databaseId name url visibility owner { login } isArchived hasIssuesEnabled",
        "defaultBranchRef { name target { oid } }",
        f"policy: object(expression: $policy) {{ {BLOB} }}",
        f"newest: issues(first: 100, {NEWEST_FIRST}) {{ nodes {{ {_ISSUE} }} }}",
        *_own_fields(shape),
        *(f"{place}: object(expression: ${place}) {{ {FOLDER} }}" for place in folders),
    ]
    parts = [_Part(f"r{n}", facts) for n, facts in enumerate(shape.facts)]
    beside: list[str] = []
    for part in parts:
        (beside if part.shape.is_wide else fields).extend(part.listed())
        fields.extend(part.template())
    body, above = "\n    ".join(fields), "\n  ".join(beside)
    return f"""
query ReadRituals({", ".join(_declared(shape, parts))}) {{
  rateLimit {{ cost remaining resetAt }}
  viewer {{ login }}
  repository(owner: $owner, name: $name) {{
    {body}
  }}
  {above}
}}"""


def _own_fields(shape: Shape) -> Iterator[str]:
    if shape.has_creator:
        chosen = f"first: 100, filterBy: {{ createdBy: $creator }}, {NEWEST_FIRST}"
        yield f"own: issues({chosen}) {{ pageInfo {{ hasNextPage endCursor }} {_OWN} }}"
    for place in (f"reminder{n}" for n in range(shape.reminders)):
        yield f"{place}: issues(first: 10, labels: [${place}], {NEWEST_FIRST}) {{ {_OWN} }}"
        yield f"{place}Label: label(name: ${place}) {{ id }}"
    for place in (f"person{n}" for n in range(shape.people)):
        yield f"{place}: assignableUsers(first: 10, query: ${place}) {{ nodes {{ id login }} }}"
    for place in (f"known{n}" for n in range(shape.known)):
        yield f"{place}: issue(number: ${place}) {{ {_ISSUE} {_COMMENTS} repository {{ id }} }}"


def _declared(shape: Shape, parts: list[_Part]) -> Iterator[str]:
    yield from ("$owner: String!", "$name: String!", "$policy: String!")
    if shape.has_creator:
        yield "$creator: String!"
    for kind, many in (("reminder", shape.reminders), ("person", shape.people)):
        yield from (f"${kind}{n}: String!" for n in range(many))
    yield from (f"$known{n}: Int!" for n in range(shape.known))
    yield from (f"$folder{n}: String!" for n in range(shape.folders))
    for part in parts:
        yield from (f"${name}: String!" for name in part.names())


@dataclass(frozen=True, slots=True)
class _Part:
    """What one ritual needs; `place` begins its names: `r0open0` and `r0closed0` for its labels,
    `r0merged`, `r0template`. Where it looks wide, variables of these names are whole searches; else
    there is `r0open0` for both lists of a label, and none for what was merged.
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
        found = f"totalCount nodes {{ {self._tracked()} }}"
        opened = f"{chosen}, states: OPEN, {OLDEST_FIRST}"
        yield f"{self.place}openpulls{n}: pullRequests({opened}) {{ {found} }}"
        if self.shape.closed:
            ended = f"{chosen}, states: [CLOSED, MERGED], {TOUCHED_FIRST}"
            yield f"{self.place}closedpulls{n}: pullRequests({ended}) {{ {found} }}"

    def _merged(self, place: str) -> str:
        if self.shape.is_wide:
            return _search(place, ("PullRequest",), f"{_PULL} {_ELSEWHERE}")
        chosen = f"first: 100, states: MERGED, {TOUCHED_FIRST}"
        return f"{place}: pullRequests({chosen}) {{ totalCount nodes {{ {_PULL} updatedAt }} }}"

    def _tracked(self) -> str:
        texts = "body milestone { dueOn } " if self.shape.bodies else ""
        times = f"{_TIMES} " if self.shape.label_times else ""
        return f"number title createdAt closedAt {texts}{times}{_PEOPLE_AND_LABELS}"


def _search(place: str, kinds: tuple[str, ...], selected: str) -> str:
    found = " ".join(f"... on {kind} {{ {selected} }}" for kind in kinds)
    nodes = f"nodes {{ {found} }}"
    return f"{place}: search(type: ISSUE, first: 100, query: ${place}) {{ issueCount {nodes} }}"


MORE_OWN: Final = f"""
query ReadOwnIssues($owner: String!, $name: String!, $creator: String!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    own: issues(first: 100, after: $after, filterBy: {{ createdBy: $creator }}, {NEWEST_FIRST}) {{
      pageInfo {{ hasNextPage endCursor }} {_OWN}
    }}
  }}
}}"""

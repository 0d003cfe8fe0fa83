"""The texts of what rituals read. They depend on shapes alone; values are variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from github_app.gateway.conversations import CONVERSED
from github_app.gateway.pull_requests.documents import BLOB, FOLDER
from github_app.gateway.rituals.fact_documents import PEOPLE_AND_LABELS, FactShape, FactsPart

NEWEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: DESC }"
_COMMENTS: Final = (
    f"comments(last: 50) {{ nodes {{ {CONVERSED} }} }} "
    f"earliest: comments(first: 50) {{ nodes {{ {CONVERSED} }} }}"
)
_ISSUE: Final = (
    f"id number title body state stateReason createdAt closedAt viewerDidAuthor {PEOPLE_AND_LABELS}"
)
_STATUS: Final = (
    "optionalStatus: status { indicatesLimitedAvailability expiresAt organization { id } }"
)
_OWN: Final = f"nodes {{ {_ISSUE} {_COMMENTS} }}"


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
    `person0`… (logins), `known0`… (numbers of issues), `folder0`… and those of `FactsPart`. Our own
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
    parts = [FactsPart(f"r{n}", facts) for n, facts in enumerate(shape.facts)]
    beside: list[str] = []
    for part in parts:
        (beside if part.shape.is_wide else fields).extend(part.listed())
        fields.extend((*part.template(), *part.here()))
    body, above = "\n    ".join(fields), "\n  ".join(beside)
    fragments = "\n".join(filter(None, (part.followed() for part in parts)))
    return f"""
query ReadRituals({", ".join(_declared(shape, parts))}) {{
  rateLimit {{ cost remaining resetAt }}
  viewer {{ login }}
  repository(owner: $owner, name: $name) {{
    {body}
  }}
  {above}
}}
{fragments}"""


def _own_fields(shape: Shape) -> Iterator[str]:
    if shape.has_creator:
        chosen = f"first: 100, filterBy: {{ createdBy: $creator }}, {NEWEST_FIRST}"
        yield f"own: issues({chosen}) {{ pageInfo {{ hasNextPage endCursor }} {_OWN} }}"
    for place in (f"reminder{n}" for n in range(shape.reminders)):
        yield f"{place}: issues(first: 10, labels: [${place}], {NEWEST_FIRST}) {{ {_OWN} }}"
        yield f"{place}Label: label(name: ${place}) {{ id }}"
    for place in (f"person{n}" for n in range(shape.people)):
        asked = f"first: 10, query: ${place}"
        yield f"{place}: assignableUsers({asked}) {{ nodes {{ id login {_STATUS} }} }}"
    for place in (f"known{n}" for n in range(shape.known)):
        yield f"{place}: issue(number: ${place}) {{ {_ISSUE} {_COMMENTS} repository {{ id }} }}"


def _declared(shape: Shape, parts: list[FactsPart]) -> Iterator[str]:
    yield from ("$owner: String!", "$name: String!", "$policy: String!")
    if shape.has_creator:
        yield "$creator: String!"
    for kind, many in (("reminder", shape.reminders), ("person", shape.people)):
        yield from (f"${kind}{n}: String!" for n in range(many))
    yield from (f"$known{n}: Int!" for n in range(shape.known))
    yield from (f"$folder{n}: String!" for n in range(shape.folders))
    for part in parts:
        yield from (f"${name}: String!" for name in part.names())
        yield from (f"${name}: Int!" for name in part.numbers())


MORE_OWN: Final = f"""
query ReadOwnIssues($owner: String!, $name: String!, $creator: String!, $after: String!) {{
  repository(owner: $owner, name: $name) {{
    own: issues(first: 100, after: $after, filterBy: {{ createdBy: $creator }}, {NEWEST_FIRST}) {{
      pageInfo {{ hasNextPage endCursor }} {_OWN}
    }}
  }}
}}"""

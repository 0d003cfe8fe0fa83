"""The texts of what is read about postmortems; values are variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from github_app.gateway.conversations import CONVERSED
from github_app.gateway.kept_issues import COMMENTS, PINNED
from github_app.gateway.pull_requests.documents import BLOB, FOLDER

MOST_INCIDENTS: Final = 30
_COMMENTS: Final = (
    f"early: comments(first: 30) {{ nodes {{ {CONVERSED} }} }} "
    f"comments(last: 30) {{ nodes {{ {CONVERSED} }} }}"
)
_INCIDENT: Final = (
    "id number title body createdAt closedAt state stateReason(enableDuplicate: true) "
    "viewerDidAuthor authorAssociation author { __typename login } "
    f"labels(first: 30) {{ nodes {{ name }} }} {_COMMENTS} "
    "closedByPullRequestsReferences(first: 5, includeClosedPrs: true) { nodes { "
    "number title merged files(first: 50) { nodes { path } } } }"
)
_OWN: Final = (
    "pageInfo { hasNextPage endCursor } nodes { id number body viewerDidAuthor "
    f"comments(last: 100) {{ pageInfo {{ hasPreviousPage }} nodes {{ {CONVERSED} }} }} }}"
)
_INDEX: Final = f"id number body state viewerDidAuthor {COMMENTS}"
_BY_CHANGE: Final = "orderBy: { field: UPDATED_AT, direction: DESC }"
_OURS: Final = (
    "first: 100, filterBy: { createdBy: $creator, states: [OPEN] }, "
    "orderBy: { field: CREATED_AT, direction: DESC }"
)

INDEX: Final = f"""
query ReadPostmortemIndex($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{
    index: issue(number: $number) {{ {_INDEX} {PINNED} }}
  }}
}}"""
"""Tells as well whether it was ever pinned: who opened it may have died before. Where its number is
known that is not asked, lest each turn tries again what GitHub refuses.
"""

MORE_OWN: Final = f"""
query ReadOpenIssues($owner: String!, $name: String!, $creator: String!, $after: String!) {{
  repository(owner: $owner, name: $name) {{ own: issues({_OURS}, after: $after) {{ {_OWN} }} }}
}}"""


@lru_cache(maxsize=64)
def postmortems_read(
    folders: int, incident_labels: int, own_labels: int, waited: int, index: bool, template: bool
) -> str:
    """Policy, folders, closed incidents, our open issues, what is waited for, and the index.

    Variables: `owner`, `name`, `policy`, then `folder0`… (git expressions), `incident0`… and
    `own0`… (labels), `waited0`… (numbers of incidents), as many as the numbers say; `creator` (our
    login) along with labels of ours, `index` (a number) and `template` (a git expression) where
    asked for. Our issues are found by who opened them: neither a label taken off nor those of
    others that carry it hide one.
    """
    declared = [
        "$owner: String!",
        "$name: String!",
        "$policy: String!",
        *(f"$folder{n}: String!" for n in range(folders)),
        *(f"$incident{n}: String!" for n in range(incident_labels)),
        *(f"$own{n}: String!" for n in range(own_labels)),
        *(["$creator: String!"] if own_labels else []),
        *(f"$waited{n}: Int!" for n in range(waited)),
        *(["$index: Int!"] if index else []),
        *(["$template: String!"] if template else []),
    ]
    closed = f"first: {MOST_INCIDENTS}, states: CLOSED, {_BY_CHANGE}"
    fields = [
        "id name url owner { login } isArchived hasIssuesEnabled",
        "defaultBranchRef { name target { oid } }",
        f"policy: object(expression: $policy) {{ {BLOB} }}",
        *(f"folder{n}: object(expression: $folder{n}) {{ {FOLDER} }}" for n in range(folders)),
        *(
            f"incident{n}: issues({closed}, labels: [$incident{n}]) {{ nodes {{ {_INCIDENT} }} }}"
            for n in range(incident_labels)
        ),
        *([f"own: issues({_OURS}) {{ {_OWN} }}"] if own_labels else []),
        *(f"label{n}: label(name: $own{n}) {{ id }}" for n in range(own_labels)),
        *(f"waited{n}: issue(number: $waited{n}) {{ {_INCIDENT} }}" for n in range(waited)),
        *([f"index: issue(number: $index) {{ {_INDEX} }}"] if index else []),
        *([f"template: object(expression: $template) {{ {BLOB} }}"] if template else []),
    ]
    body = "\n    ".join(fields)
    return f"""
query ReadPostmortems({", ".join(declared)}) {{
  rateLimit {{ cost remaining resetAt }}
  repository(owner: $owner, name: $name) {{
    {body}
  }}
}}"""


@lru_cache(maxsize=8)
def texts_read(count: int) -> str:
    """So many blobs by `oid0`…, when the files at `path0`… changed last, whether they were there at
    the time `then`, and the first people who can be assigned: what is new in documents mostly names
    some of them.
    """
    declared = ", ".join(f"$oid{n}: GitObjectID!, $path{n}: String!" for n in range(count))
    fields = "\n    ".join(
        f"text{n}: object(oid: $oid{n}) {{ {BLOB} }}\n    "
        f"changed{n}: object(expression: $head) {{ ... on Commit {{ "
        f"history(first: 1, path: $path{n}) {{ nodes {{ committedDate }} }} }} }}"
        for n in range(count)
    )
    there = " ".join(f"file{n}: file(path: $path{n}) {{ oid }}" for n in range(count))
    first = "$owner: String!, $name: String!, $head: String!, $then: GitTimestamp!"
    return f"""
query ReadPostmortemTexts({first}, {declared}) {{
  repository(owner: $owner, name: $name) {{
    {fields}
    before: object(expression: $head) {{ ... on Commit {{
      history(first: 1, until: $then) {{ nodes {{ {there} }} }}
    }} }}
    people: assignableUsers(first: 100) {{ pageInfo {{ hasNextPage }} nodes {{ id login }} }}
  }}
}}"""


@lru_cache(maxsize=32)
def people_read(count: int) -> str:
    """The people who can be assigned and whose login resembles `person0`…."""
    declared = ", ".join(f"$person{n}: String!" for n in range(count))
    fields = "\n    ".join(
        f"person{n}: assignableUsers(first: 10, query: $person{n}) {{ nodes {{ id login }} }}"
        for n in range(count)
    )
    return f"""
query ReadAssignable($owner: String!, $name: String!, {declared}) {{
  repository(owner: $owner, name: $name) {{
    {fields}
  }}
}}"""

"""The texts of what the decision log reads. They depend on counts alone; values are variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from github_app.gateway.kept_issues import COMMENTS, PINNED
from github_app.gateway.pull_requests.documents import BLOB, FOLDER

PATHS_SHOWN: Final = 20
_LOG: Final = f"id number title body state viewerDidAuthor {COMMENTS}"
_MERGED: Final = (
    "pullRequests(states: MERGED, first: $size, after: $after, "
    "orderBy: { field: UPDATED_AT, direction: DESC }) @include(if: $withMerged) { "
    "pageInfo { hasNextPage endCursor } nodes { "
    "number title body headRefName mergedAt updatedAt changedFiles mergeCommit { message } "
    f"files(first: {PATHS_SHOWN}) {{ nodes {{ path }} }} }} }}"
)

MERGED: Final = f"""
query ReadMerged($owner: String!, $name: String!, $withMerged: Boolean!, $size: Int!,
    $after: String) {{
  repository(owner: $owner, name: $name) {{ merged: {_MERGED} }}
}}"""

LOG: Final = f"""
query ReadLog($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{ log: issue(number: $number) {{ {_LOG} {PINNED} }} }}
}}"""


@lru_cache(maxsize=64)
def decisions_read(folders: int, logs: int, labels: int) -> str:
    """Policy, record folders, our log issues, labels, and the first page of merged pull requests.

    Variables: `owner`, `name`, `policy`, `withMerged`, `size`, `after`, then `folder0`… (git
    expressions), `log0`… (numbers of issues) and `label0`… (names), as many as the numbers say.
    """
    declared = [
        "$owner: String!",
        "$name: String!",
        "$policy: String!",
        "$withMerged: Boolean!",
        "$size: Int!",
        "$after: String",
        *(f"$folder{n}: String!" for n in range(folders)),
        *(f"$log{n}: Int!" for n in range(logs)),
        *(f"$label{n}: String!" for n in range(labels)),
    ]
    fields = [
        "id name url owner { login } isArchived hasIssuesEnabled",
        "defaultBranchRef { name target { oid } }",
        f"policy: object(expression: $policy) {{ {BLOB} }}",
        f"merged: {_MERGED}",
        *(f"folder{n}: object(expression: $folder{n}) {{ {FOLDER} }}" for n in range(folders)),
        *(f"log{n}: issue(number: $log{n}) {{ {_LOG} }}" for n in range(logs)),
        *(f"label{n}: label(name: $label{n}) {{ id }}" for n in range(labels)),
    ]
    body = "\n    ".join(fields)
    return f"""
query ReadDecisions({", ".join(declared)}) {{
  rateLimit {{ cost remaining resetAt }}
  repository(owner: $owner, name: $name) {{
    {body}
  }}
}}"""


@lru_cache(maxsize=8)
def texts_read(count: int) -> str:
    """So many blobs by `oid0`…."""
    declared = ", ".join(f"$oid{n}: GitObjectID!" for n in range(count))
    fields = "\n    ".join(f"text{n}: object(oid: $oid{n}) {{ {BLOB} }}" for n in range(count))
    return f"""
query ReadRecords($owner: String!, $name: String!, {declared}) {{
  repository(owner: $owner, name: $name) {{
    {fields}
  }}
}}"""


@lru_cache(maxsize=8)
def touched_read(count: int) -> str:
    """When the files at `path0`… were changed last on the default branch."""
    declared = ", ".join(f"$path{n}: String!" for n in range(count))
    fields = "\n    ".join(
        f"touched{n}: object(expression: $head) {{ ... on Commit {{ "
        f"history(first: 1, path: $path{n}) {{ nodes {{ committedDate }} }} }} }}"
        for n in range(count)
    )
    return f"""
query ReadTouched($owner: String!, $name: String!, $head: String!, {declared}) {{
  repository(owner: $owner, name: $name) {{
    {fields}
  }}
}}"""

"""The texts of what debt reads. They depend on counts alone; values are variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from debt.hotspots import MOST_PATHS
from github_app.gateway.kept_issues import PINNED
from github_app.gateway.pull_requests.documents import BLOB
from snapshot.codeowners import LOCATIONS

_PAGE: Final = "pageInfo { hasNextPage endCursor }"
_NEWS_FIRST: Final = "orderBy: { field: UPDATED_AT, direction: DESC }"
_LEDGER: Final = "id number title body state viewerDidAuthor"
_ISSUES: Final = (
    f"issues(labels: [$label], states: [OPEN, CLOSED], first: $size, after: $after, {_NEWS_FIRST})"
)
_PIECES: Final = (
    f"{{ totalCount {_PAGE} nodes {{ "
    "number title body createdAt closedAt updatedAt stateReason milestone { dueOn } "
    "assignees(first: 10) { nodes { login } } labels(first: 20) { nodes { name } } } }"
)
_MERGED: Final = (
    "pullRequests(states: MERGED, baseRefName: $base, first: $size, after: $after, "
    f"{_NEWS_FIRST})"
    f" {{ {_PAGE} nodes {{ "
    "number title headRefName mergedAt updatedAt changedFiles author { login } "
    "labels(first: 10) { nodes { name } } "
    f"files(first: {MOST_PATHS}) {{ nodes {{ path }} }} }} }}"
)
_OWNERS: Final = "\n    ".join(
    f'owners{n}: object(expression: "HEAD:{path}") {{ {BLOB} }}' for n, path in enumerate(LOCATIONS)
)

READ: Final = f"""
query ReadDebt($owner: String!, $name: String!, $policy: String!, $label: String!, $size: Int!,
    $after: String, $withIssues: Boolean!, $ledger: Int!, $withLedger: Boolean!) {{
  rateLimit {{ cost remaining resetAt }}
  repository(owner: $owner, name: $name) {{
    id name url owner {{ login }} isArchived hasIssuesEnabled
    defaultBranchRef {{ name target {{ oid }} }}
    policy: object(expression: $policy) {{ {BLOB} }}
    {_OWNERS}
    ledger: issue(number: $ledger) @include(if: $withLedger) {{ {_LEDGER} }}
    pieces: {_ISSUES} @include(if: $withIssues) {_PIECES}
  }}
}}"""

PIECES: Final = f"""
query ReadPieces($owner: String!, $name: String!, $label: String!, $size: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{ pieces: {_ISSUES} {_PIECES} }}
}}"""

LEDGER: Final = f"""
query ReadLedger($owner: String!, $name: String!, $number: Int!) {{
  repository(owner: $owner, name: $name) {{
    ledger: issue(number: $number) {{ {_LEDGER} {PINNED} }}
  }}
}}"""

MERGED: Final = f"""
query ReadMergedFiles($owner: String!, $name: String!, $base: String!, $size: Int!,
    $after: String) {{
  repository(owner: $owner, name: $name) {{ merged: {_MERGED} }}
}}"""


@lru_cache(maxsize=8)
def sizes_read(count: int) -> str:
    """The sizes of the files at `file0`…, which are git expressions."""
    declared = ", ".join(f"$file{n}: String!" for n in range(count))
    fields = "\n    ".join(
        f"file{n}: object(expression: $file{n}) {{ ... on Blob {{ byteSize isBinary }} }}"
        for n in range(count)
    )
    return f"""
query ReadSizes($owner: String!, $name: String!, {declared}) {{
  repository(owner: $owner, name: $name) {{
    {fields}
  }}
}}"""

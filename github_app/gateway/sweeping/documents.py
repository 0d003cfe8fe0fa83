"""The texts of what looks and the sweep read. They depend on counts alone; values are variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from github_app.gateway.pull_requests.documents import BLOB
from snapshot.codeowners import LOCATIONS

SHOWN: Final = 10
"""So many pull requests of a repository are shown to a brief look."""
PAGE: Final = 50
_NEWEST_FIRST: Final = "states: OPEN, orderBy: { field: UPDATED_AT, direction: DESC }"
_OPEN: Final = (
    "number updatedAt changedFiles headRefOid baseRefName "
    "baseRef { target { ... on Commit { tree { oid } } } }"
)
_TEN: Final = f"pullRequests(first: {SHOWN}, {_NEWEST_FIRST})"
_LATEST: Final = f"{_TEN} {{ totalCount nodes {{ {_OPEN} }} }}"
# Branches that share a commit each have a suite; five of them are plenty, and keep it cheap.
_RUNS: Final = (
    "checkSuites(first: 5, filterBy: { appId: $app }) { nodes { "
    "checkRuns(first: 50, filterBy: { checkType: LATEST }) { nodes { "
    "id name externalId status conclusion } } } }"
)


BRIEF_LOOK: Final = f"""
query LookBriefly($ids: [ID!]!, $policy: String!) {{
  nodes(ids: $ids) {{
    ... on Repository {{
      id nameWithOwner defaultBranchRef {{ name }}
      policy: object(expression: $policy) {{ {BLOB} }}
      {_LATEST}
    }}
  }}
}}"""
"""The policy and the pull requests that changed last, of as many repositories as there are ids."""


@lru_cache(maxsize=16)
def open_pull_requests_read(folders: int) -> str:
    """A page of the open pull requests with our check runs, and what the default branch holds that
    verdicts rest on.

    Variables: `owner`, `name`, `app`, `after`, `policy`, `owners0`… and `folder0`…, as many as
    there are.
    """
    names = ["policy", *(f"owners{n}" for n in range(len(LOCATIONS)))]
    places = [f"folder{n}" for n in range(folders)]
    declared = ", ".join(f"${name}: String!" for name in ("owner", "name", *names, *places))
    blobs = [f"{name}: object(expression: ${name}) {{ ... on Blob {{ oid }} }}" for name in names]
    trees = [f"{name}: object(expression: ${name}) {{ ... on Tree {{ oid }} }}" for name in places]
    body = "\n    ".join(blobs + trees)
    return f"""
query ReadOpenPullRequests({declared}, $app: Int!, $after: String) {{
  repository(owner: $owner, name: $name) {{
    nameWithOwner defaultBranchRef {{ name }}
    {body}
    pullRequests(first: {PAGE}, after: $after, {_NEWEST_FIRST}) {{
      totalCount pageInfo {{ hasNextPage endCursor }}
      nodes {{ {_OPEN} head: commits(last: 1) {{ nodes {{ commit {{ oid {_RUNS} }} }} }} }}
    }}
  }}
}}"""

"""The texts of what rituals read and write. They depend on counts alone; values are variables."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from config.policy import POLICY_PATH
from github_app.gateway.pull_requests.documents import BLOB

POLICY_EXPRESSION: Final = f"HEAD:{POLICY_PATH}"
NEWEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: DESC }"
OLDEST_FIRST: Final = "orderBy: { field: CREATED_AT, direction: ASC }"
_OWN: Final = "nodes { number title body state viewerDidAuthor }"
_OPEN: Final = "totalCount nodes { number title createdAt }"


@lru_cache(maxsize=64)
def rituals_read(reminders: int, labelled: int, people: int) -> str:
    """All that the rituals of a repository are planned from.

    Variables: `owner`, `name`, `policy`, then `reminder0`… (labels our issues carry), `labelled0`…
    (labels of open issues) and `person0`… (logins), as many as the numbers say. Our own issues are
    looked for twice, by label and among the newest, so that a removed label hides none.
    """
    names = ["owner", "name", "policy"]
    fields = [
        "id databaseId name url owner { login } isArchived hasIssuesEnabled",
        "defaultBranchRef { name target { oid } }",
        f"policy: object(expression: $policy) {{ {BLOB} }}",
        f"newest: issues(first: 100, {NEWEST_FIRST}) {{ {_OWN} }}",
    ]
    for place in (f"reminder{n}" for n in range(reminders)):
        names.append(place)
        fields.append(
            f"{place}: issues(first: 10, labels: [${place}], {NEWEST_FIRST}) {{ {_OWN} }}"
        )
        fields.append(f"{place}Label: label(name: ${place}) {{ id }}")
    for place in (f"labelled{n}" for n in range(labelled)):
        names.append(place)
        chosen = f"first: 100, labels: [${place}], states: OPEN, {OLDEST_FIRST}"
        fields.append(f"{place}: issues({chosen}) {{ {_OPEN} }}")
    for place in (f"person{n}" for n in range(people)):
        names.append(place)
        fields.append(
            f"{place}: assignableUsers(first: 10, query: ${place}) {{ nodes {{ id login }} }}"
        )
    declared = ", ".join(f"${name}: String!" for name in names)
    body = "\n    ".join(fields)
    return f"""
query ReadRituals({declared}) {{
  rateLimit {{ cost remaining resetAt }}
  repository(owner: $owner, name: $name) {{
    {body}
  }}
}}"""

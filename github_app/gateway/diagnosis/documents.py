"""The texts of the doctor's GraphQL reads; every value is a variable."""

from __future__ import annotations

from collections.abc import Sequence

from config.policy import POLICY_PATH

MISPLACED_POLICIES = (
    ".github/plumbline.yaml",
    "plumbline.yml",
    "plumbline.yaml",
    ".plumbline.yml",
)
"""Where people put the policy, and where it is not read."""

_BLOB = "... on Blob { oid byteSize isBinary isTruncated text }"

_RULE = "optionalRule: refUpdateRule { requiredStatusCheckContexts }"
_OWNERS = (
    "optionalOwners: codeowners { errors { line column kind path source message suggestion } }"
)

_NUMBERS = range(len(MISPLACED_POLICIES))
_DECLARED = ", ".join(f"$misplaced{n}: String!" for n in _NUMBERS)
_MISPLACED = " ".join(
    f"misplaced{n}: object(expression: $misplaced{n}) {{ ... on Blob {{ oid }} }}" for n in _NUMBERS
)

REPOSITORY = f"""
query ExamineRepository($owner: String!, $name: String!, $policy: String!, {_DECLARED}) {{
  repository(owner: $owner, name: $name) {{
    databaseId nameWithOwner url isArchived hasIssuesEnabled
    defaultBranchRef {{ name {_RULE} }}
    policy: object(expression: $policy) {{ {_BLOB} }}
    {_MISPLACED}
    {_OWNERS}
  }}
}}"""
"""What a GitHub of today tells about a repository at its default branch."""

REPOSITORY_OF_OLD = REPOSITORY.replace(_RULE, "").replace(_OWNERS, "")
"""For one that does not know all of these fields."""


def repository_variables(owner: str, name: str) -> dict[str, str]:
    """Those of `REPOSITORY`, which reads the default branch."""
    misplaced = {f"misplaced{n}": f"HEAD:{path}" for n, path in enumerate(MISPLACED_POLICIES)}
    return {"owner": owner, "name": name, "policy": f"HEAD:{POLICY_PATH}", **misplaced}


POLICIES = f"""
query ReadPolicies($ids: [ID!]!, $policy: String!) {{
  nodes(ids: $ids) {{
    ... on Repository {{ nameWithOwner policy: object(expression: $policy) {{ {_BLOB} }} }}
  }}
}}"""
"""The policy files of as many repositories as there are ids."""


def names_read(labels: int, people: int, teams: int) -> str:
    """Whether labels, people and teams exist and what they may do in the repository.

    Variables: `owner`, `name`, `label0` and so on, `person0` and so on, `organization0`, `slug0`
    and so on. A field that is null stands for what is not there or may not be seen.
    """
    names = [f"label{n}" for n in range(labels)] + [f"person{n}" for n in range(people)]
    names += [f"{part}{n}" for n in range(teams) for part in ("organization", "slug")]
    declared = "".join(f", ${name}: String!" for name in names)
    in_repository = [f"label{n}: label(name: $label{n}) {{ name }}" for n in range(labels)]
    in_repository += [
        f"access{n}: collaborators(login: $person{n}, first: 1) "
        "{ edges { permission node { login } } }"
        for n in range(people)
    ]
    beside = [f"person{n}: user(login: $person{n}) {{ login }}" for n in range(people)]
    beside += [
        f"team{n}: organization(login: $organization{n}) {{ team(slug: $slug{n}) {{ combinedSlug "
        "repositories(first: 20, query: $name) { edges { permission node { nameWithOwner } } } } }"
        for n in range(teams)
    ]
    repository = "\n    ".join(["nameWithOwner", *in_repository])
    return (
        f"query ExamineNames($owner: String!, $name: String!{declared}) {{\n"
        f"  repository(owner: $owner, name: $name) {{\n    {repository}\n  }}\n"
        f"  {chr(10).join(beside)}\n}}"
    )


def names_variables(
    owner: str, name: str, labels: Sequence[str], people: Sequence[str], teams: Sequence[str]
) -> dict[str, str]:
    """Those of `names_read`; `teams` are `organization/slug`."""
    variables = {"owner": owner, "name": name}
    variables |= {f"label{n}": label for n, label in enumerate(labels)}
    variables |= {f"person{n}": login for n, login in enumerate(people)}
    for n, team in enumerate(teams):
        variables[f"organization{n}"], _, variables[f"slug{n}"] = team.partition("/")
    return variables

"""The texts of our GraphQL reads. They depend on counts alone; every value is a variable."""

from __future__ import annotations

from functools import lru_cache

from snapshot.codeowners import LOCATIONS

BLOB = "... on Blob { oid byteSize isBinary isTruncated text }"
_ENTRY = "name type mode oid size"
# Record folders are read three levels deep: `docs/adr/backend/storage/0012-title/README.md`.
_ENTRIES = f"entries {{ {_ENTRY} }}"
for _ in range(3):
    _ENTRIES = f"entries {{ {_ENTRY} object {{ ... on Tree {{ {_ENTRIES} }} }} }}"
FOLDER = f"... on Tree {{ oid {_ENTRIES} }}"
FILE_AT = f"... on Commit {{ file(path: <path>) {{ mode oid object {{ {BLOB} }} }} }}"
COMMENT = (
    "id body viewerDidAuthor isMinimized createdAt authorAssociation "
    "author { __typename login } reactionGroups { viewerHasReacted }"
)
REVIEW = "state submittedAt authorCanPushToRepository author { __typename login } commit { oid }"
GIT_ACTOR = "name email user { login }"
COMMIT = (
    f"commit {{ oid message authors(first: 100) {{ totalCount nodes {{ {GIT_ACTOR} }} }} "
    f"committer {{ {GIT_ACTOR} }} }}"
)
OUR_RUNS = (
    "checkSuites(first: 10, filterBy: { appId: $app }) { nodes { "
    "checkRuns(first: 100, filterBy: { checkType: LATEST }) { nodes { "
    "id name externalId status conclusion } } } }"
)
# Whether somebody is busy is good to know, and no verdict rests on it.
STATUS = "optionalStatus: status { indicatesLimitedAvailability expiresAt }"
TEAM = (
    f"members(first: 100, membership: ALL) {{ totalCount nodes {{ login {STATUS} }} "
    "pageInfo { hasNextPage endCursor } }"
)
ISSUE = (
    "__typename ... on Issue { state body assignees(first: 10) { nodes { login } } "
    "milestone { dueOn } } ... on PullRequest { pullState: state }"
)
PERMISSION = "edges { permission node { login } }"

_REVIEWER = (
    "requestedReviewer { __typename ... on User { login <status> } ... on Bot { login } "
    "... on Mannequin { login } ... on Team { combinedSlug } }"
)
_REQUESTED = _REVIEWER.replace("<status>", STATUS)
_TOLD = f"createdAt {_REVIEWER.replace(' <status>', '')}"
_STORY = f"""
      optionalRequests: timelineItems(last: 100, itemTypes: [
        REVIEW_REQUESTED_EVENT, REVIEW_REQUEST_REMOVED_EVENT
      ]) {{ nodes {{
        __typename
        ... on ReviewRequestedEvent {{ {_TOLD} }}
        ... on ReviewRequestRemovedEvent {{ {_TOLD} }}
      }} }}
      optionalReady: timelineItems(last: 1, itemTypes: [READY_FOR_REVIEW_EVENT]) {{
        nodes {{ ... on ReadyForReviewEvent {{ createdAt }} }}
      }}"""
LABELLINGS_FIELD = "timelineItems(last: 100, itemTypes: [LABELED_EVENT, UNLABELED_EVENT])"
_LABELLED = "actor { __typename login } label { name }"
LABELLINGS = (
    f"nodes {{ __typename ... on LabeledEvent {{ {_LABELLED} }} "
    f"... on UnlabeledEvent {{ {_LABELLED} }} }}"
)
_LABELLINGS = (
    f"optionalLabellings: {LABELLINGS_FIELD} @include(if: $withLabellings) {{ {LABELLINGS} }}"
)
_RETARGETS = """
      retargets: timelineItems(last: 100, itemTypes: [BASE_REF_CHANGED_EVENT]) {
        pageInfo { hasPreviousPage }
        nodes { ... on BaseRefChangedEvent { createdAt previousRefName } }
      }"""
_PULL_REQUEST = f"""
    pullRequest(number: $number) {{
      id number title body state isDraft locked isCrossRepository changedFiles createdAt updatedAt
      author {{ __typename login }}
      baseRefName baseRefOid baseRef {{ target {{ oid }} }}
      headRefName headRefOid headRepository {{ url }}
      labels(first: 100) {{ nodes {{ name }} }}
      reviewRequests(first: 100) {{ nodes {{ {_REQUESTED} }} }}<story>{_RETARGETS}
      {_LABELLINGS}
      reviews(last: 100) {{ pageInfo {{ hasPreviousPage startCursor }} nodes {{ {REVIEW} }} }}
      commits(first: 100) {{
        totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {COMMIT} }}
      }}
      comments(last: 100) {{ pageInfo {{ hasPreviousPage startCursor }} nodes {{ {COMMENT} }} }}
      head: commits(last: 1) {{ nodes {{ commit {{ oid {OUR_RUNS} }} }} }}
    }}"""


@lru_cache(maxsize=256)
def pull_request_read(
    folders: int, labels: int, people: int = 0, issues: int = 0, *, story: bool = True
) -> str:
    """The one big read; with the `story` of requests, which no verdict rests on.

    Variables: those of `base_variables`, and `owner`, `name`, `number`, `app`, `headPolicy`,
    `withHeadPolicy`, `group`, `inGroup`, `withLabellings`, `label0` and so on, `person0` and so on,
    `issue0` and so on.
    """
    head_policy = "headPolicy: object(expression: $headPolicy) @include(if: $withHeadPolicy)"
    group = "group: object(oid: $group) @include(if: $inGroup)"
    permissions = "\n    ".join(
        f"optionalPermission{n}: collaborators(login: $person{n}, first: 1) {{ {PERMISSION} }}"
        for n in range(people)
    )
    named = "\n    ".join(
        f"optionalIssue{n}: issueOrPullRequest(number: $issue{n}) {{ {ISSUE} }}"
        for n in range(issues)
    )
    numbers = "".join(f", $issue{n}: Int!" for n in range(issues))
    users = "\n  ".join(
        f"optionalUser{n}: user(login: $person{n}) {{ login {STATUS} }}" for n in range(people)
    )
    return f"""
query ReadPullRequest({_declared(folders, labels, people)}, $number: Int!, $app: Int!,
    $headPolicy: String!, $withHeadPolicy: Boolean!, $group: GitObjectID,
    $inGroup: Boolean!, $withLabellings: Boolean!{numbers}) {{
  rateLimit {{ cost remaining resetAt }}
  repository(owner: $owner, name: $name) {{
    {_repository(folders, labels)}
    {head_policy} {{ {BLOB} }}
    {group} {{ ... on Commit {{ oid {OUR_RUNS} }} }}
    {permissions}
    {named}
    {_PULL_REQUEST.replace("<story>", _STORY if story else "")}
  }}
  {users}
}}"""


@lru_cache(maxsize=64)
def base_read(folders: int) -> str:
    """The base branch alone, for when the big read looked at another one."""
    return f"""
query ReadBase({_declared(folders, 0)}) {{
  repository(owner: $owner, name: $name) {{
    {_repository(folders, 0)}
  }}
}}"""


GROUP_READ = f"""
query ReadGroup($owner: String!, $name: String!, $app: Int!, $group: GitObjectID!,
    $policy: String!, $base: String!) {{
  repository(owner: $owner, name: $name) {{
    id
    base: object(expression: $base) {{ oid }}
    policy: object(expression: $policy) {{ {BLOB} }}
    group: object(oid: $group) {{ ... on Commit {{ oid {OUR_RUNS} }} }}
  }}
}}"""


def base_variables(revision: str, policy_path: str, folders: tuple[str, ...]) -> dict[str, str]:
    """The expressions that read the base at `revision` (a full ref, `HEAD` or a commit)."""
    paths = {"policy": policy_path, "root": ""}
    paths |= {f"owners{n}": path for n, path in enumerate(LOCATIONS)}
    paths |= {f"folder{n}": path for n, path in enumerate(folders)}
    return {name: f"{revision}:{path}" for name, path in paths.items()}


def _declared(folders: int, labels: int, people: int = 0) -> str:
    strings = ["owner", "name", "policy", "root"]
    strings += [f"owners{n}" for n in range(len(LOCATIONS))]
    strings += [f"folder{n}" for n in range(folders)] + [f"label{n}" for n in range(labels)]
    strings += [f"person{n}" for n in range(people)]
    return ", ".join([*(f"${name}: String!" for name in strings), "$cold: Boolean!"])


def _repository(folders: int, labels: int) -> str:
    # The type's name, since two of these objects may come with nothing but an id.
    owners = "__typename ... on Blob { oid byteSize isBinary isTruncated text @include(if: $cold) }"
    entries = _ENTRIES.replace("entries", "entries @include(if: $cold)", 1)
    folder = f"__typename ... on Tree {{ oid {entries} }}"
    fields = ["id databaseId name url hasIssuesEnabled owner { login } defaultBranchRef { name }"]
    fields.append(f"policy: object(expression: $policy) {{ {BLOB} }}")
    fields.append("root: object(expression: $root) { ... on Tree { oid entries { name type } } }")
    fields += [
        f"owners{n}: object(expression: $owners{n}) {{ {owners} }}" for n in range(len(LOCATIONS))
    ]
    fields += [f"folder{n}: object(expression: $folder{n}) {{ {folder} }}" for n in range(folders)]
    fields += [f"label{n}: label(name: $label{n}) {{ id name }}" for n in range(labels)]
    return "\n    ".join(fields)

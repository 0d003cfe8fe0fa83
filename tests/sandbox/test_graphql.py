"""The GraphQL half answers as GitHub does, rules of the server included."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.auth import identify
from sandbox.check_requests import RunRequest
from sandbox.graph.context import Context
from sandbox.graph.execute import execute
from sandbox.limits import Budget
from tests.sandbox.harbour import APP_ID, Client, shop_world

PULL = """
query($owner: String!, $name: String!, $number: Int!, $app: Int!) {
  repository(owner: $owner, name: $name) {
    id
    policy: object(expression: "refs/heads/main:.github/plumbline.yml") { ... on Blob { text } }
    records: object(expression: "refs/heads/main:docs/adr") {
      ... on Tree { oid entries { name path type object { ... on Blob { text } } } }
    }
    pullRequest(number: $number) {
      id title body isDraft state baseRefName baseRefOid headRefName headRefOid
      isCrossRepository changedFiles additions deletions viewerDidAuthor
      headRef { name } headRepository { nameWithOwner }
      author { __typename login }
      labels(first: 10) { nodes { name } }
      reviews(last: 100) {
        nodes { author { login } state submittedAt commit { oid } authorCanPushToRepository }
      }
      reviewRequests(first: 10) {
        nodes { requestedReviewer { __typename ... on Team { combinedSlug } } }
      }
      commits(first: 100) {
        nodes { commit { oid message authors(first: 10) { nodes { email user { login } } } } }
      }
      comments(last: 100) {
        nodes { databaseId body viewerDidAuthor isMinimized author { __typename login } }
      }
      closingIssuesReferences(first: 10) { nodes { number } }
      head: commits(last: 1) { nodes { commit {
        checkSuites(first: 10, filterBy: {appId: $app}) { nodes {
          checkRuns(first: 100, filterBy: {checkType: LATEST}) { nodes { name conclusion } }
        } }
      } } }
    }
  }
}
"""


def create(name: str, status: str) -> str:
    """A mutation field that creates a check run of repository $r at $h."""
    given = f'repositoryId: $r, headSha: $h, name: "{name}", status: {status}'
    return f"createCheckRun(input: {{{given}}}) {{ checkRun {{ id }} }}"


def read(client: Client, number: int, app: int = APP_ID) -> dict[str, Any]:
    answer = client.graphql(PULL, owner="acme", name="shop", number=number, app=app)
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]["repository"]
    return found


def errors(answer: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(error["type"], error.get("path")) for error in answer["errors"]]


def test_one_query_reads_a_whole_pull_request(client: Client) -> None:
    client.world.approve(1, by="bo")
    client.world.label(1, "debt", by="bo")
    client.world.comment(1, "Ours", by="plumbline[bot]")
    repository = read(client, 1)
    assert repository["policy"] is None
    assert repository["records"]["entries"][0]["path"] == "docs/adr/0001-use-postgres.md"
    pull = repository["pullRequest"]
    assert (pull["state"], pull["changedFiles"]) == ("OPEN", 2)
    assert pull["headRef"] == {"name": "later"}
    assert pull["labels"]["nodes"] == [{"name": "debt"}]
    review = pull["reviews"]["nodes"][0]
    assert (review["state"], review["authorCanPushToRepository"]) == ("APPROVED", True)
    assert review["commit"]["oid"] == pull["headRefOid"]
    second = pull["commits"]["nodes"][1]["commit"]["authors"]["nodes"]
    assert [author["user"]["login"] for author in second] == ["ana", "bo"]
    assert pull["closingIssuesReferences"]["nodes"] == [{"number": 3}]


def test_a_bot_has_no_suffix_in_graphql(client: Client) -> None:
    client.world.comment(1, "Ours", by="plumbline[bot]")
    comment = read(client, 1)["pullRequest"]["comments"]["nodes"][0]
    assert comment["author"] == {"__typename": "Bot", "login": "plumbline"}
    assert comment["viewerDidAuthor"] is True


def test_a_fork_shows_no_head_branch_and_no_repository_once_deleted(client: Client) -> None:
    pull = read(client, 2)["pullRequest"]
    assert (pull["isCrossRepository"], pull["headRef"]) == (True, None)
    assert pull["headRepository"] == {"nameWithOwner": "eve/shop"}
    client.world.delete_fork(2)
    pull = read(client, 2)["pullRequest"]
    assert pull["headRepository"] is None
    assert pull["changedFiles"] == 1


def test_check_suites_are_those_of_the_app_asked_for(client: Client) -> None:
    world = client.world
    head = world.pull(world.repository(), 1).head_oid
    for _ in range(2):
        request = RunRequest("x", "completed", "success")
        world.create_check_run(world.repository(), world.registered_app(), head, request)
    suites = read(client, 1)["pullRequest"]["head"]["nodes"][0]["commit"]["checkSuites"]["nodes"]
    assert [suite["checkRuns"]["nodes"] for suite in suites] == [
        [{"name": "x", "conclusion": "SUCCESS"}]
    ]
    other = read(client, 1, app=1)["pullRequest"]["head"]["nodes"][0]["commit"]
    assert other["checkSuites"]["nodes"] == []


def test_one_refused_alias_is_null_and_the_others_stand(client: Client) -> None:
    head = client.world.pull(client.world.repository(), 1).head_oid
    query = f"""mutation($r: ID!, $h: GitObjectID!) {{
      a: {create("a", "QUEUED")}
      b: {create("b", "COMPLETED")}
      c: {create("c", "QUEUED")}
    }}"""
    answer = client.graphql(query, r=client.world.repository().node_id, h=head)
    assert errors(answer) == [("UNPROCESSABLE", ["b"])]
    assert answer["data"]["b"] is None
    assert [run.name for run in client.world.latest_runs(None, head)] == ["a", "c"]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        ("", "MISSING_PAGINATION_BOUNDARIES"),
        ("(first: 101)", "EXCESSIVE_PAGINATION"),
        ("(last: 250)", "EXCESSIVE_PAGINATION"),
    ],
)
def test_a_connection_takes_first_or_last_up_to_a_hundred(
    client: Client, page: str, kind: str
) -> None:
    query = f'{{ repository(owner: "acme", name: "shop") {{ labels{page} {{ totalCount }} }} }}'
    assert errors(client.graphql(query)) == [(kind, ["repository", "labels"])]


def test_a_query_for_too_many_nodes_is_refused(client: Client) -> None:
    query = """{ repository(owner: "acme", name: "shop") { pullRequests(first: 100) { nodes {
      commits(first: 100) { nodes { commit { authors(first: 100) { nodes { email } } } } }
    } } } }"""
    assert errors(client.graphql(query)) == [("MAX_NODE_LIMIT_EXCEEDED", None)]


def test_pages_are_walked_by_cursor(client: Client) -> None:
    for number in range(5):
        client.world.comment(1, f"{number}", by="bo")
    query = """query($after: String) { repository(owner: "acme", name: "shop") {
      pullRequest(number: 1) { comments(first: 2, after: $after) {
        nodes { body } pageInfo { hasNextPage endCursor }
      } } } }"""
    seen, after, more = [], None, True
    while more:
        answer = client.graphql(query, after=after)
        page = answer["data"]["repository"]["pullRequest"]["comments"]
        seen += [node["body"] for node in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert seen == ["0", "1", "2", "3", "4"]


def test_the_last_ones_come_in_order(client: Client) -> None:
    for number in range(5):
        client.world.comment(1, f"{number}", by="bo")
    query = """{ repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
      comments(last: 2) { nodes { body } pageInfo { hasPreviousPage } } } } }"""
    comments = client.graphql(query)["data"]["repository"]["pullRequest"]["comments"]
    assert comments == {
        "nodes": [{"body": "3"}, {"body": "4"}],
        "pageInfo": {"hasPreviousPage": True},
    }


def test_what_cannot_be_resolved_is_null_beside_an_error(client: Client) -> None:
    answer = client.graphql('{ repository(owner: "acme", name: "nowhere") { id } }')
    assert errors(answer) == [("NOT_FOUND", ["repository"])]
    assert answer["data"] == {"repository": None}


def test_nodes_are_found_by_id_and_unknown_ones_are_null(client: Client) -> None:
    known = client.world.repository().node_id
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    answer = client.graphql(query, ids=[known, "R_nothing"])
    assert answer["data"]["nodes"] == [{"__typename": "Repository", "id": known}, None]
    assert errors(answer) == [("NOT_FOUND", ["nodes", 1])]


def test_a_team_answers_with_members_of_the_teams_below(client: Client) -> None:
    client.world.add_team("acme", "refunds", ("eve",), parent="payments")
    query = """query($kind: TeamMembershipType!) { organization(login: "acme") {
      team(slug: "payments") { members(first: 10, membership: $kind) { nodes { login } } } } }"""

    def members(kind: str) -> list[str]:
        team = client.graphql(query, kind=kind)["data"]["organization"]["team"]
        return [node["login"] for node in team["members"]["nodes"]]

    assert members("ALL") == ["bo", "eve"]
    assert members("IMMEDIATE") == ["bo"]
    assert members("CHILD_TEAM") == ["eve"]


def test_a_document_that_does_not_fit_the_schema_is_told_so(client: Client) -> None:
    answer = client.graphql("{ repositary }")
    assert "Cannot query field 'repositary'" in answer["errors"][0]["message"]
    assert "data" not in answer


def test_comments_labels_and_issues_are_written(client: Client) -> None:
    world = client.world
    pull, repository = world.pull(world.repository(), 1), world.repository()
    label, bo = repository.label("debt"), world.account("bo")
    assert label
    query = """mutation($pull: ID!, $repository: ID!, $labels: [ID!]!, $people: [ID!]!) {
      addComment(input: {subjectId: $pull, body: "Hello"}) { commentEdge { node { id } } }
      createLabel(input: {repositoryId: $repository, name: "calm", color: "00ff00"}) {
        label { name }
      }
      addLabelsToLabelable(input: {labelableId: $pull, labelIds: $labels}) {
        labelable { labels(first: 5) { nodes { name } } }
      }
      createIssue(input: {
        repositoryId: $repository, title: "Sprint", labelIds: $labels, assigneeIds: $people
      }) { issue { number assignees(first: 5) { nodes { login } } } }
    }"""
    ids = {"pull": pull.node_id, "repository": repository.node_id}
    answer = client.graphql(
        query, **ids, labels=[label.node_id], people=[bo.node_id, world.account("eve").node_id]
    )
    assert "errors" not in answer, answer
    assert answer["data"]["addLabelsToLabelable"]["labelable"]["labels"]["nodes"] == [
        {"name": "debt"}
    ]
    # eve has no access, so GitHub drops her without a word.
    assert answer["data"]["createIssue"]["issue"]["assignees"]["nodes"] == [{"login": "bo"}]
    assert [label.name for label in repository.labels] == ["debt", "calm"]


def test_a_comment_is_edited_minimised_and_shown_again(client: Client) -> None:
    comment = client.world.comment(1, "Old", by="plumbline[bot]")
    query = """mutation($id: ID!) {
      updateIssueComment(input: {id: $id, body: "New"}) { issueComment { body } }
      minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) {
        minimizedComment { isMinimized minimizedReason }
      }
    }"""
    answer = client.graphql(query, id=comment.node_id)["data"]
    assert answer["updateIssueComment"]["issueComment"]["body"] == "New"
    assert answer["minimizeComment"]["minimizedComment"] == {
        "isMinimized": True,
        "minimizedReason": "resolved",
    }
    back = "mutation($id: ID!) { unminimizeComment(input: {subjectId: $id}) { clientMutationId } }"
    client.graphql(back, id=comment.node_id)
    assert comment.minimized_reason is None


def test_writing_without_permission_is_forbidden() -> None:
    world = shop_world()
    token = world.mint_token(next(iter(world.installations.values())), {"contents": "read"})
    context = Context(world, identify(world, f"Bearer {token.text}"), Budget(5_000, 0))
    query = f"mutation($r: ID!, $h: GitObjectID!) {{ {create('a', 'QUEUED')} }}"
    head = world.pull(world.repository(), 1).head_oid
    answer = execute(context, query, {"r": world.repository().node_id, "h": head}, None)
    assert errors(answer) == [("FORBIDDEN", ["createCheckRun"])]

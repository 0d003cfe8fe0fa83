"""What was merged, and what was said of earlier commits."""

from __future__ import annotations

from typing import Any

from sandbox.check_requests import Output, RunRequest
from tests.sandbox.harbour import APP_ID, REPOSITORY, Client

MERGED = """query($base: String, $first: Int!) { repository(owner: "acme", name: "shop") {
  pullRequests(states: [MERGED], baseRefName: $base, first: $first,
               orderBy: {field: UPDATED_AT, direction: DESC}) {
    nodes {
      number mergedAt mergedBy { login } additions deletions author { login }
      files(first: 100) { nodes { path } }
      latestOpinionatedReviews(first: 20, writersOnly: true) {
        nodes { state submittedAt author { login } commit { oid } }
      }
    }
  } } }"""
RUNS = """query($app: Int!) { repository(owner: "acme", name: "shop") { pullRequest(number: 1) {
  commits(last: 100) { nodes { commit { oid checkSuites(first: 1, filterBy: {appId: $app}) { nodes {
    checkRuns(first: 10) { nodes {
      name title summary text conclusion completedAt detailsUrl externalId
    } } } } } } }
} } }"""
DETAILS = "https://plumbline.example/repositories/acme/shop/pulls/1"


def report(client: Client, oid: str, title: str) -> None:
    world, output = client.world, Output(title, f"{title} in short", f"{title} at length")
    request = RunRequest("plumbline/x", "completed", "neutral", details_url=DETAILS, output=output)
    world.create_check_run(world.repository(), world.registered_app(), oid, request)


def test_merged_pull_requests_are_told_with_files_and_the_last_opinions(client: Client) -> None:
    world = client.world
    world.request_changes(1, by="bo")
    world.approve(1, by="bo")
    world.approve(1, by="eve")
    world.open_pull_request("Else", by="bo", head="else", files={"else.py": "x\n"})
    world.dismiss(1, of="bo", by="ana")
    world.approve(1, by="bo")
    world.merge(1, by="ana")
    world.advance(1)
    world.merge(4, by="ana")

    def merged(**asked: Any) -> Any:
        return client.graphql(MERGED, **asked)["data"]["repository"]["pullRequests"]["nodes"]

    last, first = merged(first=50)
    assert (last["number"], first["number"]) == (4, 1)
    assert [file["path"] for file in first["files"]["nodes"]] == ["src/new.py", "src/pay.py"]
    assert first["mergedBy"] == {"login": "ana"}
    assert first["mergedAt"] < last["mergedAt"]
    reviews = first["latestOpinionatedReviews"]["nodes"]
    assert [(each["author"]["login"], each["state"]) for each in reviews] == [("bo", "APPROVED")]
    assert last["latestOpinionatedReviews"]["nodes"] == []
    assert [each["number"] for each in merged(first=1)] == [4]
    assert merged(first=50, base="release") == []


def test_runs_of_earlier_commits_say_what_they_said_and_where_more_is(client: Client) -> None:
    pull = client.world.pull(client.world.repository(), 1)
    first, last = (str(commit.id) for commit in pull.commits)
    report(client, first, "Before")
    report(client, last, "Now")
    told = client.graphql(RUNS, app=APP_ID)["data"]["repository"]["pullRequest"]
    commits = [node["commit"] for node in told["commits"]["nodes"]]
    runs = [each["checkSuites"]["nodes"][0]["checkRuns"]["nodes"][0] for each in commits]
    assert [(run["title"], run["text"]) for run in runs] == [
        ("Before", "Before at length"),
        ("Now", "Now at length"),
    ]
    assert {run["detailsUrl"] for run in runs} == {DETAILS}
    assert all(run["completedAt"] and run["conclusion"] == "NEUTRAL" for run in runs)
    listed = client.get(f"/repos/{REPOSITORY}/commits/{last}/check-runs").json()["check_runs"]
    assert [run["details_url"] for run in listed] == [DETAILS]


def test_the_address_of_details_is_one_of_the_web(client: Client) -> None:
    head = client.world.pull(client.world.repository(), 1).head_oid
    body = {"name": "x", "head_sha": head, "details_url": "javascript:alert(1)"}
    refused = client.post(f"/repos/{REPOSITORY}/check-runs", body)
    assert (refused.status_code, "http or https" in refused.text) == (422, True)

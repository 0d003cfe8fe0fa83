"""The client library people use finds nothing strange."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from github import Auth, Github, GithubException, GithubIntegration
from github.Repository import Repository

from tests.sandbox.harbour import APP_ID, REPOSITORY, Client, keys, served


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with served() as made:
        made.world.approve(1, by="bo")
        yield made


@pytest.fixture(scope="module")
def github(client: Client) -> Github:
    auth = Auth.AppAuth(APP_ID, keys().private_pem).get_installation_auth(client.installation.id)
    return Github(
        auth=auth,
        base_url=client.running.api_url,
        seconds_between_requests=0,
        seconds_between_writes=0,
        retry=None,
    )


@pytest.fixture(scope="module")
def repository(github: Github) -> Repository:
    return github.get_repo(REPOSITORY)


def test_the_app_finds_its_installations(client: Client) -> None:
    auth = Auth.AppAuth(APP_ID, keys().private_pem)
    integration = GithubIntegration(auth=auth, base_url=client.running.api_url)
    assert integration.get_app().slug == "plumbline"
    assert [each.id for each in integration.get_installations()] == [client.installation.id]
    assert integration.get_repo_installation("acme", "shop").id == client.installation.id


def test_a_pull_request_is_read_with_files_and_reviews(repository: Repository) -> None:
    pull = repository.get_pull(1)
    assert (pull.title, pull.changed_files, pull.user.login) == ("Pay later", 2, "ana")
    files = {file.filename: file for file in pull.get_files()}
    assert files["src/pay.py"].patch == "@@ -1,2 +1,2 @@\n one = 1\n-two = 2\n+two = 3"
    assert [(review.user.login, review.state) for review in pull.get_reviews()] == [
        ("bo", "APPROVED")
    ]
    assert [commit.commit.message.splitlines()[0] for commit in pull.get_commits()] == [
        "Pay later",
        "Add x",
    ]


def test_lists_are_walked_over_pages(github: Github, client: Client) -> None:
    for number in range(35):
        client.world.comment(3, f"{number}", by="bo")
    comments = list(github.get_repo(REPOSITORY).get_issue(3).get_comments())
    assert [comment.body for comment in comments] == [str(number) for number in range(35)]


def test_a_check_run_is_created_and_completed(repository: Repository) -> None:
    head = repository.get_pull(1).head.sha
    run = repository.create_check_run("plumbline/x", head, status="in_progress")
    run.edit(status="completed", conclusion="neutral", output={"title": "t", "summary": "s"})
    found = next(iter(repository.get_commit(head).get_check_runs()))
    assert (found.conclusion, found.output.title) == ("neutral", "t")


def test_labels_issues_and_comments_are_written(repository: Repository) -> None:
    repository.create_label("calm", "00ff00", "d")
    issue = repository.create_issue("Sprint", "body", labels=["calm"])
    # The client sends a bare array, which the server takes though it is described no more.
    issue.add_to_labels("debt")
    issue.create_comment("Hello").edit("Goodbye")
    issue.edit(state="closed", state_reason="not_planned")
    again = repository.get_issue(issue.number)
    assert sorted(label.name for label in again.labels) == ["calm", "debt"]
    assert [comment.body for comment in again.get_comments()] == ["Goodbye"]
    assert (again.state, again.state_reason, again.user.login) == (
        "closed",
        "not_planned",
        "plumbline[bot]",
    )


def test_contents_and_comparisons_are_read(repository: Repository) -> None:
    folder = repository.get_contents("docs/adr")
    assert isinstance(folder, list)
    assert folder[0].decoded_content.startswith(b"# 1. Use Postgres")
    compared = repository.compare("main", "later")
    assert (compared.status, compared.ahead_by, len(compared.files)) == ("ahead", 2, 2)


def test_people_and_teams_are_read(github: Github, repository: Repository) -> None:
    assert repository.get_collaborator_permission("bo") == "write"
    assert repository.get_collaborator_permission("eve") == "none"
    team = github.get_organization("acme").get_team_by_slug("payments")
    assert [member.login for member in team.get_members()] == ["bo"]


def test_what_is_missing_is_a_404(repository: Repository) -> None:
    with pytest.raises(GithubException) as missing:
        repository.get_pull(99)
    assert missing.value.status == 404


def test_graphql_goes_through_the_same_client(github: Github) -> None:
    query = "query($login: String!) { organization(login: $login) { name } }"
    _, answer = github.requester.graphql_query(query, {"login": "acme"})
    assert answer["data"]["organization"]["name"] == "Acme"

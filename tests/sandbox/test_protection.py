"""What guards a branch, and what the App is granted, as the pretend GitHub tells it."""

from __future__ import annotations

from tests.sandbox.harbour import REPOSITORY, Client, app_token

RULES = f"/repos/{REPOSITORY}/rules/branches/main"
BRANCH = f"/repos/{REPOSITORY}/branches/main"


def contexts(client: Client) -> list[str] | None:
    document = """query($name: String!) { repository(owner: "acme", name: $name) {
      defaultBranchRef { refUpdateRule { requiredStatusCheckContexts } } } }"""
    ref = client.graphql(document, name="shop")["data"]["repository"]["defaultBranchRef"]
    rule = ref["refUpdateRule"]
    return rule and rule["requiredStatusCheckContexts"]


def test_a_ruleset_names_the_checks_and_the_app_they_must_come_from(client: Client) -> None:
    client.world.require_checks(["plumbline/adr_link"])
    client.world.require_checks(["ci"], app=None)
    bound, free = client.get(RULES).json()
    assert bound["parameters"]["required_status_checks"] == [
        {"context": "plumbline/adr_link", "integration_id": 7}
    ]
    assert free["parameters"]["required_status_checks"] == [{"context": "ci"}]
    assert client.get(f"/repos/{REPOSITORY}/rules/branches/release/1").json() == []
    assert contexts(client) is None


def test_branch_protection_is_told_elsewhere_than_rulesets(client: Client) -> None:
    client.world.require_checks(["ci"], classic=True, app=None)
    assert client.get(RULES).json() == []
    assert contexts(client) == ["ci"]
    told = client.get(BRANCH).json()["protection"]["required_status_checks"]
    assert told["checks"] == [{"context": "ci", "app_id": None}]


def test_protection_can_be_taken_away(client: Client) -> None:
    client.tell("require_checks", names=["ci"], classic=True)
    client.tell("require_checks", names=["ci"])
    client.tell("require_nothing")
    assert client.get(RULES).json() == []
    assert contexts(client) is None
    assert client.get(BRANCH).json()["protected"] is False


def test_an_installation_keeps_what_it_granted_until_its_owner_accepts_more(client: Client) -> None:
    client.tell("ask_for_permissions", permissions={"checks": "write", "statuses": "write"})
    path = f"/app/installations/{client.installation.id}"
    assert "statuses" in client.app("GET", "/app").json()["permissions"]
    assert "statuses" not in client.app("GET", path).json()["permissions"]
    client.tell("accept_permissions", account="acme")
    assert client.app("GET", path).json()["permissions"]["statuses"] == "write"


def test_the_app_can_say_how_its_webhook_is_sent(client: Client) -> None:
    changed = {"url": "http://there.example/webhook", "content_type": "form", "insecure_ssl": "1"}
    client.app("PATCH", "/app/hook/config", json=changed)
    assert client.app("GET", "/app/hook/config").json() == {**changed, "secret": "********"}


def test_a_machine_whose_clock_is_behind_is_refused(client: Client) -> None:
    answer = client.session.post(
        f"{client.running.url}/_sandbox/settings", json={"skew_seconds": 900}, timeout=10
    )
    assert answer.status_code == 200
    refused = client.ask("GET", "/app", token=app_token())
    assert refused.status_code == 401
    assert "'exp'" in refused.json()["message"]


def test_an_enterprise_server_tells_its_version(client: Client) -> None:
    client.world.enterprise_version = "3.17.2"
    assert client.get("/meta").headers["X-GitHub-Enterprise-Version"] == "3.17.2"


def test_a_team_tells_what_it_may_do_where(client: Client) -> None:
    document = """query { organization(login: "acme") { team(slug: "payments") {
      repositories(first: 9, query: "shop") { edges { permission node { nameWithOwner } } } } } }"""
    team = client.graphql(document)["data"]["organization"]["team"]
    assert team["repositories"]["edges"] == [
        {"permission": "WRITE", "node": {"nameWithOwner": REPOSITORY}}
    ]

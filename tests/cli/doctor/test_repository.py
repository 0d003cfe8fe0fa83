"""What is wrong with an installation or a repository is found, and each time one step is told."""

from __future__ import annotations

import time

import pytest
from redis import Redis

from github_app.rate_limits.installation_pause import pause
from sandbox.faults import Fault
from tests.cli.doctor.ward import CHECKS, UNDONE, Ward, bad
from tests.product.town import REPOSITORY

ENFORCED = "checks:\n  adr_link: {mode: enforce}\n"
AREAS = """\
checks:
  adr_link: {mode: enforce, labels: [architecture]}
areas:
  payments:
    paths: [src/]
    teams: [acme/core, acme/payment]
    users: [dora, carol]
    permission: maintain
    owners: [acme/leads, erin]
rituals:
  refactor_sprint: {rotation: [alice, zoe]}
reviews:
  away: {frank: true}
"""


def test_a_repository_in_order_has_no_problem_and_costs_eight_requests(service: Ward) -> None:
    examination = service.examine(REPOSITORY)
    assert {each.id for each in bad(examination)} <= UNDONE
    assert examination.requests == 8
    assert service.github.service.exchanges.count == 8


def test_the_token_that_is_taken_may_only_read_and_only_there(service: Ward) -> None:
    service.examine(REPOSITORY)
    (token,) = service.world.tokens.values()
    assert set(token.permissions.values()) == {"read"}
    assert token.permissions.keys() == {"contents", "issues", "members", "metadata"}
    assert token.repository_ids == frozenset({service.world.repository(REPOSITORY).id})


def test_an_account_is_examined_without_any_of_its_repositories(service: Ward) -> None:
    examination = service.examine("acme")
    assert {each.id for each in bad(examination)} <= UNDONE
    assert examination.requests == 6
    assert "policy" not in {each.probe.name for each in examination.examined}


def test_an_app_that_is_installed_nowhere_says_so(service: Ward) -> None:
    service.world.uninstall("acme")
    found = service.finding("installation")
    assert (found.status, found.where.endswith("/apps/plumbline/installations/new")) == (
        "warning",
        True,
    )
    elsewhere = service.finding("installation.repository", "acme/shop")
    assert elsewhere.what == "The App is not installed on `acme`."
    assert service.finding("installation.account", "carol").status == "problem"


def test_a_repository_that_was_not_selected_is_told_from_one_without_the_app(
    service: Ward,
) -> None:
    service.world.add_repository("acme/other")
    service.world.uninstall("acme")
    service.world.install("acme", repositories=["acme/other"])
    found = service.finding("installation.repository", REPOSITORY)
    assert (found.status, "does not cover `acme/shop`" in found.what) == ("problem", True)
    assert "/settings/installations/" in found.where
    assert service.finding("policy", REPOSITORY).status == "unknown"


def test_a_suspended_installation_is_told_with_and_without_its_name(service: Ward) -> None:
    service.world.suspend("acme")
    for target in (None, "acme", REPOSITORY):
        found = service.finding("installation.suspended", target)
        assert (found.status, "suspended by `acme`" in found.what) == ("problem", True)


def test_permissions_that_nobody_accepted_yet_are_told(service: Ward) -> None:
    service.world.accept_permissions("acme", {"metadata": "read", "checks": "write"})
    for target in (None, "acme", REPOSITORY):
        found = service.finding("installation.permissions", target)
        assert found.status == "problem"
        assert "`contents: read`, `issues: write`, `members: read`" in found.what
        assert found.where.endswith("/permissions/update")
    assert service.finding("policy", REPOSITORY).status in ("unknown", "ok")


def test_what_is_left_of_the_limits_is_told_even_when_it_is_nothing(service: Ward) -> None:
    service.examine(REPOSITORY)
    number = next(iter(service.world.installations))
    limits = service.github.service.limits
    for (who, _), budget in limits._budgets.items():
        if who == number:
            budget.used, budget.reset = budget.limit, int(time.time()) + 600
    found = {each.id: each for each in service.examine("acme").findings}
    assert found["limits.core"].status == "problem"
    assert "0 of 5,000 requests are left (0 %), for 10 minutes" in found["limits.core"].what


def test_an_app_whose_own_limit_is_spent_is_not_taken_for_an_unknown_one(service: Ward) -> None:
    service.examine()
    service.github.service.limits.exhaust(1200)
    found = service.finding("credentials.app")
    assert (found.status, "lets nothing more be asked" in found.what) == ("problem", True)
    assert "20 minutes" in found.remedy


def test_a_pause_of_the_installation_is_told(service: Ward, redis: Redis) -> None:
    number = next(iter(service.world.installations))
    pause(redis, number, 50.0)
    assert "alone for 50 seconds" in service.finding("limits.pause", "acme").what


def test_mistakes_in_the_policy_are_told_with_their_place(service: Ward) -> None:
    service.write_policy("checks:\n  adr_link: {mode: enforced}\n")
    found = service.finding("policy", REPOSITORY)
    assert found.status == "problem"
    assert found.what.startswith("`.github/plumbline.yml` on `main`, line 2, column 20:")
    assert found.where.endswith("/acme/shop/blob/main/.github/plumbline.yml#L2")
    assert service.finding("required", REPOSITORY).status == "unknown"


def test_a_policy_in_a_place_that_nobody_reads_is_found(service: Ward) -> None:
    moved = {".github/plumbline.yml": None, ".github/plumbline.yaml": ENFORCED}
    service.world.push_to_branch("main", moved, "Move", by="alice")
    found = service.finding("policy", REPOSITORY)
    assert (found.status, "`.github/plumbline.yaml`" in found.what) == ("problem", True)
    service.world.push_to_branch("main", {".github/plumbline.yaml": None}, "Drop", by="alice")
    assert "the defaults apply" in service.finding("policy", REPOSITORY).what


def test_an_enforced_check_that_is_not_required_stops_no_merge(service: Ward) -> None:
    service.world.require_nothing()
    found = service.finding("required.enforced", REPOSITORY)
    assert found.status == "warning"
    assert all(name in found.what for name in CHECKS)
    assert found.where.endswith("/acme/shop/settings/rules/new?target=branch")


@pytest.mark.parametrize("classic", [False, True])
def test_a_required_check_has_to_come_from_this_app(service: Ward, classic: bool) -> None:
    service.world.require_nothing()
    service.world.require_checks(CHECKS[:2], classic=classic)
    service.world.require_checks(CHECKS[2:], app=None, classic=classic)
    loose = service.finding("required.source", REPOSITORY)
    assert (loose.status, loose.what) == ("warning", f"`{CHECKS[2]}` may come from any source.")
    page = "/settings/branches" if classic else "/settings/rules/"
    assert page in loose.where
    service.world.require_nothing()
    service.world.require_checks(CHECKS[:2], classic=classic)
    service.world.require_checks(CHECKS[2:], app=15368, classic=classic)
    foreign = service.finding("required.source", REPOSITORY)
    assert (foreign.status, "must come from App 15368" in foreign.what) == ("problem", True)
    service.world.require_nothing()
    service.world.require_checks(CHECKS, classic=classic)
    in_order = service.examine(REPOSITORY)
    assert not [each for each in bad(in_order) if each.id.startswith("required")]
    assert in_order.requests == 9 if classic else 8


@pytest.mark.parametrize("classic", [False, True])
def test_a_required_check_that_is_never_reported_is_found(service: Ward, classic: bool) -> None:
    service.write_policy(f"{ENFORCED}  debt_label: {{mode: 'off'}}\n")
    service.world.require_nothing()
    names = ["plumbline/adr_link", "ci", "plumbline/debt_label", "plumbline/policy"]
    service.world.require_checks([*names, "plumbine/review_coverage"], classic=classic)
    found = [
        each
        for each in service.examine(REPOSITORY).findings
        if each.id == "required.never_reported"
    ]
    assert [each.what for each in found] == [
        "`plumbline/debt_label` is required, but is `off` in the policy.",
        "`plumbline/policy` is required, but is reported only where the policy is edited or "
        "broken.",
        "`plumbine/review_coverage` is required, but is no check of Plumbline's.",
    ]
    assert {each.status for each in found} == {"problem"}
    assert found[2].remedy == "Replace it by `plumbline/review_coverage`."


def test_names_that_mean_nobody_are_told_with_what_they_are_for(service: Ward) -> None:
    service.world.add_team("acme", "leads", ("alice",))
    service.world.add_account("erin")
    service.write_policy(AREAS)
    examination = service.examine(REPOSITORY)
    found = {each.what: each for each in examination.findings if each.id.startswith("names.")}
    by_start = {what.split(",")[0]: each.status for what, each in found.items()}
    assert by_start == {
        "There is no label `architecture`": "warning",
        "GitHub knows no `dora`": "problem",
        "`carol`": "warning",
        "GitHub knows no `zoe`": "warning",
        "GitHub knows no `frank`": "warning",
        "`acme/core`": "warning",
        "There is no team `acme/payment`": "problem",
    }
    core = next(each for what, each in found.items() if what.startswith("`acme/core`"))
    assert "has `write` there of its own; `maintain` is needed" in core.what
    assert core.where.endswith("/orgs/acme/teams/core/repositories")
    assert examination.requests == 9


def test_teams_that_may_not_be_read_are_not_taken_for_missing(service: Ward) -> None:
    service.write_policy(AREAS)
    granted = {"metadata": "read", "contents": "read", "issues": "write", "checks": "write"}
    service.world.accept_permissions("acme", granted)
    found = [each for each in service.examine(REPOSITORY).findings if each.id == "names.team"]
    assert {each.status for each in found} == {"unknown"}
    assert "FORBIDDEN" in found[0].what


def test_githubs_own_errors_of_codeowners_are_told(service: Ward) -> None:
    service.world.push_to_branch("main", {"CODEOWNERS": "* @nobody\n"}, "Own", by="alice")
    found = service.finding("owners", REPOSITORY)
    assert (found.status, found.where.endswith("/blob/main/CODEOWNERS#L1")) == ("warning", True)
    assert "`Unknown owner` in `* @nobody`" in found.what


def test_that_codeowners_is_missing_is_told_from_that_it_may_not_be_read(service: Ward) -> None:
    service.github.service.faults.add(Fault("field", field="codeowners"))
    assert service.finding("owners", REPOSITORY).status == "unknown"
    service.github.service.faults.clear()
    service.world.push_to_branch("main", {"CODEOWNERS": None}, "Drop", by="alice")
    assert service.finding("owners", REPOSITORY).what == "There is no CODEOWNERS."


def test_a_github_that_does_not_know_all_fields_is_asked_for_fewer(service: Ward) -> None:
    misread = '{"errors": [{"message": "Field does not exist", "locations": [{"line": 1}]}]}'
    fault = Fault("raw", document="refUpdateRule", status=200, body=misread)
    service.github.service.faults.add(fault)
    found = {each.id: each for each in service.examine(REPOSITORY).findings}
    assert (found["policy"].status, found["required.enforced"].status) == ("ok", "ok")
    assert found["owners"].status == "unknown"


def test_a_github_without_these_addresses_is_no_false_alarm(service: Ward) -> None:
    for path in ("/app/hook", "/rules/branches", "/rate_limit", "/app/hook"):
        service.github.service.faults.add(Fault("status", path=path, status=404, body="Not Found"))
    examination = service.examine(REPOSITORY)
    assert not examination.count("problem")
    found = {each.id: each.status for each in examination.findings}
    assert (found["webhook"], found["deliveries"], found["required"]) == ("unknown",) * 3
    assert found["limits"] == "ok"


def test_an_archived_repository_is_told(service: Ward) -> None:
    service.world.repository(REPOSITORY).archived = True
    assert service.finding("policy.archived", REPOSITORY).status == "warning"


def test_what_stands_in_issues_is_told_where_issues_are_switched_off(service: Ward) -> None:
    asking = "records:\n  adr: {log: true}\nrituals:\n  refactor_sprint: {}\n"
    service.write_policy(asking)
    assert "policy.issues" not in {each.id for each in service.examine(REPOSITORY).findings}
    service.world.switch_issues(False, repository=REPOSITORY)
    found = service.finding("policy.issues", REPOSITORY)
    assert found.status == "problem"
    assert "rituals and a decision log" in found.what
    assert "Nothing is lost" in found.why
    service.write_policy("checks: {}\n")
    assert "policy.issues" not in {each.id for each in service.examine(REPOSITORY).findings}


def test_foreign_text_stays_text(service: Ward) -> None:
    name = "plumbline/\u202eevil`**bold**`"
    service.world.require_checks([name])
    found = service.finding("required.never_reported", REPOSITORY)
    assert "\u202e" not in found.what
    assert "\\u202e" in found.what

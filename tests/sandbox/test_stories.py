"""The seeded story: complete, and ready to show every verdict."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from checks.engine.registry import all_checks
from config.loader import load
from config.policy import Policy
from sandbox.clock import Clock
from sandbox.codeowners import owners_errors
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.stories import STORY_DAYS, guard, tell
from sandbox.world import World
from snapshot.decision_record import read_record
from snapshot.record import Record
from tests.sandbox.harbour import keys

POLICY = ".github/plumbline.yml"


@pytest.fixture(scope="module")
def world() -> World:
    told = World(clock=Clock(datetime.now(UTC) - timedelta(days=STORY_DAYS)))
    tell(told)
    return told


@pytest.fixture
def repository(world: World) -> Repository:
    return world.repository()


def text(repository: Repository, revision: str, path: str) -> str:
    found = repository.git.find(f"{revision}:{path}")
    return bytes(getattr(found, "data", b"")).decode()


def titled(repository: Repository, word: str) -> PullRequest:
    return next(pull for pull in repository.pulls if word in pull.title)


def test_the_story_ends_now_and_its_past_is_in_order(repository: Repository) -> None:
    newest = max(pull.updated_at for pull in repository.pulls)
    assert timedelta(0) < datetime.now(UTC) - newest < timedelta(days=2)
    ages = [issue.created_at for issue in repository.numbered.values()]
    assert ages == sorted(ages)


def test_the_policy_in_force_is_valid_and_asks_for_all_there_is(repository: Repository) -> None:
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    assert set(policy.checks) == {check.name for check in all_checks()}
    assert {name for name, each in policy.checks.items() if each.mode == "enforce"} == {
        "adr_link",
        "code_owners",
        "decision_records",
        "review_coverage",
    }
    assert policy.debt.ledger
    assert set(policy.rituals) == {"refactor_sprint", "blockers_audit", "retrospective"}
    assert policy.postmortems is not None
    wishes = policy.record_wishes["adr"]
    assert wishes.log
    assert wishes.remind is not None


def test_payments_need_a_security_sign_off_and_reviews_are_asked_for(
    repository: Repository,
) -> None:
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    (payments,) = policy.customs.areas
    assert (payments.name, payments.role, payments.approvals) == ("payments", "security", 1)
    assert policy.review_wishes.ask is not None
    assert text(repository, "main", "services/dues/tariff.py")


def test_the_numbers_people_know_stay(repository: Repository) -> None:
    assert [pull.number for pull in repository.open_pulls] == list(range(15, 27))
    titles = {pull.number: pull.title for pull in repository.pulls}
    assert titles[15].startswith("Show the tide in feet")
    assert titles[23] == "Ask for two approvals"


def test_one_approval_is_stale_for_one_file_of_two(repository: Repository) -> None:
    pull = titled(repository, "how old the tide")
    assert {review.commit_oid for review in pull.reviews} == {str(pull.commits[0].id)}
    later = repository.git.changes(str(pull.commits[0].id), pull.head_oid)
    assert [change.path for change in later] == ["services/berths/mail.py"]
    assert len(pull.files) == 2


def test_one_pull_request_lacks_the_sign_off_of_its_area(
    world: World, repository: Repository
) -> None:
    pull = titled(repository, "deep ships")
    security = world.team_members(world.teams["harbour-lights/security"])
    assert {change.path for change in pull.files} == {"services/dues/tariff.py"}
    assert not any(review.author and review.author.key in security for review in pull.reviews)
    busy = [login for login in sorted(security) if world.status(world.account(login))]
    assert busy == ["jonas"]


def test_one_pull_request_writes_owners_that_do_nothing(
    world: World, repository: Repository
) -> None:
    head = titled(repository, "Let core look").head_oid
    errors = owners_errors(world, repository, head)
    assert errors
    assert [(each.kind, each.source.split()[-1]) for each in errors] == [
        ("Unknown owner", "@harbour-lights/treasury")
    ]
    lines = text(repository, head, ".github/CODEOWNERS").splitlines()
    paths = [line.split()[0] for line in lines]
    assert paths.index("/web/src/") < paths.index("/web/")


def test_a_sprint_falls_due_on_the_day_the_story_is_told_and_six_weeks_later(
    repository: Repository,
) -> None:
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    sprint = policy.rituals["refactor_sprint"]
    for weeks in (0, 6):
        moment = datetime.now(UTC) + timedelta(weeks=weeks)
        latest = sprint.cadence.latest_due(moment)
        assert latest is not None
        assert moment - latest.due < timedelta(hours=2)


def record(repository: Repository, number: int) -> Record:
    folder = repository.git.find("main:docs/adr")
    (name,) = (str(e.name) for e in folder if str(e.name).startswith(f"{number:04}-"))
    path = f"docs/adr/{name}"
    return read_record(path, text(repository, "main", path))


def test_one_decision_waits_to_be_revisited_and_an_experiment_goes_on(
    repository: Repository,
) -> None:
    today = datetime.now(UTC).date()
    revisit, experiment = record(repository, 4).revisit_by, record(repository, 7).experiment
    assert revisit is not None
    assert revisit.date == today - timedelta(days=1)
    assert experiment is not None
    assert experiment.hypothesis
    assert experiment.ends is not None
    assert experiment.ends.date == today + timedelta(days=11)


def test_one_decision_has_a_successor_and_both_say_so(repository: Repository) -> None:
    old, new = record(repository, 5), record(repository, 6)
    assert (old.status, new.status) == ("superseded", "accepted")
    assert [relation.kind for relation in old.relations] == ["superseded_by"]
    assert [relation.kind for relation in new.relations] == ["supersedes"]


def test_one_pull_request_edits_the_policy_with_a_mistake(repository: Repository) -> None:
    head = titled(repository, "two approvals").head_oid
    problems = load(text(repository, head, POLICY))
    assert isinstance(problems, tuple)
    assert problems[0].message


def test_every_kind_of_pull_request_is_there(repository: Repository) -> None:
    pulls = repository.open_pulls
    assert len(pulls) == 12
    assert sum(pull.is_draft for pull in pulls) == 1
    assert sum(pull.is_fork for pull in pulls) == 1
    states = {review.state for pull in pulls for review in pull.reviews}
    assert states == {"APPROVED", "CHANGES_REQUESTED", "COMMENTED"}
    changed = {change.path for change in titled(repository, "PDF").files}
    assert {"pyproject.toml", "docs/adr/0008-confirmations-are-made-here.md"} <= changed


def test_no_pull_request_conflicts_with_main(repository: Repository) -> None:
    tip = repository.git.tip("main") or ""
    assert all(repository.git.merged_tree(tip, pull.head_oid) for pull in repository.open_pulls)


def test_merged_pull_requests_name_the_decisions_they_carry_out(repository: Repository) -> None:
    merged = [pull for pull in repository.pulls if pull.merged_at]
    assert len(merged) == 4
    assert all("ADR" in f"{pull.title} {pull.body}".upper() for pull in merged)


def test_debt_issues_wait_for_the_sprint(repository: Repository) -> None:
    debt = [issue for issue in repository.issues if any(it.name == "debt" for it in issue.labels)]
    assert len(debt) >= 4
    # The markers in the code name these issues.
    assert {2, 3} <= {issue.number for issue in debt}
    assert "TODO(#2)" in text(repository, "main", "services/berths/assign.py")


def test_the_checks_that_the_policy_enforces_are_required_from_the_app(
    world: World, repository: Repository
) -> None:
    world.register_app(keys(), app_id=7, slug="plumbline", owner=repository.owner.login, secret="x")
    guard(world)
    (ruleset,) = repository.rulesets
    policy = load(text(repository, "main", POLICY))
    assert isinstance(policy, Policy)
    enforced = {f"plumbline/{name}" for name, it in policy.checks.items() if it.mode == "enforce"}
    assert {check.context for check in ruleset.checks} == enforced
    assert {check.app_id for check in ruleset.checks} == {7}

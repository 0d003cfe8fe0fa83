"""`plumbline rituals` in a clone, and with a pretend GitHub to ask."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cli.mistakes import Mistake
from cli.rituals import command
from rituals.engine.reminder import marker
from sandbox.server import serve
from sandbox.world import World
from tests.cli.doctor.ward import keys, settle
from tests.product.town import APP_ID, REPOSITORY, SECRET
from tests.snapshot.clones import Clone

TODAY = datetime.now(UTC).date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
POLICY = f"""\
rituals:
  refactor_sprint:
    every_weeks: 1
    weekday: monday
    at: "00:00"
    anchor: {MONDAY - timedelta(weeks=8)}
    rotation: [alice, bob]
  custom:
    release:
      template: .github/rituals/release.md
      title: Release check
      every_days: 7
      rotation: [bob]
"""
TEMPLATE = "# Ship it on {{ date }}\n\n{{ open_debt }}\n\n{{ weather }}\n"
FILES = {".github/plumbline.yml": POLICY, ".github/rituals/release.md": TEMPLATE}


@dataclass
class Town:
    world: World
    environment: dict[str, str]

    def hold(self, day: date, *, close: bool) -> int:
        """The issue of the sprint of that day, as Plumbline opens it."""
        year, week, _ = day.isocalendar()
        occurrence = f"{year}-W{week:02}"
        issue = self.world.open_issue(
            f"Refactor sprint {occurrence}",
            f"{marker('refactor_sprint', occurrence, day, '')}\n- [ ] one",
            by="plumbline[bot]",
        )
        if close:
            self.world.close_issue(issue.number, by="alice")
        return int(issue.number)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    world = World()
    settle(world)
    world.push_to_branch("main", FILES, "Ask for rituals", by="alice", repository=REPOSITORY)
    with serve(world) as github:
        yield Town(
            world,
            {
                "GITHUB_APP_ID": str(APP_ID),
                "GITHUB_PRIVATE_KEY": keys().private_pem,
                "GITHUB_WEBHOOK_SECRET": SECRET,
                "GITHUB_API_URL": github.api_url,
                "PLUMBLINE_DATA_DIR": str(tmp_path / "data"),
            },
        )


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    clone = Clone(tmp_path / "shop")
    clone.commit(FILES)
    return clone


def rituals(environment: Mapping[str, str], *arguments: object) -> Result:
    hidden = {name: "" for name in os.environ if name.startswith(("GITHUB_", "PLUMBLINE_"))}
    return CliRunner().invoke(
        command,
        list(map(str, arguments)),
        env={**hidden, "PLUMBLINE_DATA_DIR": "/nowhere", **environment},
        standalone_mode=False,
    )


def told(environment: Mapping[str, str], *arguments: object) -> Any:
    done = rituals(environment, *arguments, "--json")
    assert done.exception is None, done.exception
    return json.loads(done.stdout)


def refused(environment: Mapping[str, str], *arguments: object) -> str:
    problem = rituals(environment, *arguments).exception
    assert isinstance(problem, Mistake), problem
    return problem.message


def states(repository: Any, ritual: str) -> dict[str, str]:
    return {e["day"]: e["state"] for e in repository["entries"] if e["ritual"] == ritual}


def test_a_clone_alone_tells_what_comes_and_whose_turn_it_is(clone: Clone) -> None:
    answer = told({}, "--repo", clone.path, "--weeks", 3)
    (shop,) = answer["repositories"]
    assert shop["knows_issues"] is False
    assert set(states(shop, "refactor_sprint").values()) == {"coming"}
    assert [e["holder"] for e in shop["entries"] if e["ritual"] == "refactor_sprint"][:2] in (
        ["alice", "bob"],
        ["bob", "alice"],
    )
    assert "needs GitHub" in answer["notes"][0]
    shown = rituals({}, "--repo", clone.path).stdout
    assert "To come" in shown
    assert "Release check" in shown
    assert "Refactor sprint: every week on Monday at 00:00, UTC; 2 people in turn." in shown


def test_with_credentials_what_was_held_and_missed_is_told_as_well(
    town: Town, clone: Clone
) -> None:
    held = town.hold(MONDAY - timedelta(weeks=3), close=True)
    town.hold(MONDAY - timedelta(weeks=2), close=False)
    clone.git.remotes.create("origin", f"git@github.com:{REPOSITORY}.git")
    (shop,) = told(town.environment, "--repo", clone.path)["repositories"]
    found = states(shop, "refactor_sprint")
    assert found[str(MONDAY - timedelta(weeks=3))] == "held"
    assert found[str(MONDAY - timedelta(weeks=2))] == "missed"
    assert found[str(MONDAY - timedelta(weeks=1))] == "missed"
    assert found[str(MONDAY + timedelta(weeks=1))] == "coming"
    (entry,) = [e for e in shop["entries"] if e["issue"] == held]
    assert entry["url"].endswith(f"/{REPOSITORY}/issues/{held}")
    assert (shop["repository"], shop["knows_issues"]) == (REPOSITORY, True)
    shown = rituals(town.environment, "--repository", REPOSITORY).stdout
    assert "✓ held" in shown
    assert "✗ missed" in shown
    assert f"#{held}" in shown


def test_issues_of_others_that_bear_our_marker_count_for_nothing(town: Town) -> None:
    day = MONDAY - timedelta(weeks=1)
    body = marker("refactor_sprint", f"{day:%G-W%V}", day, "")
    forged = town.world.open_issue("Refactor sprint", body, by="carol")
    (shop,) = told(town.environment, "--repository", REPOSITORY)["repositories"]
    assert forged.number not in [e["issue"] for e in shop["entries"]]


def test_all_repositories_of_an_account_are_told_in_few_requests(town: Town) -> None:
    town.hold(MONDAY - timedelta(weeks=1), close=True)
    for name in ("acme/quiet", "acme/broken", "acme/empty"):
        town.world.add_repository(name)
    broken = {".github/plumbline.yml": "rituals:\n  retrospectiv: {}\n"}
    town.world.push_to_branch("main", broken, "Break", by="alice", repository="acme/broken")
    town.world.push_to_branch("main", {"a": "a"}, "Begin", by="alice", repository="acme/quiet")
    answer = told(town.environment, "--installation", "acme")
    told_of = {each["repository"]: each["trouble"] for each in answer["repositories"]}
    assert told_of["acme/shop"] is None
    assert "line 2" in told_of["acme/broken"]
    assert (answer["account"], answer["without"]) == ("acme", 2)
    shown = rituals(town.environment, "--installation", "acme").stdout
    assert "2 repositories without rituals." in shown
    assert "cannot be told, see below" in shown


def test_the_name_of_a_repository_is_whole_in_a_narrow_terminal(town: Town) -> None:
    name = "acme/harbour-lights-of-the-north"
    town.world.add_repository(name)
    weekly = {".github/plumbline.yml": "rituals: {retrospective: {}, decision_review: {}}\n"}
    town.world.push_to_branch("main", weekly, "Ask", by="alice", repository=name)
    narrow = {**town.environment, "COLUMNS": "60"}
    assert name in rituals(narrow, "--installation", "acme").stdout


def test_where_github_cannot_be_asked_the_policy_still_tells(town: Town, clone: Clone) -> None:
    clone.git.remotes.create("origin", "git@github.com:acme/unknown.git")
    answer = told(town.environment, "--repo", clone.path)
    assert answer["repositories"][0]["knows_issues"] is False
    assert "no installation of the App covers it" in answer["notes"][0]
    clone.git.remotes.delete("origin")
    assert "no remote" in told(town.environment, "--repo", clone.path)["notes"][0]


def test_mistakes_are_told_with_what_to_do(town: Town, clone: Clone, tmp_path: Path) -> None:
    assert "no credentials are set" in refused({}, "--repository", "acme/shop")
    assert "is no repository" in refused(town.environment, "--repository", "acme")
    assert "is no account" in refused(town.environment, "--installation", "acme/shop")
    assert "no installation" in refused(town.environment, "--repository", "acme/unknown")
    assert "exclude each other" in refused({}, "--repository", "a/b", "--installation", "a")
    assert "is not in a git repository" in refused({}, "--repo", tmp_path)
    clone.commit({".github/plumbline.yml": "rituals: {sprint: {}}\n"})
    assert "line 1" in refused({}, "--repo", clone.path)


def test_a_policy_without_rituals_says_how_to_ask_for_some(clone: Clone) -> None:
    clone.commit({".github/plumbline.yml": "checks: {}\n"})
    assert "The policy asks for no ritual" in rituals({}, "--repo", clone.path).stdout


def test_a_template_can_be_tried_before_it_is_pushed(clone: Clone) -> None:
    (clone.path / ".github/rituals/release.md").write_text("Changed: {{ facilitator }}\n")
    done = rituals({}, "preview", "release", "--repo", clone.path)
    assert "Changed: `bob`" in done.stdout
    assert done.stdout.startswith("Release check ")
    assert "issues and pull requests are missing" in done.stderr
    committed = rituals({}, "preview", "release", "--repo", clone.path, "--at", "HEAD").stdout
    assert "# Ship it on " in committed
    assert "`.github/rituals/release.md`, line 5" in committed
    assert "{{ weather }}" in committed
    (clone.path / ".github/rituals/release.md").unlink()
    assert "release.md" in rituals({}, "preview", "release", "--repo", clone.path).stdout


def test_with_credentials_the_preview_has_what_github_knows(town: Town, clone: Clone) -> None:
    clone.git.remotes.create("origin", f"git@github.com:{REPOSITORY}.git")
    town.world.open_issue("Pay for the old cart", "", by="carol", labels=("debt",))
    done = rituals(town.environment, "preview", "release", "--repo", clone.path, "--json")
    issue = json.loads(done.stdout)
    assert "Pay for the old cart" in issue["body"]
    assert (issue["assignee"], issue["label"], issue["notes"]) == ("bob", "ritual", [])
    assert town.world.repository(REPOSITORY).name == "shop"


def test_a_preview_says_that_other_repositories_are_not_read(town: Town, clone: Clone) -> None:
    clone.git.remotes.create("origin", f"git@github.com:{REPOSITORY}.git")
    clone.commit({".github/plumbline.yml": "rituals: {blockers_audit: {across: organization}}\n"})
    done = rituals(town.environment, "preview", "blockers_audit", "--repo", clone.path)
    assert "Other repositories are not read for a preview" in done.stderr
    assert "looks at issues and pull requests in" in done.stdout


def test_the_preview_of_an_audit_knows_what_became_of_each_blocker(
    town: Town, clone: Clone
) -> None:
    clone.git.remotes.create("origin", f"git@github.com:{REPOSITORY}.git")
    crane = town.world.open_issue("No crane", "", by="carol", labels=("blocked",))
    day = MONDAY - timedelta(weeks=1)
    occurrence = f"{day:%G-W%V}"
    town.world.open_issue(
        f"Blockers audit {occurrence}",
        f"{marker('blockers_audit', occurrence, day, '')}\n"
        f"<!-- plumbline:blockers #{crane.number}=0:blocked #4321=9:blocked -->",
        by="plumbline[bot]",
    )
    town.world.unlabel(crane.number, "blocked", by="carol")
    done = rituals(town.environment, "preview", "blockers_audit", "--repo", clone.path)
    assert f"| #{crane.number} `No crane` | less than a day | label removed" in done.stdout
    assert "| #4321 | at most 9 days | label removed" in done.stdout


def test_a_ritual_that_is_not_asked_for_shows_by_its_own_settings(clone: Clone) -> None:
    done = rituals({}, "preview", "retrospective", "--repo", clone.path)
    assert done.stdout.startswith("Retrospective ")
    assert "The policy does not ask for retrospective" in done.stderr
    problem = rituals({}, "preview", "retro-spective", "--repo", clone.path).exception
    assert "Did you mean retrospective?" in str(problem)


AHEAD = f"""\
rituals:
  retrospective:
    every_days: 14
    anchor: {TODAY + timedelta(days=2)}
    at: "00:00"
    lead_days: 5
"""


def test_the_preview_is_the_issue_that_lead_time_lets_open_already_and_else_the_next(
    town: Town, clone: Clone
) -> None:
    ahead, following = TODAY + timedelta(days=2), TODAY + timedelta(days=16)
    clone.commit({".github/plumbline.yml": AHEAD})
    clone.git.remotes.create("origin", f"git@github.com:{REPOSITORY}.git")
    for environment in ({}, town.environment):
        done = rituals(environment, "preview", "retrospective", "--repo", clone.path)
        assert f"{ahead.day} {ahead:%B %Y}" in done.stdout.splitlines()[0]
    body = marker("retrospective", str(ahead), ahead, "")
    issue = town.world.open_issue(
        f"Retrospective {ahead}", body, by="plumbline[bot]", labels=("retrospective",)
    )
    done = rituals(town.environment, "preview", "retrospective", "--repo", clone.path)
    assert f"{following.day} {following:%B %Y}" in done.stdout.splitlines()[0]
    assert f"The issue of {ahead} is #{issue.number}, open already" in done.stderr

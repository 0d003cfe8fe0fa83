"""What rituals say when it comes from GitHub: loaded, carried on from issue to issue, summed up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from redis import Redis

from sandbox.issues import Issue
from tests.conftest import RedisServer
from tests.github_app.ritual_town import Town, ritual_town

SIX_WEEKS = 6 * 7 * 24
A_WEEK = 7 * 24


@pytest.fixture
def town(redis: Redis, redis_server: RedisServer) -> Iterator[Town]:
    with ritual_town(redis, redis_server.url) as made:
        yield made


def look(town: Town) -> Issue:
    """The newest issue after another look, everything but GitHub forgotten."""
    town.redis.flushall()
    town.look()
    return town.issues[-1]


def merge(town: Town, title: str, *labels: str) -> None:
    name = title.replace(" ", "-").replace(":", "")
    pull = town.world.open_pull_request(
        title, by="bob", head=name, files={f"src/{name}.py": "x = 1\n"}, labels=labels
    )
    town.world.merge(pull.number, by="alice")


def test_a_sprint_arrives_with_owners_dates_files_and_the_share_of_foundational_work(
    town: Town,
) -> None:
    look(town)
    debt = town.world.open_issue(
        "Round once",
        "Payback: 2026-11-30\n<!-- plumbline:debt pr=3 path=src/till.py -->",
        by="bob",
        labels=["debt"],
    )
    debt.assignees.append(town.world.account("bob"))
    merge(town, "refactor: Part the till")
    merge(town, "Sell by card", "feature")
    town.world.push_to_branch("main", {"src/till.py": "# TODO round\n"}, "Sell", by="bob")
    town.world.advance(SIX_WEEKS)
    body = look(town).body
    assert f"- [ ] #{debt.number} `Round once`, **7 days overdue**, open for 42 days, `bob`" in body
    assert f"| `src/till.py` | #{debt.number} | +1 |" in body
    assert "**50 %** of 2 pull requests merged since 2026-10-26 (1 of 2: `refactor:` 1)" in body
    assert "<!-- plumbline:sprints 2026-W44=0/0/2/1 -->\n" in body


def test_the_numbers_of_earlier_sprints_live_on_in_issues_alone(town: Town) -> None:
    look(town)
    merge(town, "Part the store", "foundation")
    town.world.advance(SIX_WEEKS)
    second = look(town)
    second.body += "\n- [x] done\n- [ ] left\n"
    merge(town, "Sell more")
    town.world.advance(SIX_WEEKS)
    body = look(town).body
    assert "| 2026-W44 | 0 | 0 | 1 | 1 | 100 % |\n| 2026-W50 | 2 | 1 | 1 | 0 | 0 % |" in body
    assert "**Last time** (2026-W50): 1 of 2 items done: `done`." in body


def test_a_held_sprint_is_summed_up_and_closed_when_its_days_are_over(town: Town) -> None:
    issue = look(town)
    issue.body = issue.body.replace("**Notes:**", "**Notes:** https://notes.example/44")
    issue.body += "\n- [x] part the till\n- [ ] rename the quay\n"
    town.world.advance(4 * 24)
    look(town)
    assert issue.state == "open"
    town.world.advance(24)
    look(town)
    look(town)
    assert issue.state == "closed"
    (summary,) = issue.comments
    assert "| Planned | Done | Carried over |\n| --- | --- | --- |\n| 2 | 1 | 1 |" in summary.body
    town.world.advance(SIX_WEEKS)
    assert "- [ ] `rename the quay`, carried over once, no owner" in look(town).body


def test_a_sprint_that_nothing_shows_to_have_been_held_stays_open_and_is_shown(town: Town) -> None:
    issue = look(town)
    town.world.advance(SIX_WEEKS)
    body = look(town).body
    assert issue.state == "open"
    assert f"The previous one is #{issue.number} (2026-W44), and nothing shows that it was" in body


def test_a_custom_ritual_is_made_of_its_template_and_comes_without_one_too(town: Town) -> None:
    asked = "    release_check:\n      template: .github/rituals/release.md\n      every_weeks: 1\n"
    town.policy(f"rituals:\n  custom:\n{asked}")
    body = look(town).body
    assert "There is no text file `.github/rituals/release.md` on the default branch" in body
    template = "# Release\n\nHi @acme/core: {{ open_debt }}, {{ weather }}\n\n- [ ] Ship it\n"
    files = {".github/rituals/release.md": template}
    town.world.push_to_branch("main", files, "Add it", by="alice")
    town.world.advance(A_WEEK)
    body = look(town).body
    assert "Hi `@acme/core`: 0 open issues, `{{ weather }}`" in body
    assert "`.github/rituals/release.md`, line 3: the placeholder `{{ weather }}` is not" in body


def test_a_binary_template_is_no_text(town: Town) -> None:
    asked = "    logo:\n      template: logo.png\n      every_weeks: 1\n"
    town.policy(f"rituals:\n  custom:\n{asked}")
    town.world.push_to_branch("main", {"logo.png": b"\x89PNG\x00\xff"}, "Add it", by="alice")
    assert "There is no text file `logo.png` on the default branch" in look(town).body


@pytest.mark.parametrize(
    ("ritual", "words"),
    [
        ("retrospective", "### To talk about"),
        ("priorities_review", "No open issue carries `priority`"),
        ("mentorship_hours", "### Topics"),
        ("tech_talk", "open an issue with the label `talk-idea` for each"),
        ("decision_review", "### To decide: 1 proposal"),
        ("postmortem_review", "No action is open, no postmortem is missing"),
    ],
)
def test_every_ritual_opens_with_three_requests_at_most(
    town: Town, ritual: str, words: str
) -> None:
    record = "# 1. Use git\n\nDate: 2026-09-01\n\n## Status\n\nProposed\n"
    town.world.push_to_branch("main", {"docs/adr/0001-use-git.md": record}, "Propose", by="bob")
    town.policy(
        f"rituals:\n  {ritual}: {{every_weeks: 1, weekday: monday, at: 09:00, lead_days: 0}}"
    )
    look(town)
    town.world.advance(A_WEEK)
    town.let_claim_expire()
    town.requests()
    town.look()
    assert len(town.requests()) <= 3
    assert len(town.issues) == 2
    assert words in town.issues[-1].body


def test_a_sprint_of_an_organization_speaks_of_all_its_repositories(town: Town) -> None:
    till = town.world.add_repository("acme/till")
    till.roles["bob"], till.private = "write", False
    town.world.push_to_branch(
        "main", {"a.py": "x = 1\n"}, "Begin", by="bob", repository=till.full_name
    )
    far = town.world.open_issue("Round once", by="bob", labels=["debt"], repository=till.full_name)
    near = town.world.open_issue("Part the store", by="bob", labels=["debt"])
    asked = "refactor_sprint: {every_weeks: 1, across: organization}"
    town.policy(f"rituals:\n  {asked}\n")
    look(town)
    town.world.advance(A_WEEK)
    body = look(town).body
    assert f"- [ ] acme/till#{far.number} `Round once`, open for 7 days, no owner" in body
    assert f"- [ ] #{near.number} `Part the store`, open for 7 days, no owner" in body
    assert "| `acme/shop` | 1 | 0 | 1 |" in body
    assert "left over from the last sprint" in body

"""The teams that areas name are read like those of CODEOWNERS: whole, or they are unknown."""

from __future__ import annotations

import time
from typing import Any

import pytest

from github_app.failures import WorldFailure
from github_app.gateway.pull_requests.people import team_gaps
from github_app.gateway.pull_requests.people.people_news import PeopleNews
from tests.github_app.gateway.pull_requests.looking import APPROVAL, look, on_base
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Stage

AREAS = """\
areas:
  engine:
    paths: [src/core/]
    teams: [acme/engine]
    learners: [acme/learners]
  docs:
    paths: [docs/]
    teams: [acme/writers]
"""
ENGINE = {"src/core/engine.py": "POWER = 2\n"}


@pytest.fixture
def areas(stage: Stage) -> Stage:
    stage.world.add_team("acme", "engine", ("grace",))
    stage.world.add_team("acme", "learners", ("ada", "linus"))
    stage.world.add_team("acme", "writers", ("linus",))
    on_base(stage, policy=AREAS)
    return stage


def test_teams_and_learners_of_touched_areas_are_known_and_no_others(areas: Stage) -> None:
    seen = look(areas, areas.open(ENGINE))
    assert seen.members("acme/engine") == {"grace"}
    assert seen.members("acme/learners") == {"ada", "linus"}
    assert seen.snapshot.team("acme/writers") is None


def test_the_area_of_the_old_path_counts_as_well(areas: Stage) -> None:
    body = str(areas.repository.git.find("main:src/core/engine.py").data.decode()) * 40
    areas.world.push_to_branch("main", {"src/core/engine.py": body}, "Grow", by="linus")
    seen = look(areas, areas.open({"src/core/engine.py": None, "src/engine.py": body}))
    assert [file.kind for file in seen.snapshot.pull_request.files] == ["renamed"]
    assert seen.members("acme/engine") == {"grace"}


def test_they_cost_no_request_of_their_own_and_none_when_they_are_known(areas: Stage) -> None:
    assert look(areas, areas.open({**ENGINE, "README.md": "1\n"})).kinds == [
        "GET",
        "query",
        "query",
    ]
    other = areas.open({"src/core/engine.py": "POWER = 3\n"}, head="other")
    assert look(areas, other).kinds == ["GET", "query"]


def test_members_of_teams_below_count(areas: Stage) -> None:
    areas.world.add_team("acme", "engine-night", ("linus",), parent="engine")
    assert look(areas, areas.open(ENGINE)).members("acme/engine") == {"grace", "linus"}


def test_a_team_that_is_gone_or_secret_is_unknown(areas: Stage) -> None:
    areas.world.team("acme/engine").secret = True
    del areas.world.teams["acme/learners"]
    seen = look(areas, areas.open(ENGINE))
    assert (seen.members("acme/engine"), seen.members("acme/learners")) == (None, None)


@pytest.mark.parametrize(
    "change",
    [
        {"nodes": [None, {"login": "grace"}]},
        {"nodes": None},
        {"pageInfo": {"hasNextPage": True, "endCursor": None}},
        {"totalCount": team_gaps.MOST_MEMBERS + 1},
    ],
)
def test_a_team_that_is_shown_in_part_is_unknown(areas: Stage, change: dict[str, Any]) -> None:
    def cut(answer: dict[str, Any]) -> None:
        for name, part in answer["data"].items():
            if name.startswith("organization"):
                for team in part.values():
                    team["members"].update(change)

    with distorted(cut):
        assert look(areas, areas.open(ENGINE)).members("acme/engine") is None


def test_a_team_with_more_pages_than_are_turned_is_unknown_and_not_kept_as_whole(
    areas: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never_end(answer: dict[str, Any]) -> None:
        for name, part in answer["data"].items():
            if name.startswith("organization"):
                for team in part.values():
                    team["members"]["pageInfo"] = {"hasNextPage": True, "endCursor": "Y3Vyc29yOjA="}

    monkeypatch.setattr("github_app.gateway.pull_requests.completing._MOST_ROUNDS", 3)
    pull = areas.open(ENGINE)
    with distorted(never_end):
        assert look(areas, pull).members("acme/engine") is None
    assert look(areas, pull).members("acme/engine") is None


def test_a_team_of_more_than_a_thousand_is_known_to_the_last(areas: Stage) -> None:
    logins = [f"person-{n:04}" for n in range(1_234)]
    for login in logins:
        areas.world.add_account(login)
    areas.world.set_team_members("acme/engine", logins)
    assert look(areas, areas.open(ENGINE)).members("acme/engine") == set(logins)


def test_more_than_a_hundred_teams_are_said_and_the_others_are_unknown(stage: Stage) -> None:
    teams = [f"team-{n:03}" for n in range(105)]
    for slug in teams:
        stage.world.add_team("acme", slug, ("grace",))
    listed = ", ".join(f"acme/{slug}" for slug in teams[:100])
    rest = ", ".join(f"acme/{slug}" for slug in teams[100:])
    on_base(
        stage,
        owners="",
        policy=f"areas:\n  a: {{paths: [src/], teams: [{listed}]}}\n"
        f"  b: {{paths: [src/core/], teams: [{rest}]}}\n",
    )
    seen = look(stage, stage.open(ENGINE))
    assert seen.members("acme/team-099") == {"grace"}
    assert seen.members("acme/team-104") is None
    assert any("More than 100 teams" in sentence for sentence in seen.snapshot.unreadable)


def test_trouble_with_an_owning_team_is_tried_again_and_with_learners_is_let_be(
    areas: Stage,
) -> None:
    def trouble(begin: str) -> Any:
        def lose(answer: dict[str, Any]) -> None:
            for name in [n for n in answer["data"] if n.startswith(begin)]:
                answer["data"][name] = None
                error = {"message": "Something went wrong", "path": [name]}
                answer["errors"] = [*answer.get("errors", ()), error]

        return lose

    pull = areas.open(ENGINE)
    with distorted(trouble("organization")), pytest.raises(WorldFailure):
        look(areas, pull)
    with distorted(trouble("optional_organization")):
        seen = look(areas, pull)
    assert (seen.members("acme/engine"), seen.members("acme/learners")) == ({"grace"}, None)


def test_a_review_is_judged_by_what_was_seen_of_teams_that_day(
    areas: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = areas.open(ENGINE)
    look(areas, pull)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 2 * 3_600)
    areas.world.set_team_members("acme/engine", ["linus"])
    seen = look(areas, pull, APPROVAL)
    assert (seen.members("acme/engine"), seen.asked) == ({"grace"}, ["query"])
    PeopleNews(areas.desk.redis, areas.installation.id).note()
    monkeypatch.setattr(time, "time", lambda: now + 2 * 3_600 + 1)
    assert look(areas, pull, APPROVAL).members("acme/engine") == {"linus"}


def test_otherwise_teams_are_asked_about_again_after_an_hour(
    areas: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = areas.open(ENGINE)
    look(areas, pull)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 3_700)
    areas.world.set_team_members("acme/engine", ["linus"])
    seen = look(areas, pull)
    assert (seen.members("acme/engine"), seen.kinds) == ({"linus"}, ["query", "query"])


def test_a_re_run_asks_again_as_nobody_tells_that_somebody_was_renamed(areas: Stage) -> None:
    on_base(areas, owners="* @acme/engine\n")
    pull = areas.open(ENGINE)
    areas.judge(pull)
    areas.world.rename_account("grace", "hopper")
    areas.world.approve(pull.number, by="hopper")
    areas.judge(pull, APPROVAL)
    assert areas.conclusions(pull.head_oid)["review_coverage"] != "success"
    areas.judge(pull, "check_run.rerequested", again=True)
    assert areas.conclusions(pull.head_oid)["review_coverage"] == "success"

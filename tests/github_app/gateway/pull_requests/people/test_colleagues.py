"""What is known of people is read beside other things, costs no request, and fails nothing."""

from __future__ import annotations

import time
from typing import Any

import pytest

from github_app.gateway.pull_requests.people import candidates, people_gaps
from sandbox.faults import Fault
from tests.github_app.gateway.pull_requests.looking import APPROVAL, PAYMENTS, PUSH, look, on_base
from tests.github_app.use_cases.distortion import distorted
from tests.github_app.use_cases.stage import Stage

SOURCE = {"src/app.py": "print('bye')\n"}


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: now)


def test_named_people_and_members_of_owning_teams_are_known(stage: Stage) -> None:
    stage.repository.roles["grace"] = "admin"
    stage.world.set_status("linus", busy=True)
    seen = look(stage, stage.open({**SOURCE, "README.md": "1\n"}))
    assert (seen.permission("grace"), seen.is_busy("grace")) == ("admin", False)
    assert seen.is_busy("linus")
    assert seen.snapshot.colleague("ada") is None, "nobody reviews a change of her own"


def test_somebody_without_access_is_known_to_have_none(stage: Stage) -> None:
    on_base(stage, owners="* @mallory @nobody-of-that-name\n")
    seen = look(stage, stage.open(SOURCE))
    assert (seen.permission("mallory"), seen.permission("nobody-of-that-name")) == ("none", "none")


def test_what_a_first_look_leaves_open_rides_in_the_next_big_query(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    assert look(stage, pull).permission("linus") is None
    seen = look(stage, pull)
    assert (seen.permission("linus"), seen.asked) == ("write", ["query"])


def test_a_new_pull_request_of_known_people_costs_no_more_than_without_them(stage: Stage) -> None:
    look(stage, stage.open({"README.md": "1\n"}))
    seen = look(stage, stage.open(SOURCE, head="other"))
    assert seen.kinds == ["GET", "query"]
    assert seen.permission("grace") == "write"


def test_nothing_is_asked_where_nobody_is_named(stage: Stage) -> None:
    content = {".github/CODEOWNERS": None}
    stage.world.push_to_branch("main", content, "Remove", by="linus")  # type: ignore[arg-type]
    pull = stage.open(SOURCE)
    seen = look(stage, pull)
    assert (seen.snapshot.colleagues, seen.snapshot.merged_reviews) == ((), None)
    sent = b"".join(e.request_body for e in stage.sandbox.service.exchanges.last())
    assert (b"collaborators" in sent, b"MERGED" in sent) == (False, False)


def test_those_who_are_asked_for_a_review_are_known_to_be_busy_by_the_big_query(
    stage: Stage,
) -> None:
    pull = stage.open(SOURCE)
    look(stage, pull)
    stage.world.set_status("linus", busy=True, hours=2)
    stage.world.request_review(pull.number, of="linus", by="ada")
    seen = look(stage, pull)
    assert (seen.is_busy("linus"), seen.asked) == (True, ["query"])


def test_a_status_is_asked_again_after_half_an_hour_but_not_on_a_review(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = stage.open(SOURCE)
    look(stage, pull)
    stage.world.set_status("grace", busy=True)
    assert not look(stage, pull).is_busy("grace")
    later(monkeypatch, 1_900)
    seen = look(stage, pull, APPROVAL)
    assert (seen.is_busy("grace"), seen.asked) == (False, ["query"])
    seen = look(stage, pull, PUSH)
    assert (seen.is_busy("grace"), seen.asked) == (True, ["query"])


def test_a_status_that_has_run_out_is_none(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.world.set_status("grace", busy=True, hours=0.1)
    pull = stage.open(SOURCE)
    seen = look(stage, pull)
    assert seen.is_busy("grace")
    moment = seen.snapshot.now.timestamp() + 400
    known = people_gaps.colleagues(
        seen.reading.source.draft, seen.snapshot.now.fromtimestamp(moment, seen.snapshot.now.tzinfo)
    )
    assert [one.is_busy for one in known if one.login == "grace"] == [False]


def test_what_an_approver_may_do_is_read_with_the_approval(stage: Stage) -> None:
    on_base(stage, policy=PAYMENTS)
    stage.repository.roles["grace"] = "maintain"
    stage.world.add_account("heidi")
    stage.repository.roles["heidi"] = "admin"
    pull = stage.open(SOURCE)
    look(stage, pull)
    stage.world.approve(pull.number, by="heidi")
    seen = look(stage, pull, APPROVAL, sender="heidi")
    assert (seen.permission("heidi"), seen.asked) == ("admin", ["query"])
    stage.repository.roles["heidi"] = "write"
    seen = look(stage, pull, APPROVAL, sender="grace")
    assert (seen.permission("heidi"), seen.asked) == ("write", ["query"])


@pytest.mark.parametrize("files", [8, 250])
def test_a_review_costs_one_read_whatever_the_number_of_approvers(stage: Stage, files: int) -> None:
    on_base(stage, policy=PAYMENTS)
    pull = stage.open({f"src/part_{n}.py": f"{n}\n" for n in range(files)})
    look(stage, pull)
    for n in range(12):
        login = f"reviewer-{n}"
        stage.world.add_account(login)
        stage.repository.roles[login] = "maintain"
        stage.world.approve(pull.number, by=login)
        seen = look(stage, pull, APPROVAL, sender=login)
        assert (seen.permission(login), seen.asked) == ("maintain", ["query"])
    assert all(seen.permission(f"reviewer-{n}") == "maintain" for n in range(12))


def test_approvers_nobody_knew_of_are_asked_about_at_once(stage: Stage) -> None:
    on_base(stage, policy=PAYMENTS)
    pull = stage.open(SOURCE)
    for login in ("linus", "grace"):
        stage.repository.roles[login] = "maintain"
        stage.world.approve(pull.number, by=login)
    seen = look(stage, pull, APPROVAL)
    assert (seen.permission("linus"), seen.permission("grace")) == ("maintain", "maintain")


def refuse(answer: dict[str, Any]) -> None:
    """As GraphQL does to those who may not see who has access."""
    repository = answer["data"].get("repository") or {}
    for name in [n for n in repository if n.startswith("optional")]:
        if "edges" in (repository[name] or {}):
            repository[name] = None
            error = {"type": "FORBIDDEN", "path": ["repository", name], "message": "No"}
            answer["errors"] = [*answer.get("errors", ()), error]


def test_where_github_does_not_show_access_it_is_unknown_and_nothing_fails(stage: Stage) -> None:
    on_base(stage, policy=PAYMENTS)
    pull = stage.open(SOURCE)
    stage.world.approve(pull.number, by="grace")
    stage.sandbox.service.faults.add(Fault(kind="status", status=403, path="/collaborators/"))
    with distorted(refuse):
        assert look(stage, pull).permission("grace") is None
        again = look(stage, pull)
        assert (again.permission("grace"), again.asked) == (None, ["query"])
    assert look(stage, pull).permission("grace") == "write"


def test_what_graphql_does_not_show_of_approvers_is_asked_by_rest_once(stage: Stage) -> None:
    on_base(stage, policy=PAYMENTS)
    pull = stage.open(SOURCE)
    stage.repository.roles["grace"] = "maintain"
    for login in ("grace", "mallory"):
        stage.world.approve(pull.number, by=login)
    with distorted(refuse):
        seen = look(stage, pull)
        assert (seen.permission("grace"), seen.permission("mallory")) == ("maintain", "none")
        assert "GET /repos/acme/shop/collaborators/grace/permission" in seen.asked
        assert look(stage, pull).asked == ["query"]


def test_an_answer_that_fails_leaves_what_was_known_before(stage: Stage) -> None:
    on_base(stage, policy=PAYMENTS)
    pull = stage.open(SOURCE)
    stage.world.approve(pull.number, by="grace")
    assert look(stage, pull).permission("grace") == "write"

    def lose(answer: dict[str, Any]) -> None:
        repository = answer["data"].get("repository") or {}
        for name in [n for n in repository if n.startswith("optional")]:
            repository[name] = None
            error = {"message": "Something went wrong", "path": ["repository", name]}
            answer["errors"] = [*answer.get("errors", ()), error]

    with distorted(lose):
        assert look(stage, pull).permission("grace") == "write"


def test_when_all_at_once_is_too_much_the_rest_is_asked_without_them(stage: Stage) -> None:
    pull = stage.open({"README.md": "1\n"})
    faults = stage.sandbox.service.faults

    def fail_second(answer: dict[str, Any]) -> None:
        if "rateLimit" in answer.get("data", {}):
            faults.add(Fault(kind="status", status=502, path="graphql", times=1))

    with distorted(fail_second):
        seen = look(stage, pull)
    assert seen.members("acme/maintainers") == {"linus"}
    assert seen.kinds == ["GET", "query", "query", "query"]
    assert seen.snapshot.merged_reviews is None


def test_everybody_in_a_large_team_gets_a_turn(stage: Stage) -> None:
    logins = [f"member-{n:03}" for n in range(200)]
    for login in logins:
        stage.world.add_account(login)
    stage.world.set_team_members("acme/maintainers", logins)
    turns: set[str] = set()
    for n in range(24):
        seen = look(stage, stage.open({"README.md": f"{n}\n"}, head=f"branch-{n}"))
        assert len(seen.snapshot.colleagues) == candidates.MOST_CANDIDATES
        turns |= {one.login for one in seen.snapshot.colleagues}
    assert turns >= set(logins)
    assert seen.kinds == ["GET", "query"]

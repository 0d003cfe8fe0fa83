"""The pages of decisions: who sees them, what they cost, what they say when GitHub does not."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime

import pytest

from decisions.log import DecisionLog
from github_app.failures import WorldFailure
from github_app.gateway.decisions.log_reading import LogAsRead
from github_app.gateway.visitors.access import REMEMBERED_SECONDS, OpenRepository
from github_app.web.pages import shelf as shelf_module
from github_app.web.pages.shelf import Shelf
from sandbox.faults import Fault
from snapshot.facts import Repository
from tests.github_app.web.harbour_front import DECISIONS, URL, Front, form_key

SHOP = "/repos/acme/shop"


def test_a_member_sees_all_decisions_with_links_to_github(our_front: Front) -> None:
    answer = our_front.visitor("bo").get(DECISIONS)
    assert answer.status_code == 200
    for words in ("Use SQLite", "superseded", "replaced by", "2025-01-09", "accepted", "proposed"):
        assert words in answer.text
    assert (
        f"{our_front.github.url}/acme/shop/blob/main/docs/adr/0002-use-postgres.md" in answer.text
    )


def test_a_pull_request_that_carried_a_decision_out_is_named(our_front: Front) -> None:
    world = our_front.world
    pull = world.open_pull_request(
        "Move to Postgres",
        "Implements ADR-2.",
        by="ana",
        head="move",
        files={"src/db.py": "x = 1\n"},
        repository="acme/shop",
    )
    world.merge(pull.number, by="ana", repository="acme/shop")
    page = our_front.visitor("bo").get(DECISIONS)
    assert f"{our_front.github.url}/acme/shop/pull/{pull.number}" in page.text


def test_what_one_may_not_see_looks_like_what_does_not_exist(our_front: Front) -> None:
    stranger = our_front.visitor("eve")
    answers = [
        stranger.get(f"/repositories/{name}/decisions")
        for name in ("acme/shop", "acme/nothing", "nobody/nothing", "eve/own")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1


def test_without_signing_in_every_address_says_the_same(our_front: Front) -> None:
    browser = our_front.browser()
    texts = {
        browser.get(f"/repositories/acme/{name}/decisions").text.replace(name, "NAME")
        for name in ("shop", "nothing")
    }
    assert len(texts) == 1
    assert our_front.requests_of(lambda: browser.get(DECISIONS)) == []


@pytest.mark.parametrize("name", ["acme/..", "../user", "acme/a%2Fb", "a b/c", "acme/%2e%2e"])
def test_a_name_that_is_none_is_not_asked_for(our_front: Front, name: str) -> None:
    browser = our_front.visitor("bo")
    path = f"/repositories/{name}/decisions"
    assert our_front.requests_of(lambda: browser.get(path)) == []
    assert browser.get(path).status_code == 404


def test_addresses_that_lead_nowhere_are_answered_with_a_page(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    assert browser.get("/repositories/").status_code == 200
    for path in ("/repositories/acme", "/repositories/acme/shop", f"{DECISIONS}/1"):
        answer = browser.get(path)
        assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)
        assert our_front.browser().get(path).status_code == 401


def test_a_page_costs_two_requests_at_most_once_things_are_known(our_front: Front) -> None:
    our_front.visitor("bo").get(DECISIONS)
    browser = our_front.visitor("bo")
    first = our_front.requests_of(lambda: browser.get(DECISIONS))
    assert first == [SHOP, "/graphql"]
    assert our_front.requests_of(lambda: browser.get(f"{DECISIONS}?q=grpc")) == []


def test_permission_is_remembered_for_five_minutes_and_for_one_session(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    assert browser.get(DECISIONS).status_code == 200
    (place,) = our_front.redis.keys("plumbline:may-see:*")
    assert 0 < our_front.redis.ttl(place) <= REMEMBERED_SECONDS == 300
    our_front.world.members["acme"].discard("bo")
    assert our_front.visitor("bo").get(DECISIONS).status_code == 404
    our_front.redis.delete(place)
    assert browser.get(DECISIONS).status_code == 404


def test_an_old_name_leads_to_the_new_address(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    our_front.world.rename_repository("acme/shop", "market")
    answer = browser.get(f"{DECISIONS}?status=accepted")
    there = "/repositories/acme/market/decisions?status=accepted"
    assert (answer.status_code, answer.headers["Location"]) == (302, there)
    assert "Use Postgres" in browser.get(there).text
    assert browser.get("/repositories/ACME/Market/decisions").headers["Location"] == there[:35]


def test_once_the_app_is_removed_nothing_is_shown(our_front: Front) -> None:
    our_front.visitor("bo").get(DECISIONS)
    browser = our_front.visitor("ana")
    our_front.world.uninstall("acme")
    our_front.redis.delete(*our_front.redis.keys("plumbline:may-see:*"))
    assert browser.get(DECISIONS).status_code == 404
    assert browser.get("/repositories/acme/site/decisions").status_code == 404


def test_a_suspended_installation_shows_nothing(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    our_front.world.suspend("acme")
    assert browser.get("/repositories/acme/site/decisions").status_code == 404


def test_a_used_up_limit_is_said_calmly_with_the_time(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    browser.get("/repositories")
    our_front.github.service.limits.exhaust(600)
    answer = browser.get(DECISIONS)
    assert answer.status_code == 503
    assert "in about 11 minutes" in answer.text or "in about 10 minutes" in answer.text


@pytest.mark.parametrize("path", [SHOP, "/graphql", "/repos/acme/shop/installation"])
def test_an_outage_of_github_is_told_and_the_next_look_succeeds(
    our_front: Front, path: str
) -> None:
    browser = our_front.visitor("bo")
    our_front.github.service.faults.add(Fault("status", path=f"{path}$", status=502))
    answer = browser.get(DECISIONS)
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    assert "GitHub does not answer right now" in answer.text
    assert browser.get(DECISIONS).status_code == 200


def test_a_broken_line_to_github_is_told_the_same_way(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    our_front.github.service.faults.add(Fault("reset", path=f"{SHOP}$", times=2))
    answer = browser.get(DECISIONS)
    assert answer.status_code == 503
    assert "GitHub does not answer right now" in answer.text


def test_rows_are_filtered_without_a_script(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    for query, count in (("q=postgres", 1), ("status=accepted&status=proposed", 2), ("q=%00", 0)):
        assert f"<b data-shown>{count}</b> of 3" in browser.get(f"{DECISIONS}?{query}").text


def test_pages_are_kept_by_nobody_and_run_no_foreign_script(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    for path in (DECISIONS, "/repositories", "/repositories/acme/nothing/decisions"):
        answer = browser.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "style=" not in answer.text
        assert "<script>" not in answer.text
    assert "Speak gRPC &lt;b&gt;now&lt;/b&gt;" in browser.get(DECISIONS).text


def test_styles_and_scripts_come_from_us(our_front: Front) -> None:
    browser = our_front.browser()
    kinds = {
        "decisions.css": "text/css",
        "frame.css": "text/css",
        "decisions.js": "text/javascript",
        "mark.svg": "image/svg+xml",
    }
    for name, kind in kinds.items():
        answer = browser.get(f"/assets/{name}")
        assert (answer.status_code, answer.mimetype) == (200, kind)
    assert browser.get("/assets/..%2fapp.py").status_code == 404


def test_the_start_page_lists_what_one_has_access_to(our_front: Front) -> None:
    page = our_front.visitor("bo", "/repositories").get("/repositories")
    assert page.text.index(DECISIONS) < page.text.index("/repositories/acme/site/decisions")
    assert "A shop" in page.text
    stranger = our_front.visitor("eve").get("/repositories")
    assert "There are none" in stranger.text
    assert "acme" not in stranger.text


def test_a_public_repository_may_be_seen_by_everybody_who_signed_in(our_front: Front) -> None:
    page = our_front.visitor("eve").get("/repositories/acme/site/decisions")
    assert page.status_code == 200
    assert "No decision records were found" in page.text


def test_a_link_of_another_page_signs_nobody_out(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    key = form_key(browser.get("/repositories"))
    other = our_front.visitor("ana")
    assert other.post("/sign-out", data={"form_key": key}).status_code == 403
    assert URL not in other.get("/repositories").text


def test_a_log_that_takes_long_is_read_on_while_people_wait_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 0.05)
    begun, may_end = [], threading.Event()
    log = LogAsRead(DecisionLog(Repository("a", "b", "main"), "main", "", ()), datetime.now(UTC))

    def read(repository: OpenRepository) -> LogAsRead:
        begun.append(repository.id)
        may_end.wait(10)
        return log

    shelf = Shelf(read)
    repository = OpenRepository(1, "a/b", 2)
    assert shelf.log(repository) is None
    assert shelf.log(repository) is None
    may_end.set()
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 10)
    assert shelf.log(repository) is log
    assert begun == [1]


def test_a_reading_that_fails_late_is_told_once_and_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 0.05)
    may_fail, answers = threading.Event(), [WorldFailure(1, "late"), None]
    log = LogAsRead(DecisionLog(Repository("a", "b", "main"), "main", "", ()), datetime.now(UTC))

    def read(_: OpenRepository) -> LogAsRead:
        may_fail.wait(10)
        if failure := answers.pop(0):
            raise failure
        return log

    shelf, repository = Shelf(read), OpenRepository(1, "a/b", 2)
    assert shelf.log(repository) is None
    may_fail.set()
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 10)
    with pytest.raises(WorldFailure):
        shelf.log(repository)
    assert shelf.log(repository) is log


def test_what_is_read_slowly_is_announced(
    our_front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = our_front.visitor("bo")
    browser.get("/repositories/acme/site/decisions")
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 0.01)
    our_front.github.service.faults.add(Fault("late", path="/graphql", seconds=0.5))
    answer = browser.get(DECISIONS)
    assert answer.status_code == 202
    assert 'http-equiv="refresh" content="3"' in answer.text
    monkeypatch.setattr(shelf_module, "WAIT_SECONDS", 10)
    assert browser.get(DECISIONS).status_code == 200


def test_nobody_is_let_in_by_a_row_that_we_did_not_write(our_front: Front) -> None:
    stranger = our_front.visitor("eve", "/repositories")
    assert stranger.get(DECISIONS).status_code == 404
    our_front.visitor("bo").get(DECISIONS)
    (theirs,) = our_front.redis.keys("plumbline:may-see:*:acme/shop")
    (session,) = [
        key.decode().rsplit(":", 1)[1]
        for key in our_front.redis.keys("plumbline:session:*")
        if key.split(b":")[2] not in theirs
    ]
    place = f"plumbline:may-see:{session}:acme/shop"
    forged = {"id": 1, "full_name": "acme/shop", "installation_id": 1}
    for row in (our_front.redis.get(theirs), json.dumps(forged)):
        our_front.redis.set(place, row)  # type: ignore[arg-type]
        assert stranger.get(DECISIONS).status_code == 404

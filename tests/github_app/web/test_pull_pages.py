"""The page of a pull request: who sees it, what it says, and what it still says without Redis."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.web.app import create_app
from sandbox.faults import Fault
from sandbox.pull_requests import PullRequest
from tests.github_app.use_cases.stage import REPOSITORY, Stage
from tests.github_app.web.harbour_front import URL, Front
from tests.github_app.web.judging import approved, later, opened, path, service

PULLS = f"/repositories/{REPOSITORY}/pulls"
HOSTILE = "Pay <script>alert(1)</script> @ana ![x](https://evil.example/x.png) \u202e"


@pytest.fixture
def stage(our_front: Front) -> Iterator[Stage]:
    made = service(our_front)
    yield made
    made.desk.github.close()


def shown(front: Front, pull: PullRequest, query: str = "", by: str = "bo") -> str:
    """The page as its readers see it: without tags, in one line."""
    answer = front.visitor(by).get(path(pull) + query)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_member_sees_verdicts_and_how_they_came_about(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    approved(stage, pull, "cy")
    approved(stage, pull, "bo")
    page = shown(our_front, pull)
    assert "Faster checkout #" in page
    assert f"Last evaluated at {pull.head_oid[:7]} on" in page
    assert "because of pull_request_review.submitted" in page
    assert page.count("pull_request_review.submitted") >= 2
    assert page.count("failed plumbline/review_coverage") + page.count(" failed ") >= 2
    assert "0 %" in page
    assert "50 %" in page
    assert "100 %" in page


def test_what_one_may_not_see_looks_like_what_does_not_exist(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    stranger = our_front.visitor("eve")
    addresses = (path(pull), "/repositories/acme/shop/pulls/999", "/repositories/a/b/pulls/1")
    answers = [stranger.get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert our_front.browser().get(path(pull)).status_code == 401


@pytest.mark.parametrize("number", ["999", "0", "99999999999999999999", "x", "-1", "1/2"])
def test_numbers_that_are_none_lead_to_nothing(our_front: Front, stage: Stage, number: str) -> None:
    answer = our_front.visitor("bo").get(f"/repositories/{REPOSITORY}/pulls/{number}")
    assert (answer.status_code, "There is nothing here" in answer.text) == (404, True)


def test_without_sign_in_there_are_no_such_pages_and_no_links_to_them(
    our_front: Front, stage: Stage
) -> None:
    off = {"GITHUB_CLIENT_ID": "", "GITHUB_CLIENT_SECRET": ""}
    settings = read_settings({**our_front.environment, **off})
    browser = create_app(settings, our_front.redis, open_inbox(our_front.redis)).test_client()
    answer = browser.get(f"/repositories/{REPOSITORY}/pulls/1")
    assert answer.status_code == 404
    assert "Signing in is not switched on" in answer.text


def test_check_runs_lead_to_the_page_and_nothing_is_written_for_that_alone(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    runs = stage.runs(pull.head_oid)
    assert {run.details_url for run in runs.values()} == {URL + path(pull)}
    assert f"]({URL}{path(pull)})" in (runs["review_coverage"].text or "")
    for run in runs.values():
        run.details_url = "https://elsewhere.example"
    stage.judge(pull, "pull_request.edited")
    assert {run.id for run in stage.runs(pull.head_oid).values()} == {r.id for r in runs.values()}


def test_an_old_name_leads_to_the_new_address(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    browser = our_front.visitor("bo")
    our_front.world.rename_repository(REPOSITORY, "market")
    answer = browser.get(f"{path(pull)}?at=x")
    there = f"/repositories/acme/market/pulls/{pull.number}?at=x"
    assert (answer.status_code, answer.headers["Location"]) == (302, there)


def test_a_page_costs_one_request_beside_the_permission(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    browser = our_front.visitor("bo")
    browser.get(path(pull))
    assert our_front.requests_of(lambda: browser.get(path(pull))) == ["/graphql"]


def test_a_merged_pull_request_keeps_the_verdict_it_was_merged_with(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    approved(stage, pull, "cy")
    approved(stage, pull, "bo")
    stage.world.merge(pull.number, by="ana", repository=REPOSITORY)
    later(stage)
    # What is true of people changes afterwards, and somebody makes us look again.
    stage.repository.roles.pop("bo")
    stage.judge(pull, "check_run.rerequested")
    page = shown(our_front, pull)
    assert "Merged on" in page
    assert "the verdicts are those of that time" in page
    assert "passed plumbline/review_coverage" in page
    assert "which is judged next" not in page


def test_a_commit_that_was_not_judged_yet_is_named(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    judged = pull.head_oid
    stage.world.push(pull.number, {"src/pay.py": "PAY = 2\n"}, by="di", repository=REPOSITORY)
    page = shown(our_front, pull)
    assert f"Last evaluated at {judged[:7]}" in page
    assert f"is now at {pull.head_oid[:7]} , which is judged next" in page


def test_without_redis_the_check_runs_on_github_tell_the_history(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    first = pull.head_oid
    approved(stage, pull, "cy")
    later(stage)
    stage.world.push(pull.number, {"src/pay.py": "PAY = 2\n"}, by="di", repository=REPOSITORY)
    stage.judge(pull)
    our_front.redis.flushall()
    page = shown(our_front, pull)
    assert f"Last evaluated at {pull.head_oid[:7]}" in page
    assert "because of pull_request.synchronize" in page
    assert first[:7] in page
    assert "50 %" in page
    assert "is not kept any more" in page
    approved(stage, pull, "bo")
    again = shown(our_front, pull)
    assert first[:7] in again
    assert "because of pull_request_review.submitted" in again


def test_without_redis_the_last_event_that_changed_something_is_named(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    approved(stage, pull, "cy")
    our_front.redis.flushall()
    assert "because of pull_request_review.submitted" in shown(our_front, pull)


def test_what_another_pull_request_with_the_same_commit_was_told_is_not_shown(
    our_front: Front, stage: Stage
) -> None:
    pull = opened(stage)
    our_front.redis.flushall()
    for run in stage.runs(pull.head_oid).values():
        run.external_id = run.external_id.replace(f"pr={pull.number}:", "pr=77:")
    assert "Nothing was published about this pull request" in shown(our_front, pull)


def test_each_evaluation_can_be_looked_at_again(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    approved(stage, pull, "cy")
    browser = our_front.visitor("bo")
    (key,) = re.findall(r'href="\?at=(\w+)"', browser.get(path(pull)).text)
    page = shown(our_front, pull, f"?at={key}")
    assert "because of pull_request.opened" in page
    assert "Show the last evaluation" in page
    assert "Last evaluated" in shown(our_front, pull, "?at=nonsense")


def test_foreign_text_stays_text(our_front: Front, stage: Stage) -> None:
    pull = stage.open(
        {"src/<img src=x onerror=alert(1)>.py": "1\n"},
        title=HOSTILE,
        by="di",
        repository=REPOSITORY,
        head="<b>",
    )
    stage.judge(pull, "pull_request.opened")
    for wipe in (False, True):
        if wipe:
            our_front.redis.flushall()
        answer = our_front.visitor("bo").get(path(pull))
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert "\u202e" not in answer.text
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert " style=" not in answer.text


def test_github_out_of_order_is_said_calmly(our_front: Front, stage: Stage) -> None:
    pull = opened(stage)
    browser = our_front.visitor("bo")
    browser.get(path(pull))
    our_front.github.service.faults.add(Fault("status", path="/graphql", status=502, times=9))
    answer = browser.get(path(pull))
    assert answer.status_code == 503
    assert "GitHub does not answer" in answer.text


def test_the_open_pull_requests_are_listed_with_what_was_said_last(
    our_front: Front, stage: Stage
) -> None:
    first = opened(stage, HOSTILE, head="a")
    approved(stage, first, "cy")
    unseen = stage.open({"x.py": "1\n"}, title="Unseen", by="di", repository=REPOSITORY, head="b")
    merged = opened(stage, "Merged already", head="c")
    stage.world.merge(merged.number, by="ana", repository=REPOSITORY)
    browser = our_front.visitor("bo")
    browser.get(PULLS)
    assert our_front.requests_of(lambda: browser.get(PULLS)) == ["/graphql"]
    html = browser.get(PULLS).text
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "<script>alert" not in html
    assert "1 of 2 files not reviewed by an owner 50 %" in text
    assert "not evaluated Unseen #" in text
    assert "Merged already" not in text
    assert f'href="pulls/{unseen.number}"' in html
    assert f'href="{PULLS}"' in browser.get("/repositories").text
    assert our_front.visitor("eve").get(PULLS).status_code == 404


def test_a_repository_without_open_pull_requests_says_so(our_front: Front, stage: Stage) -> None:
    assert "No pull request is open" in our_front.visitor("bo").get(PULLS).text


def test_styles_and_scripts_are_named_by_what_they_hold(our_front: Front, stage: Stage) -> None:
    html = our_front.visitor("bo").get(PULLS).text
    addresses = re.findall(r'"(/assets/[\w.]+\?v=[0-9a-f]{10})"', html)
    assert len(addresses) == html.count('"/assets/') == 4
    for address in addresses:
        assert our_front.browser().get(address).status_code == 200

"""The pages of rituals: who sees them, what they say, what they cost."""

from __future__ import annotations

import re

from github_app.gateway.policy_at_head import LAST_GOOD
from github_app.gateway.recall import Recall
from github_app.inbox.opening import open_inbox
from github_app.settings import read_settings
from github_app.slug import keep_slug
from github_app.web.app import create_app
from sandbox.faults import Fault
from tests.github_app.web.harbour_front import DECISIONS, Front
from tests.github_app.web.holding import POLICY, REPOSITORY, RITUALS, asking, held
from tests.github_app.web.judging import service

SHOP = "/repos/acme/shop"
HOSTILE = "<script>alert(1)</script>"


def words(html: str) -> str:
    """What a reader sees, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("</head>")[2]).split())


def shown(front: Front, path: str = RITUALS, by: str = "bo") -> str:
    answer = front.visitor(by).get(path)
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def test_a_member_sees_what_was_held_and_missed_and_what_comes(our_front: Front) -> None:
    asking(our_front.world)
    issues = held(our_front.world)
    page = our_front.visitor("bo").get(RITUALS).text
    text = words(page)
    assert f"3 of 4 held, 2 in a row, 1 missed : {issues[1].created_at.day}" in text
    assert f"{our_front.github.url}/acme/shop/issues/{issues[1].number}" in page
    assert "every 2 weeks on Monday at 10:00 (Europe/Berlin)" in text
    assert "every week on Thursday" in text
    assert page.count('<g class="square accepted is-held"') == 3
    assert page.count('<g class="square rejected is-missed"') >= 1
    assert "'s turn" in text


def test_issues_of_others_with_our_marker_are_not_taken_for_ours(our_front: Front) -> None:
    asking(our_front.world)
    (issue,) = held(our_front.world, ["held"])
    issue.author = our_front.world.account("ana")
    assert f"#{issue.number}" not in shown(our_front)


def test_what_one_may_not_see_looks_like_what_does_not_exist(our_front: Front) -> None:
    asking(our_front.world)
    stranger = our_front.visitor("eve")
    answers = [
        stranger.get(f"/rituals/{name}")
        for name in ("acme/shop", "acme/nothing", "nobody/nothing", "eve/own", "acme", "a/b/c")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert "acme/shop" not in stranger.get("/rituals").text


def test_without_signing_in_every_address_says_the_same(our_front: Front) -> None:
    browser = our_front.browser()
    paths = ("/rituals/acme/shop", "/rituals/acme/none", "/rituals", "/rituals/x")
    answers = {path: browser.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {401}
    texts = {a.text.replace(f"{path.replace('/', '%2F')}", "") for path, a in answers.items()}
    assert len(texts) == 1
    assert our_front.requests_of(lambda: browser.get(RITUALS)) == []


def test_names_that_are_none_are_not_asked_for(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    paths = [f"/rituals/{name}" for name in ("acme/..", "../user", "acme/a%2Fb", "a b/c")]
    assert our_front.requests_of(lambda: [browser.get(path) for path in paths]) == []
    assert {browser.get(path).status_code for path in paths} == {404}


def test_a_view_costs_two_requests_and_one_once_access_is_known(our_front: Front) -> None:
    asking(our_front.world)
    held(our_front.world)
    our_front.visitor("ana").get(RITUALS)
    browser = our_front.visitor("bo")
    assert our_front.requests_of(lambda: browser.get(RITUALS)) == [SHOP, "/graphql"]
    assert our_front.requests_of(lambda: browser.get(RITUALS)) == ["/graphql"]


def test_signing_in_leads_back_to_the_page_that_was_asked_for(our_front: Front) -> None:
    for target in ("/rituals", RITUALS):
        assert our_front.visitor("bo", target).get(target).status_code == 200


def test_our_issues_are_found_by_who_opened_them_whatever_their_labels(our_front: Front) -> None:
    asking(our_front.world)
    for issue in held(our_front.world):
        issue.labels.clear()
    for n in range(101):
        our_front.world.open_issue(f"Other {n}", by="ana", repository=REPOSITORY)
    keep_slug(our_front.redis, "plumbline")
    assert "3 of 4 held" in shown(our_front)


def test_a_broken_policy_is_said_with_its_line(our_front: Front) -> None:
    asking(our_front.world, f"{POLICY}  retrospectve: {{}}\n")
    page = our_front.visitor("bo").get(RITUALS)
    assert "The policy file is broken" in page.text
    assert "Until it is mended, no ritual is switched on" in words(page.text)
    assert "/acme/shop/blob/main/.github/plumbline.yml#L8" in page.text
    shop = our_front.world.repository(REPOSITORY)
    Recall(our_front.redis, shop.id).put({LAST_GOOD: POLICY})
    text = shown(our_front)
    assert "follows the last good version" in text
    assert "every 2 weeks on Monday" in text


def test_rituals_without_issues_switched_on_are_said(our_front: Front) -> None:
    asking(our_front.world)
    our_front.world.repository(REPOSITORY).has_issues = False
    assert "Issues are switched off here, so no ritual can open" in shown(our_front)


def test_without_a_policy_the_page_says_how_to_ask_for_a_ritual(our_front: Front) -> None:
    assert "No ritual is switched on" in shown(our_front)


def test_an_old_name_leads_to_the_new_address(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    our_front.world.rename_repository(REPOSITORY, "market")
    answer = browser.get(RITUALS)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/rituals/acme/market")


def test_once_the_app_is_removed_nothing_is_shown(our_front: Front) -> None:
    browser = our_front.visitor("ana")
    browser.get(RITUALS)
    our_front.world.uninstall("acme")
    our_front.redis.delete(*our_front.redis.keys("plumbline:may-see:*"))
    our_front.redis.delete(*our_front.redis.keys("plumbline:installation-of:*"))
    assert browser.get(RITUALS).status_code == 404


def test_the_overview_has_what_comes_next_where_one_may_look(our_front: Front) -> None:
    shop, site = (our_front.world.repository(name) for name in (REPOSITORY, "acme/site"))
    own = our_front.world.repository("eve/own")
    Recall(our_front.redis, shop.id).put({LAST_GOOD: POLICY})
    Recall(our_front.redis, site.id).put({LAST_GOOD: "comment: never\n"})
    Recall(our_front.redis, own.id).put({LAST_GOOD: POLICY})
    text = shown(our_front, "/rituals")
    assert re.search(r"in \d+ days? .{0,200}Retrospective acme/shop 10:00 Europe/Berlin", text)
    assert "acme/shop 2 rituals acme/site no rituals" in text
    assert "eve/own" not in text


def test_the_overview_has_what_waits_and_counts_what_became_of_the_rest(our_front: Front) -> None:
    stage = service(our_front)
    asking(our_front.world)
    our_front.world.open_issue("Stuck", by="ana", labels=["blocked"], repository=REPOSITORY)
    held(our_front.world, ["held", "missed", "open"])
    stage.attend("rituals", "", stage.prompt("a look"))
    text = shown(our_front, "/rituals")
    assert re.search(r"Overdue and due .{0,200}Retrospective acme/shop #\d+ (due|overdue)", text)
    assert re.search(r"Blockers audit acme/shop #\d+ due ", text)
    assert re.search(r"acme/shop 2 rituals .{0,40}1 missed 1 held", text)
    stage.desk.github.close()


def test_rubbish_in_redis_takes_nothing_from_the_pages(our_front: Front) -> None:
    asking(our_front.world)
    shop = our_front.world.repository(REPOSITORY)
    for rubbish in (b"\x00\xff", b"{}", b"rituals: ["):
        our_front.redis.set(f"plumbline:seen:{shop.id}:{LAST_GOOD}", rubbish)
        our_front.redis.set(f"plumbline:seen:{shop.id}:rituals:kept", rubbish)
        our_front.redis.set(f"plumbline:seen:{shop.id}:rituals:standing", rubbish)
        assert "every 2 weeks on Monday" in shown(our_front)
        assert "not known yet" in shown(our_front, "/rituals")


def test_foreign_text_stays_text(our_front: Front) -> None:
    asking(our_front.world, f"rituals:\n  {HOSTILE!r}: {{}}\n")
    page = our_front.visitor("bo").get(RITUALS)
    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_without_sign_in_there_are_no_such_pages_and_no_links_to_them(our_front: Front) -> None:
    off = {"GITHUB_CLIENT_ID": "", "GITHUB_CLIENT_SECRET": ""}
    settings = read_settings({**our_front.environment, **off})
    browser = create_app(settings, our_front.redis, open_inbox(our_front.redis)).test_client()
    for path in ("/rituals", RITUALS):
        answer = browser.get(path)
        assert (answer.status_code, "Signing in is not switched on" in answer.text) == (404, True)
    assert "rituals" not in browser.get("/").text


def test_when_github_does_not_answer_that_is_said(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    browser.get(RITUALS)
    our_front.github.service.faults.add(Fault("status", path="/graphql", status=502, times=9))
    answer = browser.get(RITUALS)
    assert (answer.status_code, "GitHub does not answer right now" in answer.text) == (503, True)


def test_the_pages_of_a_repository_lead_to_each_other(our_front: Front) -> None:
    browser = our_front.visitor("bo")
    for path in (DECISIONS, "/repositories/acme/shop/pulls", RITUALS):
        page = browser.get(path).text
        assert f'<a href="{DECISIONS}"' in page
        assert f'<a href="{RITUALS}"' in page
        assert f'<a href="{path}" aria-current="page">' in page
    assert f'href="{RITUALS}"' in browser.get("/repositories").text
    assert 'href="http://plumbline.example/rituals"' in browser.get("/").text


def test_what_the_debt_ledger_says_is_drawn_without_another_request(our_front: Front) -> None:
    months = '{"version":1,"open":5,"overdue":2,"months":[["2026-11",4,1,0]]}'
    our_front.world.open_issue(
        "Debt ledger",
        f"<!-- plumbline:ledger -->\n<!-- plumbline:ledger-figures {months} -->",
        by="plumbline[bot]",
        repository=REPOSITORY,
    )
    browser = our_front.visitor("bo")
    asked = our_front.requests_of(lambda: browser.get(RITUALS))
    assert [path for path in asked if "access_tokens" not in path][-1:] == ["/graphql"]
    assert asked.count("/graphql") == 1
    assert "5 open, 2 overdue" in words(browser.get(RITUALS).text)


def test_what_a_worker_opened_is_shown_as_due(our_front: Front) -> None:
    stage = service(our_front)
    asking(our_front.world)
    our_front.world.open_issue("Stuck", by="ana", labels=["blocked"], repository=REPOSITORY)
    stage.attend("rituals", "", stage.prompt("a look"))
    bot = our_front.world.account("plumbline[bot]")
    issues = {
        issue.title.partition(" 20")[0]: issue.number
        for issue in our_front.world.repository(REPOSITORY).issues
        if issue.author is bot
    }
    assert set(issues) == {"Retrospective", "Blockers audit"}
    text = shown(our_front)
    for title, number in issues.items():
        assert re.search(rf"{title} due .{{1,120}} · issue #{number}", text)
    stage.desk.github.close()

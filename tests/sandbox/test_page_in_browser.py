"""The sandbox's pages in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from sandbox.check_runs import Annotation
from sandbox.server import RunningSandbox, serve
from tests import chromium
from tests.sandbox.page_story import first_pull, report, shop, small_world

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    with chromium.chromium(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture
def running() -> Iterator[RunningSandbox]:
    with serve(small_world()) as served:
        yield served


class Visitor(chromium.Visitor):
    """Somebody in front of the browser."""

    def become(self, login: str) -> None:
        """Acts as somebody else from now on."""
        self.press(".person > summary")
        self.press(f".person button[value={login}]")


def test_somebody_sets_themselves_as_busy(
    browser: webdriver.Chrome, running: RunningSandbox
) -> None:
    visitor = Visitor(browser, running.url)
    visitor.become("bo")
    assert visitor.sees("Acting as bo")
    visitor.press(".person > summary")
    visitor.press(".person button[name=busy]")
    visitor.wait(lambda: running.world.status(running.world.account("bo")) is not None)
    assert visitor.complaints() == []


def test_a_pull_request_is_read_approved_and_labelled(
    browser: webdriver.Chrome, running: RunningSandbox
) -> None:
    pull = first_pull(running.world)
    visitor = Visitor(browser, running.url)
    visitor.click("Pay later")
    assert visitor.sees("No checks have been reported yet")
    visitor.become("bo")
    assert visitor.sees("Acting as bo")
    browser.find_element(By.ID, "body").send_keys("Looks **right**.")
    visitor.click("Approve")
    assert visitor.sees("bo approved these changes")
    assert browser.find_element(By.CSS_SELECTOR, ".markdown strong").text == "right"
    assert [review.state for review in pull.reviews] == ["APPROVED"]
    browser.find_element(By.ID, "label-name").send_keys("debt")
    visitor.click("Add")
    visitor.wait(lambda: [label.name for label in pull.labels] == ["debt"])
    assert visitor.sees("Remove")
    assert visitor.complaints() == []


def test_a_verdict_appears_by_itself_and_leads_to_its_line(
    browser: webdriver.Chrome, running: RunningSandbox
) -> None:
    visitor = Visitor(browser, f"{running.url}/acme/shop/pull/1")
    remark = Annotation("src/pay.py", 2, 2, "warning", "The marker names no issue.", "TODO")
    report(running.world, "1 marker names no issue", annotations=(remark,))
    assert visitor.sees("1 marker names no issue")
    visitor.click("Details")
    visitor.click("See them in the files")
    note = visitor.wait(lambda: browser.find_element(By.CSS_SELECTOR, ".row-remark"))
    assert "The marker names no issue." in note.text
    above = note.find_element(By.XPATH, "preceding-sibling::tr[1]")
    assert above.text.strip() == "two = 3"
    assert visitor.complaints() == []


def test_words_half_written_are_not_swept_away_by_news(
    browser: webdriver.Chrome, running: RunningSandbox
) -> None:
    visitor = Visitor(browser, f"{running.url}/acme/shop/pull/1")
    browser.find_element(By.ID, "body").send_keys("I was about to")
    report(running.world, "All is well", "success")
    visitor.click("Something changed here. Show it")
    assert visitor.sees("All is well")


def test_the_clock_moves_on_and_an_item_is_ticked(
    browser: webdriver.Chrome, running: RunningSandbox
) -> None:
    world = running.world
    issue = world.open_issue("Refactor sprint", "- [ ] Carts\n- [ ] `Sessions`", by="ana")
    before = world.clock.now()
    visitor = Visitor(browser, f"{running.url}/acme/shop/issues/{issue.number}")
    browser.find_element(By.CSS_SELECTOR, ".clock > summary").click()
    visitor.click("+ 1 week")
    assert visitor.sees("7 days ago")
    assert (world.clock.now() - before).days == 7
    browser.find_elements(By.CSS_SELECTOR, ".task-list-item-checkbox")[1].click()
    visitor.wait(lambda: issue.body == "- [ ] Carts\n- [x] `Sessions`")
    assert visitor.complaints() == []
    assert shop(world).issues == [issue]

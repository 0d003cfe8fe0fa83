"""The sandbox's pages in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from sandbox.check_runs import Annotation
from sandbox.server import RunningSandbox, serve
from tests.sandbox.page_story import first_pull, report, shop, small_world

pytestmark = pytest.mark.browser

T = TypeVar("T")

ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1600",
)
PATIENCE = 15  # seconds


def _missing() -> str:
    """What a browser test needs and this machine does not have."""
    return ", ".join(name for name in ("chromium", "chromedriver") if shutil.which(name) is None)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    missing = _missing()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {missing}")
    if missing:
        pytest.skip(f"not installed: {missing}")
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in (*ARGUMENTS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options, service)
    yield driver
    driver.quit()


@pytest.fixture
def running() -> Iterator[RunningSandbox]:
    with serve(small_world()) as served:
        yield served


class Visitor:
    """Somebody in front of the browser."""

    def __init__(self, browser: webdriver.Chrome, address: str) -> None:
        self.browser, self.address = browser, address
        browser.get(address)
        browser.delete_all_cookies()
        browser.get(address)

    def click(self, words: str) -> None:
        """Presses the first visible link or button with exactly these words."""
        found = self.wait(lambda: self._pressable(words))
        assert found
        found.click()

    def become(self, login: str) -> None:
        """Acts as somebody else from now on."""
        self.browser.find_element(By.CSS_SELECTOR, ".person > summary").click()
        self.browser.find_element(By.CSS_SELECTOR, f".person button[value={login}]").click()

    def _pressable(self, words: str) -> WebElement | None:
        found = self.browser.find_elements(By.CSS_SELECTOR, "a, button, summary")
        return next((it for it in found if it.is_displayed() and it.text == words), None)

    def sees(self, words: str) -> bool:
        return self.wait(lambda: words in self.text)

    @property
    def text(self) -> str:
        return self.browser.find_element(By.TAG_NAME, "body").text

    def wait(self, condition: Callable[[], T]) -> T:
        """What the condition answers as soon as it is something."""
        ignored = [WebDriverException]  # the page may be replaced while it is read
        waiting = WebDriverWait(self.browser, PATIENCE, 0.05, ignored_exceptions=ignored)
        return waiting.until(lambda _: condition())

    def complaints(self) -> list[str]:
        """What the browser's console holds, such as scripts or styles it refused."""
        entries: list[dict[str, str]] = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in entries]


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

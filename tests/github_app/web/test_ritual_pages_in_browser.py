"""The calendar of rituals in a real browser."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from github_app.gateway.policy_at_head import LAST_GOOD
from github_app.gateway.recall import Recall
from tests.chromium import Visitor
from tests.github_app.web.browsing import address, overflows, refused
from tests.github_app.web.harbour_front import DECISIONS, Front
from tests.github_app.web.holding import POLICY, REPOSITORY, RITUALS, asking, held

pytestmark = pytest.mark.browser


def test_somebody_finds_the_calendar_of_a_repository_and_its_other_pages(
    browser: webdriver.Chrome, served: Front
) -> None:
    asking(served.world)
    issues = held(served.world, ["held", "missed", "held", "open"])
    shop = served.world.repository(REPOSITORY)
    Recall(served.redis, shop.id).put({LAST_GOOD: POLICY})

    visitor = Visitor(browser, address(served))
    visitor.click("what comes round there")
    visitor.click("Sign in with GitHub")
    visitor.press("button[value=bo]")
    assert visitor.sees("in the repositories you have access to")
    visitor.click(REPOSITORY)
    assert visitor.sees("Now and next")
    assert browser.current_url == address(served, RITUALS)
    assert f"#{issues[-1].number}" in visitor.text
    row = browser.find_element(By.CSS_SELECTOR, "#retrospective svg.squares")
    assert "2 held and 1 missed" in (row.get_attribute("aria-label") or "")
    assert len(browser.find_elements(By.CSS_SELECTOR, "table.sheet")) == 3
    assert len(browser.find_elements(By.CSS_SELECTOR, "td.today")) == 1

    browser.refresh()
    assert {"Decisions", "Reviews", "Rituals", "What became of each"} <= _walked_through(browser)

    visitor.click("What became of each")
    assert visitor.sees("missed")
    visitor.click("Decisions")
    assert visitor.sees("3 of 3 decisions")
    assert browser.current_url == address(served, DECISIONS)
    visitor.press(f"nav.places a[href='{RITUALS}']")
    assert visitor.sees("Now and next")

    for width in (360, 800, 1400):
        browser.set_window_size(width, 1200)
        assert not overflows(browser), width
    browser.set_window_size(1280, 1600)
    assert refused(visitor) == []


def _walked_through(browser: webdriver.Chrome) -> set[str]:
    """What the keyboard reaches up to the first thing to unfold; never the inside of a drawing."""
    reached: list[str] = []
    while "What became of each" not in reached and len(reached) < 40:
        browser.switch_to.active_element.send_keys(Keys.TAB)
        active = browser.switch_to.active_element
        reached.append((active.get_attribute("textContent") or "").strip())
        assert browser.execute_script("return document.activeElement.closest('svg') === null")
    assert reached[0] == "Skip to content"
    return set(reached)

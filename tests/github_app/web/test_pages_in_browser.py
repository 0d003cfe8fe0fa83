"""Signing in and looking at decisions, in a real browser."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.chromium import Visitor
from tests.github_app.web.browsing import address, refused
from tests.github_app.web.harbour_front import DECISIONS, Front

pytestmark = pytest.mark.browser


def titles(visitor: Visitor) -> list[str]:
    """Of the decisions that can be seen."""
    found = visitor.browser.find_elements(By.CSS_SELECTOR, "[data-rows] tr .title > a")
    return [each.text for each in found if each.is_displayed()]


def test_somebody_signs_in_with_one_click_filters_and_signs_out(
    browser: webdriver.Chrome, served: Front
) -> None:
    visitor = Visitor(browser, address(served))
    visitor.click("the decisions of their repositories")
    visitor.click("Sign in with GitHub")
    visitor.press("button[value=bo]")
    assert visitor.sees("Signed in as bo")
    visitor.click("acme/shop")
    assert visitor.sees("3 of 3 decisions")
    assert browser.current_url == address(served, DECISIONS)

    browser.find_element(By.NAME, "q").send_keys("postgres")
    assert visitor.sees("1 of 3 decisions")
    assert titles(visitor) == ["Use Postgres"]
    assert browser.current_url.endswith("?q=postgres")
    browser.refresh()
    assert visitor.sees("1 of 3 decisions")
    visitor.click("show all")
    visitor.press("input[value=proposed]")
    assert visitor.sees("1 of 3 decisions")
    assert titles(visitor) == ["Speak gRPC <b>now</b>"]
    assert len(browser.find_elements(By.CSS_SELECTOR, "svg.timeline rect")) == 2

    visitor.click("Sign out")
    assert visitor.sees("Plumbline is running here")
    browser.get(address(served, DECISIONS))
    assert visitor.sees("Please sign in")
    assert refused(visitor) == []


def test_a_stranger_is_shown_nothing_of_a_private_repository(
    browser: webdriver.Chrome, served: Front
) -> None:
    visitor = Visitor(browser, address(served, DECISIONS))
    visitor.click("Sign in with GitHub")
    visitor.press("button[value=eve]")
    assert visitor.sees("There is nothing here")
    assert "Postgres" not in browser.page_source
    visitor.click("Your repositories")
    assert visitor.sees("There are none")
    assert refused(visitor) == []


def test_whoever_presses_cancel_stays_outside(browser: webdriver.Chrome, served: Front) -> None:
    visitor = Visitor(browser, address(served, DECISIONS))
    visitor.click("Sign in with GitHub")
    visitor.click("Cancel")
    assert visitor.sees("Nobody was signed in")
    browser.get(address(served, DECISIONS))
    assert visitor.sees("Please sign in")

"""The page of a pull request in a real browser."""

from __future__ import annotations

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from tests.chromium import Visitor
from tests.github_app.use_cases.stage import REPOSITORY
from tests.github_app.web.browsing import address, overflows, refused
from tests.github_app.web.harbour_front import Front
from tests.github_app.web.judging import approved, later, opened, path, service

pytestmark = pytest.mark.browser


def test_somebody_follows_the_check_to_the_page_and_back_in_time(
    browser: webdriver.Chrome, served: Front
) -> None:
    stage = service(served)
    pull = opened(stage, "Pay in <b>any</b> currency")
    approved(stage, pull, "cy")
    later(stage)
    stage.world.push(pull.number, {"src/pay.py": "PAY = 2\n"}, by="di", repository=REPOSITORY)
    stage.judge(pull)
    approved(stage, pull, "bo")

    visitor = Visitor(browser, str(stage.runs(pull.head_oid)["review_coverage"].details_url))
    visitor.click("Sign in with GitHub")
    visitor.press("button[value=bo]")
    assert visitor.sees("Pay in <b>any</b> currency")
    assert browser.current_url == address(served, path(pull))
    assert visitor.sees("Who could close the gap")
    assert "src/pay.py" in visitor.text
    dots = browser.find_elements(By.CSS_SELECTOR, "svg.curve .dot")
    entries = browser.find_elements(By.CSS_SELECTOR, ".history > li")
    assert len(dots) == len(entries) == 4

    folded = browser.find_elements(By.CSS_SELECTOR, ".history details")[-1]
    folded.find_element(By.TAG_NAME, "summary").click()
    visitor.click("The whole page as it was then")
    assert visitor.sees("because of pull_request.opened")
    visitor.click("Show the last evaluation")
    assert visitor.sees("Last evaluated at")

    for width in (360, 800, 1400):
        browser.set_window_size(width, 1200)
        assert not overflows(browser), width
    browser.set_window_size(1280, 1600)
    assert refused(visitor) == []
    stage.desk.github.close()


def test_a_merged_pull_request_shows_the_verdict_of_its_time(
    browser: webdriver.Chrome, served: Front
) -> None:
    stage = service(served)
    pull = opened(stage)
    for login in ("cy", "bo"):
        approved(stage, pull, login)
    stage.world.merge(pull.number, by="ana", repository=REPOSITORY)
    visitor = Visitor(browser, address(served, path(pull)))
    visitor.click("Sign in with GitHub")
    visitor.press("button[value=cy]")
    assert visitor.sees("the verdicts are those of that time")
    assert visitor.sees("100 % 2 of 2 files covered")
    assert refused(visitor) == []
    stage.desk.github.close()

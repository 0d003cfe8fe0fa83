"""A real Chromium, and somebody in front of it, for tests marked `browser`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

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


@contextmanager
def chromium(folder: Path) -> Iterator[webdriver.Chrome]:
    """Opened with its data in `folder`; the test is skipped where there is none to open."""
    missing = _missing()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {missing}")
    if missing:
        pytest.skip(f"not installed: {missing}")
    options = webdriver.ChromeOptions()
    options.binary_location = str(shutil.which("chromium"))
    for argument in (*ARGUMENTS, f"--user-data-dir={folder}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options, service)
    yield driver
    driver.quit()


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

    def press(self, selector: str) -> None:
        """Presses the first thing that the CSS selector finds."""
        self.wait(lambda: self.browser.find_element(By.CSS_SELECTOR, selector)).click()

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

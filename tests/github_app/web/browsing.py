"""What tests with a real browser share."""

from __future__ import annotations

from selenium import webdriver

from tests.chromium import Visitor
from tests.github_app.web.harbour_front import Front


def address(served: Front, path: str = "/") -> str:
    return served.environment["PLUMBLINE_URL"] + path


def refused(visitor: Visitor) -> list[str]:
    """Complaints beyond the pages that answered with something else than success on purpose."""
    return [each for each in visitor.complaints() if "Failed to load resource" not in each]


def overflows(shown: webdriver.Chrome) -> bool:
    """Whether the page is wider than its window."""
    return bool(
        shown.execute_script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
    )

"""The decision log as one file that needs nothing else: no server, no network."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from checks.engine.words import visible
from decisions.log import DecisionLog
from decisions.page.rendering import asset, log_html, template


def static_page(log: DecisionLog, now: datetime) -> str:
    """A whole HTML document with style and script inside. `now` (with a time zone) is when it was
    written; dates that have passed are told by it.
    """
    return template(
        "static.html",
        repository=visible(log.repository.full_name),
        content=log_html(log, now),
        style=Markup(asset("decisions.css")),  # noqa: S704 - a file of our own
        script=Markup(asset("decisions.js")),  # noqa: S704
    )

"""The templates, the style and the script that the exported file and the web service share."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from decisions.log import DecisionLog
from decisions.page.view import view_of
from decisions.page.wish import Wish


def log_html(
    log: DecisionLog,
    now: datetime,
    wish: Wish | None = None,
    searched_to: datetime | None = None,
) -> Markup:
    """The log as a piece of HTML that needs `asset("decisions.css")`, and gets quicker with
    `asset("decisions.js")`.

    Without a `wish` there is no server to ask: the form to filter with waits for the script.
    `searched_to` is given while pull requests merged before it have not been read yet.
    """
    view = view_of(log, now, wish or Wish(), searched_to)
    return Markup(template("log.html", view=view, is_served=wish is not None))  # noqa: S704


def template(name: str, **values: object) -> str:
    """A template of this folder, filled in; everything but markup is escaped."""
    return _environment().get_template(name).render(**values)


@cache
def asset(name: str) -> str:
    """A file of `assets/`: `decisions.css` or `decisions.js`."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("decisions.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

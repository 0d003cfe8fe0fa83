"""The template and the style of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks.engine.words import percent, plural, visible
from reviews.page.evaluation import Evaluation
from reviews.page.markdown import block, inline
from reviews.page.subject import PullSeen
from reviews.page.view import entry_of, view_of
from reviews.page.words import STATES, age, conclusion, moment


def pull_html(
    pull: PullSeen, evaluations: Sequence[Evaluation], now: datetime, key: str = ""
) -> Markup:
    """A piece of HTML that needs `decisions.css` for its colours and `assets/pull.css`.

    `evaluations` are oldest first; `key` chooses the one that is shown in full, the others may be
    gists. `now` is UTC.
    """
    view = view_of(pull, evaluations, now, key)
    return Markup(_environment().get_template("pull.html").render(view=view))  # noqa: S704


def pulls_html(
    repository: str, listed: Sequence[tuple[PullSeen, Evaluation | None]], left_out: int
) -> Markup:
    """A list of pull requests, each with its last evaluation, where one is kept; needs the same
    styles. `left_out` of them are not listed.
    """
    rows = [(pull, entry_of(evaluation) if evaluation else None) for pull, evaluation in listed]
    made = _environment().get_template("pulls.html")
    return Markup(made.render(repository=repository, rows=rows, left_out=left_out))  # noqa: S704


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reviews.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"visible": visible, "block": block, "inline": inline, "moment": moment}
    words = {"conclusion": conclusion, "plural": plural, "percent": percent, "age": age}
    made.globals |= {**words, "states": STATES, "parsed": datetime.fromisoformat}
    return made

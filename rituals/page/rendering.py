"""The templates and the style of the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checks.engine.words import plain, plural, visible
from rituals.engine.calendar import Entry
from rituals.page.ahead import coming, row_of, waiting
from rituals.page.debt_chart import debt_chart
from rituals.page.debt_figures import DebtFigures
from rituals.page.subject import Ahead, Listing, Place
from rituals.page.view import Asked, view_of
from rituals.page.words import STATES, long_day


def rituals_html(
    place: Place,
    asked: Asked,
    entries: Iterable[Entry],
    now: datetime,
    debt: DebtFigures | None = None,
) -> Markup:
    """One repository's rituals, as a piece of HTML that needs `decisions.css` for its colours and
    `assets/rituals.css`. `entries` are those of the calendar; `now` is UTC; `debt` is what the
    ledger says, where one is kept.
    """
    view = view_of(place, asked, entries, now)
    chart = debt_chart(debt) if debt else ""
    return _rendered("rituals.html", view=view, debt=debt, debt_chart=chart)


def overview_html(
    turns: Sequence[Ahead],
    repositories: Sequence[Listing],
    now: datetime,
    address_of: Callable[[str], str],
    *,
    is_cut: bool,
) -> Markup:
    """What waits and what comes next in all `repositories`, with the same styles. `is_cut`: there
    may be more repositories.
    """
    rows = [row_of(each) for each in repositories]
    return _rendered(
        "overview.html",
        waiting=waiting(turns, now),
        coming=coming(turns, now),
        repositories=rows,
        is_counted=any(row.counts for row in rows),
        address_of=address_of,
        is_cut=is_cut,
    )


def _rendered(name: str, **values: object) -> Markup:
    return Markup(_environment().get_template(name).render(**values))  # noqa: S704


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("rituals.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"visible": visible, "plain": plain, "long_day": long_day}
    made.globals |= {"plural": plural, "states": STATES}
    return made

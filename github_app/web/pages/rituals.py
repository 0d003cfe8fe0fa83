"""`/rituals`: what waits and comes next where somebody may look; `/rituals/<owner>/<name>`: all of
one repository.
"""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from github_app.gateway.rituals.page_reading import read_rituals_page
from github_app.gateway.visitors.sessions import Session
from github_app.page_addresses import RITUALS, places_of, rituals_path
from github_app.web.pages.answers import not_here, page
from github_app.web.pages.gate import signed_in
from github_app.web.pages.reception import Reception
from github_app.web.pages.rituals_ahead import rituals_ahead
from github_app.web.pages.visits import Visit, let_in
from rituals.page.rendering import overview_html, rituals_html


def ritual_pages(reception: Reception) -> Blueprint:
    pages = Blueprint("rituals", __name__)

    @pages.get(RITUALS, strict_slashes=False)
    @signed_in(reception)
    def overview(visitor: Session) -> AnyResponse:
        return _overview(reception, visitor)

    @pages.get(f"{RITUALS}/<owner>/<name>")
    @signed_in(reception)
    def rituals(visitor: Session, owner: str, name: str) -> AnyResponse:
        return let_in(reception, visitor, (owner, name), rituals_path, _rituals)

    @pages.get(f"{RITUALS}/<path:_>")
    @signed_in(reception)
    def elsewhere(visitor: Session, **_: str) -> AnyResponse:
        return not_here(visitor)

    return pages


def _overview(reception: Reception, visitor: Session) -> AnyResponse:
    """The requests of `Reception.overview`: all else is known from the last looks."""
    found = reception.overview(visitor)
    turns, listings = rituals_ahead(reception.redis, found.repositories, found.at)
    content = overview_html(turns, listings, found.at, rituals_path, is_cut=found.is_cut)
    return page("rituals.html", visitor=visitor, title="Rituals", content=content)


def _rituals(visit: Visit) -> AnyResponse:
    """One request to GitHub."""
    seen = read_rituals_page(visit.github, visit.reception.redis, visit.repository.id)
    name = visit.repository.full_name
    return page(
        "rituals.html",
        visitor=visit.visitor,
        title=f"Rituals · {name}",
        content=rituals_html(seen.place, seen.asked, seen.entries, seen.at, seen.debt),
        places=places_of(name, "Rituals"),
    )

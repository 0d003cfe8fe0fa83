"""`/repositories`: what somebody may see; `/repositories/<owner>/<name>/decisions`: one log."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from checks.engine.words import visible
from decisions.page import Wish, log_html
from github_app.failures import Gone, NotPermitted
from github_app.gateway.visitors.sessions import Session
from github_app.page_addresses import decisions_path, places_of, pulls_path, rituals_path
from github_app.web.pages.answers import not_here, notice, page
from github_app.web.pages.gate import moved, signed_in
from github_app.web.pages.reception import Reception
from github_app.web.pages.shelf import Shelf

_READING_AGAIN_SECONDS = 3


def repository_pages(reception: Reception, shelf: Shelf) -> Blueprint:
    pages = Blueprint("repositories", __name__)

    @pages.get("/repositories", strict_slashes=False)
    @signed_in(reception)
    def overview(visitor: Session) -> AnyResponse:
        found = reception.overview(visitor)
        return page(
            "repositories.html",
            visitor=visitor,
            overview=found,
            decisions_of=decisions_path,
            reviews_of=pulls_path,
            rituals_of=rituals_path,
        )

    @pages.get("/repositories/<owner>/<name>/decisions")
    @signed_in(reception)
    def decisions(visitor: Session, owner: str, name: str) -> AnyResponse:
        return _decisions(reception, shelf, visitor, owner, name)

    @pages.get("/repositories/<path:_>")
    @signed_in(reception)
    def elsewhere(visitor: Session, **_: str) -> AnyResponse:
        return not_here(visitor)

    return pages


def _decisions(
    reception: Reception, shelf: Shelf, visitor: Session, owner: str, name: str
) -> AnyResponse:
    repository = reception.open(visitor, owner, name)
    if repository is None:
        return not_here(visitor)
    if repository.full_name != f"{owner}/{name}":
        return moved(decisions_path(repository.full_name))
    try:
        read = shelf.log(repository)
    except (Gone, NotPermitted):
        reception.access.forget_installation(repository)
        return not_here(visitor)
    if read is None:
        return notice(
            202,
            "The decisions are being read",
            f"There are many in {visible(repository.full_name)}. This page looks again by itself.",
            visitor=visitor,
            again_in=_READING_AGAIN_SECONDS,
        )
    content = log_html(read.log, read.at, _wish(), read.searched_to)
    name = repository.full_name
    return page(
        "decisions.html",
        visitor=visitor,
        name=name,
        content=content,
        places=places_of(name, "Decisions"),
    )


def _wish() -> Wish:
    asked = request.args
    return Wish.of(
        asked.get("q", ""), asked.getlist("status"), asked.get("folder", ""), asked.get("order", "")
    )

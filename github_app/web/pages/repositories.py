"""`/repositories`: what somebody may see; `/repositories/<owner>/<name>/decisions`: one log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from checks.engine.words import visible
from decisions.page import Wish, log_html
from github_app.failures import Gone, NotPermitted
from github_app.gateway.visitors.sessions import Session
from github_app.web.pages.answers import not_here, notice, page
from github_app.web.pages.reception import Reception
from github_app.web.pages.shelf import Shelf
from github_app.web.pages.targets import own_page

_READING_AGAIN_SECONDS = 3
View = Callable[..., AnyResponse]


def repository_pages(reception: Reception, shelf: Shelf) -> Blueprint:
    pages = Blueprint("repositories", __name__)

    @pages.get("/repositories", strict_slashes=False)
    @_signed_in(reception)
    def overview(visitor: Session) -> AnyResponse:
        found = reception.overview(visitor)
        return page(
            "repositories.html", visitor=visitor, overview=found, decisions_of=decisions_path
        )

    @pages.get("/repositories/<owner>/<name>/decisions")
    @_signed_in(reception)
    def decisions(visitor: Session, owner: str, name: str) -> AnyResponse:
        return _decisions(reception, shelf, visitor, owner, name)

    @pages.get("/repositories/<path:_>")
    @_signed_in(reception)
    def elsewhere(visitor: Session, **_: str) -> AnyResponse:
        return not_here(visitor)

    return pages


def decisions_path(full_name: str) -> str:
    """The address of a repository's decisions."""
    return f"/repositories/{quote(full_name)}/decisions"


def _signed_in(reception: Reception) -> Callable[[View], View]:
    """Lets only people through who are signed in; the others are told where, whatever is there."""

    def around(view: View) -> View:
        @wraps(view)
        def show(**where: Any) -> AnyResponse:
            visitor = reception.visitor()
            return view(visitor, **where) if visitor else please_sign_in(reception)

        return show

    return around


def please_sign_in(reception: Reception) -> AnyResponse:
    wanted = own_page(request.full_path.rstrip("?"))
    address = f"{reception.url}/sign-in?{urlencode({'next': wanted})}"
    return notice(
        401,
        "Please sign in",
        "What stands here is shown to people who may read the repository on GitHub.",
        way_on=("Sign in with GitHub", address),
    )


def _decisions(
    reception: Reception, shelf: Shelf, visitor: Session, owner: str, name: str
) -> AnyResponse:
    repository = reception.open(visitor, owner, name)
    if repository is None:
        return not_here(visitor)
    if repository.full_name != f"{owner}/{name}":
        query = request.query_string.decode("ascii", "ignore")
        there = decisions_path(repository.full_name)
        return redirect(f"{there}?{query}" if query else there, 302)
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
    return page("decisions.html", visitor=visitor, name=repository.full_name, content=content)


def _wish() -> Wish:
    asked = request.args
    return Wish.of(
        asked.get("q", ""), asked.getlist("status"), asked.get("folder", ""), asked.get("order", "")
    )

"""Who is let through to a page, and where the others are sent."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from github_app.web.pages.answers import notice
from github_app.web.pages.reception import Reception
from github_app.web.pages.targets import own_page

View = Callable[..., AnyResponse]


def signed_in(reception: Reception) -> Callable[[View], View]:
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


def moved(there: str) -> AnyResponse:
    """On to the path `there`, with what was asked of this one: the repository has another name."""
    query = request.query_string.decode("ascii", "ignore")
    return redirect(f"{there}?{query}" if query else there, 302)

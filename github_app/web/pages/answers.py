"""How pages for people are answered: whole documents, kept by nobody on the way, running no script
but our own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, render_template

from github_app.web.pages.assets import asset_address

if TYPE_CHECKING:
    from github_app.gateway.visitors.sessions import Session

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
}


def page(template: str, status: int = 200, *, visitor: Session | None, **values: Any) -> Response:
    """A template of `github_app/web/templates`, with who is signed in at its top."""
    html = render_template(template, visitor=visitor, asset=asset_address, **values)
    return Response(html, status, _HEADERS, mimetype="text/html")


def notice(
    status: int,
    title: str,
    text: str,
    *,
    visitor: Session | None = None,
    way_on: tuple[str, str] | None = None,
    again_in: int = 0,
) -> Response:
    """A page that says one thing. `way_on` is the words and the address of a link; `again_in`
    seconds (0: never) later the browser asks again by itself.
    """
    response = page(
        "notice.html",
        status,
        visitor=visitor,
        title=title,
        text=text,
        way_on=way_on,
        again_in=again_in,
    )
    if again_in:
        response.headers["Retry-After"] = str(again_in)
    return response


def not_here(visitor: Session | None) -> Response:
    """The same for what does not exist and for what may not be seen."""
    return notice(
        404,
        "There is nothing here",
        "Either there is no such repository or pull request, or you cannot read it, or Plumbline "
        "is not installed on the repository.",
        visitor=visitor,
        way_on=("Your repositories", "/repositories"),
    )


def switched_off() -> Response:
    return notice(
        404,
        "Signing in is not switched on",
        "Pages with decisions, reviews and rituals are shown to people who signed in with GitHub. "
        "Whoever runs this service can switch them on with GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET "
        "and PLUMBLINE_URL.",
    )


def trouble(visitor: Session | None, seconds: float) -> Response:
    """GitHub does not answer; nothing is wrong with what was asked for."""
    minutes = -(-int(seconds) // 60)
    again = "Please try again in a moment."
    if minutes > 1:
        again = f"Please try again in about {minutes:,} minutes."
    return notice(503, "GitHub does not answer right now", again, visitor=visitor)


def broken_off() -> Response:
    return notice(
        503,
        "This page cannot be made right now",
        "A part of this service does not answer. Please try again in a moment.",
    )

"""Puts the pages together: each view gets the world, locked while it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from sandbox.courier import Courier
from sandbox.origin import is_same_origin
from sandbox.page import actions, issue_pages, pull_pages, source, visitor
from sandbox.page.times import ago
from sandbox.refusals import Refused
from sandbox.world import World

View = Callable[..., AnyResponse | str]

# Nothing is loaded from elsewhere and no script but our own runs, whatever a text contains.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def blueprint(world: World, courier: Courier | None = None) -> Blueprint:
    """All pages of this world, to be registered without a prefix; `courier` sends its webhooks."""
    page = Blueprint(
        "page",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/_page",
    )
    for rule, view in (*pull_pages.VIEWS, *issue_pages.VIEWS, *source.VIEWS):
        page.add_url_rule(rule, view.__name__, _seen(world, view), methods=["GET"])
    page.add_url_rule(
        "/<owner>/<name>/deliveries",
        "show_deliveries",
        _seen(world, partial(issue_pages.show_deliveries, courier=courier)),
    )
    page.add_url_rule(
        "/_page/redeliver",
        "redeliver",
        _done(world, partial(actions.redeliver, courier=courier)),
        methods=["POST"],
    )
    for rule, act in actions.ACTS:
        page.add_url_rule(rule, act.__name__, _done(world, act), methods=["POST"])
    page.add_app_template_filter(visitor.initials, "initials")
    page.add_app_template_filter(visitor.tint, "tint")
    page.add_app_template_filter(lambda moment: ago(moment, world.clock.now()), "ago")
    page.after_request(_with_headers)
    return page


def _seen(world: World, view: View) -> Callable[..., AnyResponse]:
    def show(**where: Any) -> AnyResponse:
        with world.lock:
            try:
                response = make_response(view(world, **where))
            except (Refused, NotFound):
                response = make_response(_missing(world), 404)
            visitor.forget_notice(response)
            return response

    return show


def _done(world: World, act: View) -> Callable[..., AnyResponse]:
    def do(**where: Any) -> AnyResponse:
        if not is_same_origin(request):
            abort(403)
        try:
            return make_response(act(world, **where))
        except Refused as refused:
            return visitor.go_back(refused.message)

    return do


def _missing(world: World) -> str:
    repository = world.repository()
    return render_template("missing.html", **visitor.surroundings(world, repository, ""))


def _with_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response

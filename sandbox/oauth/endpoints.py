"""`/login/oauth/authorize` and `/login/oauth/access_token`, as GitHub documents them for Apps."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from sandbox.app import App
from sandbox.authorizations import Unauthorized, UserToken
from sandbox.oauth.asked import Asked
from sandbox.origin import is_same_origin
from sandbox.page.visitor import people
from sandbox.refusals import Refused
from sandbox.world import World

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self' {}"
)


def blueprint(world: World) -> Blueprint:
    """The endpoints of this world, to be registered without a prefix."""
    made = Blueprint("oauth", __name__, template_folder="templates")
    authorize, token = "/login/oauth/authorize", "/login/oauth/access_token"
    made.add_url_rule(authorize, "ask", lambda: _ask(world), methods=["GET"])
    made.add_url_rule(authorize, "decide", lambda: _decide(world), methods=["POST"])
    made.add_url_rule(token, "token", lambda: _give_token(world), methods=["POST"])
    return made


def _ask(world: World) -> AnyResponse:
    """The page with one button for each person."""
    with world.lock:
        app = world.app
        if app is None or request.args.get("client_id") != app.client_id:
            return make_response("There is no such App.", 404)
        asked = Asked.read(request.args, app)
        if asked.problem:
            return redirect(asked.back(error=asked.problem, error_description=asked.words))
        somebody = people(world, world.repository())
        response = make_response(
            render_template("authorize.html", app=app, people=somebody, asked=asked)
        )
    there = urlsplit(asked.redirect_uri)
    response.headers["Content-Security-Policy"] = _POLICY.format(f"{there.scheme}://{there.netloc}")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _decide(world: World) -> AnyResponse:
    """A button was pressed: back with a code, or with the news that nobody signs in."""
    with world.lock:
        app = world.registered_app()
        asked = Asked.read(request.form, app)
        if not _is_own_page() or asked.problem or request.form.get("client_id") != app.client_id:
            return make_response("This was not asked on the page of this sandbox.", 403)
        login = request.form.get("login", "")
        if not login:
            words = "The user has denied your application access."
            return redirect(asked.back(error="access_denied", error_description=words), 303)
        try:
            account = world.account(login)
        except Refused:
            return make_response("There is nobody of this name.", 404)
        code = world.authorizations.allow(account, asked.redirect_uri, asked.challenge)
    return redirect(asked.back(code=code), 303)


def _is_own_page() -> bool:
    # A page that sends no referrer sends no origin either.
    return request.headers.get("Origin") == "null" or is_same_origin(request)


def _give_token(world: World) -> Response:
    """Answers 200 even to mistakes, as GitHub does; the form depends on `Accept`."""
    sent = request.get_json(silent=True)
    given = sent if isinstance(sent, dict) else request.values.to_dict()
    with world.lock:
        try:
            answer = _pair(_token(world, world.registered_app(), given))
        except Unauthorized as refused:
            answer = {
                "error": refused.kind,
                "error_description": refused.description,
                "error_uri": "https://docs.github.com/apps/managing-oauth-apps/"
                "troubleshooting-oauth-app-access-token-request-errors/",
            }
    if "json" in request.headers.get("Accept", ""):
        return jsonify(answer)
    return Response(urlencode(answer), content_type="application/x-www-form-urlencoded")


def _token(world: World, app: App, given: Mapping[str, object]) -> UserToken:
    def text(name: str) -> str:
        return str(given.get(name) or "")

    own = (app.client_id, app.client_secret)
    if not app.client_secret or (text("client_id"), text("client_secret")) != own:
        message = "The client_id and/or client_secret passed are incorrect."
        raise Unauthorized("incorrect_client_credentials", message)
    if text("grant_type") == "refresh_token":
        return world.authorizations.renew(text("refresh_token"))
    return world.authorizations.redeem(text("code"), text("redirect_uri"), text("code_verifier"))


def _pair(made: UserToken) -> dict[str, object]:
    return {
        "access_token": made.text,
        "expires_in": 28_800,
        "refresh_token": made.refresh,
        "refresh_token_expires_in": 15_897_600,
        "scope": "",
        "token_type": "bearer",
    }

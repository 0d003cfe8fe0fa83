"""To GitHub and back: `/sign-in`, `/sign-in/callback`, `/sign-out`."""

from __future__ import annotations

import hmac

import structlog
from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from github_app.gateway.visitors.failures import Reason, SignedOut, SignInRefused
from github_app.settings import CALLBACK_PATH
from github_app.web.pages.answers import notice
from github_app.web.pages.cookies import Errand
from github_app.web.pages.reception import Reception
from github_app.web.pages.targets import own_page

_log = structlog.stdlib.get_logger(__name__)
_LONGEST = 1_000

_REFUSED: dict[Reason, tuple[int, str, str]] = {
    "stray": (
        400,
        "Please sign in once more",
        "This browser has not begun to sign in here during the last ten minutes, or keeps no "
        "cookies for this page.",
    ),
    "late": (
        400,
        "That took a little too long",
        "What GitHub gave you along for us is no longer good. Signing in once more helps.",
    ),
    "denied": (403, "Nobody was signed in", "GitHub says that you did not want to."),
    "setup": (
        503,
        "Signing in does not work here yet",
        "GitHub refuses it: the App's settings and those of this service do not agree. The log "
        "says how.",
    ),
}


def sign_in_pages(reception: Reception) -> Blueprint:
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    def leave() -> AnyResponse:
        errand = Errand.begin(own_page(request.args.get("next", "")))
        response = redirect(reception.sign_in.address(errand.state, errand.verifier), 303)
        reception.cookies.keep_errand(response, errand)
        return _unkept(response)

    @pages.get(CALLBACK_PATH)
    def come_back() -> AnyResponse:
        errand = reception.cookies.errand(request)
        if errand is None or not errand.is_of(request.args.get("state", "")[:_LONGEST]):
            # What the browser keeps stays: it may belong to another tab that is on its way.
            return _unkept(_refused(reception, "stray"))
        try:
            response = _arrived(reception, errand)
        except SignInRefused as refused:
            response = _refused(reception, refused.reason)
        except SignedOut:
            response = _refused(reception, "late")
        reception.cookies.drop_errand(response)
        return _unkept(response)

    @pages.post("/sign-out")
    def go() -> AnyResponse:
        session = reception.visitor()
        sent = request.form.get("form_key", "")[:_LONGEST].encode()
        if session is None:
            # Forms of other sites come without our cookie; they shall not take it away either.
            return _unkept(redirect("/", 303))
        if not hmac.compare_digest(sent, session.form_key.encode()):
            words = "This was not asked for on a page of ours, so nothing was done."
            return notice(403, "Still signed in", words, visitor=session)
        reception.sessions.end(session)
        response = redirect("/", 303)
        reception.cookies.drop_session(response)
        return _unkept(response)

    return pages


def _arrived(reception: Reception, errand: Errand) -> AnyResponse:
    """Somebody whom we sent to GitHub comes back."""
    if told := request.args.get("error", ""):
        _log.warning("GitHub sent somebody back without a code", why=told[:_LONGEST])
        raise SignInRefused("denied" if told == "access_denied" else "setup", told[:_LONGEST])
    grant = reception.sign_in.grant(request.args.get("code", "")[:_LONGEST], errand.verifier)
    login = reception.login_of(grant)
    if before := reception.visitor():
        reception.sessions.end(before)
    response = redirect(errand.target, 303)
    reception.cookies.keep_session(response, reception.sessions.begin(login, grant))
    _log.info("Somebody signed in", login=login)
    return response


def _refused(reception: Reception, reason: Reason) -> Response:
    status, title, text = _REFUSED[reason]
    return notice(status, title, text, way_on=("Sign in", f"{reception.url}/sign-in"))


def _unkept(response: AnyResponse) -> AnyResponse:
    response.headers["Cache-Control"] = "no-store"
    return response

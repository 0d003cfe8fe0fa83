"""What stands in the place of the pages for people where nobody can sign in: how to change that."""

from __future__ import annotations

from flask import Blueprint, Response

from github_app.page_addresses import REPOSITORIES, RITUALS
from github_app.web.pages.answers import switched_off
from github_app.web.pages.assets import serve_asset

_PAGES = (REPOSITORIES, RITUALS)
_RULES = ("/sign-in", "/sign-in/callback", *_PAGES, *(f"{page}/<path:_>" for page in _PAGES))


def pages_when_off() -> Blueprint:
    pages = Blueprint("people", __name__, template_folder="../templates")
    pages.add_url_rule("/assets/<name>", "asset", serve_asset)
    for rule in _RULES:
        pages.add_url_rule(rule, "off", _off)
    return pages


def _off(**_: str) -> Response:
    return switched_off()

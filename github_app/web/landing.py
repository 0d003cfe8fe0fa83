"""`/`: a page for whoever opens the address in a browser."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response


def landing_page() -> Blueprint:
    page = Blueprint("landing", __name__)
    html = files(__package__).joinpath("landing.html").read_text(encoding="utf-8")

    @page.get("/")
    def land() -> Response:
        return Response(html, mimetype="text/html")

    return page

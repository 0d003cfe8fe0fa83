"""`/`: a page for whoever opens the address in a browser."""

from __future__ import annotations

from flask import Blueprint, render_template

from github_app.settings import Settings


def landing_page(settings: Settings) -> Blueprint:
    page = Blueprint("landing", __name__, template_folder="templates")
    start = f"{settings.public_url}/repositories" if settings.lets_people_in else ""

    @page.get("/")
    def land() -> str:
        return render_template("landing.html", start=start)

    return page

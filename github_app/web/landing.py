"""`/`: a page for whoever opens the address in a browser."""

from __future__ import annotations

from flask import Blueprint, render_template

from github_app.page_addresses import REPOSITORIES, RITUALS
from github_app.settings import Settings


def landing_page(settings: Settings) -> Blueprint:
    page = Blueprint("landing", __name__, template_folder="templates")
    home = settings.public_url if settings.lets_people_in else ""
    start, rituals = (f"{home}{path}" if home else "" for path in (REPOSITORIES, RITUALS))

    @page.get("/")
    def land() -> str:
        return render_template("landing.html", start=start, rituals=rituals)

    return page

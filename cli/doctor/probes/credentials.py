"""Credentials.

Whether GitHub can be reached, which one it is, and whether it takes the App's number and key for
one that fits the other (one request as the App itself, `GET /app`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checks.engine.words import code, plural
from cli.doctor.finding import Finding, ok, problem, unknown
from cli.doctor.scene import Scene
from github_app.gateway.connections import API_VERSION
from github_app.gateway.diagnosis.asking import Heard

ABOUT = "service"
DOING = "asking GitHub whether it knows the App"
_ABOUT_TIME = ("'exp'", "'iat'", "expiration", "issued at")


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.questions is None:
        yield unknown(
            "credentials",
            f"GitHub was not asked, because {scene.app_trouble}; see the settings above.",
        )
        return
    heard = scene.app
    if not heard.status:
        yield out_of_reach(scene.api_url, heard)
        return
    yield reached(scene.api_url, heard)
    if heard.is_good:
        yield accepted(heard.fields, scene.given.app_id)
        yield from client(heard.fields, scene.given.text("GITHUB_CLIENT_ID"), scene.app_settings)
    else:
        yield refused(heard, scene.given.app_id, scene.app_settings)


def out_of_reach(api_url: str, heard: Heard) -> Finding:
    return problem(
        "credentials.github",
        f"GitHub cannot be reached at {code(api_url)}, because {heard.trouble}.",
        "Nothing is judged meanwhile. What GitHub sends is kept, and judged when it answers again.",
        "Find out on this machine where the way ends: name, proxy, firewall, certificate.",
        f"curl -v {api_url}/meta",
    )


def reached(api_url: str, heard: Heard) -> Finding:
    """Which GitHub it is, and in which version of its API it answers."""
    enterprise = heard.headers.get("x-github-enterprise-version")
    spoken = heard.headers.get("x-github-api-version-selected")
    which = f"GitHub Enterprise Server {code(str(enterprise))}" if enterprise else "GitHub"
    facts = [f"in {heard.seconds * 1000:,.0f} ms"]
    if spoken:
        facts.append(f"by its API of {code(str(spoken))}")
    if spoken and spoken != API_VERSION:
        return problem(
            "credentials.github",
            f"{which} answers by its API of {code(str(spoken))}, and not by that of "
            f"`{API_VERSION}`, which was asked for.",
            "Answers may mean something else than Plumbline takes them for.",
            "Take out what rewrites headers between Plumbline and GitHub.",
        )
    return ok("credentials.github", f"{which} answers at {code(api_url)} {', '.join(facts)}.")


def accepted(about: Mapping[str, Any], app_id: int) -> Finding:
    owner = about.get("owner") or {}
    return ok(
        "credentials.app",
        f"It knows the App {code(str(about.get('slug') or ''))} ({app_id}) of "
        f"{code(str(owner.get('login') or owner.get('slug') or ''))} by its key.",
    )


def refused(heard: Heard, app_id: int, page: str) -> Finding:
    """Why the App's own token was not taken."""
    told = code(heard.message or f"status {heard.status}")
    if heard.is_limited:
        return _spent(heard, told)
    what, remedy, where = _cause(heard, told, app_id, page)
    why = "Without it nothing can be read at GitHub, and nothing be said there."
    return problem("credentials.app", what, why, remedy, where)


def _cause(heard: Heard, told: str, app_id: int, page: str) -> tuple[str, str, str]:
    """What is wrong, what to do, and where."""
    if any(word in heard.message.lower() for word in _ABOUT_TIME):
        what = f"GitHub refuses the App's token for its times: {told}."
        return what, "Set this machine's clock right; see below.", "timedatectl set-ntp true"
    if heard.status == 404:
        what = f"GitHub knows no App with the number {app_id}: {told}."
        return what, "Set `GITHUB_APP_ID` to the *App ID* that its settings page shows.", page
    if heard.status == 401:
        what = f"The key in `GITHUB_PRIVATE_KEY` is none of App {app_id}: {told}."
        remedy = "Generate a private key on the App's settings page, and give it the file."
        return what, remedy, page
    what = f"GitHub did not say who the App is: {told}."
    remedy = "Look whether GitHub itself is in trouble, and ask again."
    return what, remedy, "https://www.githubstatus.com"


def _spent(heard: Heard, told: str) -> Finding:
    return problem(
        "credentials.app",
        f"GitHub lets nothing more be asked with the App's credentials for now: {told}.",
        "Deliveries that got lost are not fetched meanwhile, and new repositories not found.",
        f"Wait for {_minutes_left(heard)}. All programs with this App's key draw on one limit.",
    )


def _minutes_left(heard: Heard) -> str:
    try:
        left = round((float(heard.headers["x-ratelimit-reset"]) - heard.sent) / 60)
    except (KeyError, ValueError, OverflowError):
        left = 1
    return plural(min(max(1, left), 60), "minute")


def client(about: Mapping[str, Any], client_id: str, page: str) -> Iterator[Finding]:
    """Whether people sign in with the same App."""
    told = about.get("client_id")
    if client_id and told and told != client_id:
        yield problem(
            "credentials.client",
            f"`GITHUB_CLIENT_ID` is {code(client_id)}, and this App's is {code(str(told))}.",
            "People would sign in to another App, which sees other repositories.",
            "Set the client ID and a client secret of this App.",
            page,
        )

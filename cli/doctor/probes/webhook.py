"""Webhook.

Where GitHub sends the App's events and how (`GET /app/hook/config`), and whether the service
answers there when it is asked from this machine. That it does not may be the fault of this
machine's way there alone; what GitHub itself experienced is said by the deliveries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from checks.engine.words import code
from cli.doctor.finding import Finding, ok, problem, unknown, warning
from cli.doctor.knocking import Knocked, knock
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "looking at the webhook"
PATH = "/webhook"


def examine(scene: Scene) -> Iterator[Finding]:
    if scene.app_trouble or scene.questions is None:
        yield unknown("webhook", f"Not looked at, because {scene.app_trouble}.")
        return
    heard, page = scene.questions.webhook(), scene.app_settings
    config = heard.fields
    if not heard.is_good or not {"url", "content_type"} & config.keys():
        told = code(heard.message or f"status {heard.status}")
        yield unknown(
            "webhook",
            f"GitHub did not tell how it is configured: {told}.",
            remedy=f"See whether the webhook is active and its URL ends in `{PATH}`.",
            where=page,
        )
        return
    url = str(config.get("url") or "")
    found = list(configured(config, url, page, is_beside=is_local(scene.api_url)))
    yield from found
    if url and not any(each.id == "webhook.url" and each.status == "problem" for each in found):
        yield answered(url, knock(_health(url)))


def configured(
    config: Mapping[str, Any], url: str, page: str, *, is_beside: bool = False
) -> Iterator[Finding]:
    """Whether what GitHub is told to do is what Plumbline awaits. `is_beside`: that GitHub runs on
    this machine, as the pretend one does.
    """
    if not url:
        yield problem(
            "webhook.url",
            "The App has no webhook URL.",
            "GitHub tells Plumbline nothing, so no pull request is judged by itself.",
            f"Make the webhook active and enter `https://YOUR-HOST{PATH}` as its URL.",
            page,
        )
        return
    yield _address(url, page, is_beside=is_beside)
    yield from _manner(config, page)


def _manner(config: Mapping[str, Any], page: str) -> Iterator[Finding]:
    """How it is delivered, as far as that is not as it should be."""
    if not config.get("secret"):
        yield warning(
            "webhook.secret",
            "GitHub tells of no webhook secret.",
            "Without one it signs nothing, and what is not signed is refused.",
            "Enter what `GITHUB_WEBHOOK_SECRET` holds as *Webhook secret*.",
            page,
        )
    if config.get("content_type", "json") != "json":
        yield warning(
            "webhook.content_type",
            f"Events are sent as {code(str(config.get('content_type')))}, not as `json`.",
            "Plumbline reads both, but forms are a third larger, and GitHub cuts off at 25 MB.",
            "Choose `application/json` as content type.",
            page,
        )
    if str(config.get("insecure_ssl", "0")) != "0":
        yield warning(
            "webhook.insecure_ssl",
            "GitHub does not verify the certificate when it delivers.",
            "Whoever stands on the way can read what private repositories tell.",
            "Enable SSL verification for the webhook.",
            page,
        )


def _address(url: str, page: str, *, is_beside: bool) -> Finding:
    parts = urlsplit(url)
    shown = code(_without_login(url))
    if not is_beside and is_local(url):
        return problem(
            "webhook.url",
            f"GitHub is to deliver to {shown}, which leads nowhere from outside.",
            "GitHub tells Plumbline nothing, so no pull request is judged by itself.",
            f"Enter an address that GitHub can reach, `https://YOUR-HOST{PATH}`.",
            page,
        )
    if parts.path.rstrip("/") != PATH:
        return warning(
            "webhook.url",
            f"GitHub delivers to {shown}, and Plumbline listens at `{PATH}`.",
            "Unless something in between changes the path, every delivery is answered with 404.",
            f"Let the webhook URL end in `{PATH}`.",
            page,
        )
    if parts.scheme != "https" and not is_beside:
        return warning(
            "webhook.url",
            f"GitHub delivers to {shown}, which is not encrypted.",
            "Whoever stands on the way can read what private repositories tell.",
            "Put a proxy with a certificate in front, and enter the address with `https`.",
            page,
        )
    return ok("webhook.url", f"GitHub delivers to {shown}.")


def answered(url: str, knocked: Knocked) -> Finding:
    """What came of asking for the health of whatever stands behind the webhook's address."""
    if knocked.is_plumbline:
        took = f"{knocked.seconds * 1000:,.0f} ms"
        return ok("webhook.answers", f"Plumbline answers there, in {took}.")
    what = (
        f"Something answers at {code(_health(url))}, with status {knocked.status}, that is not "
        "Plumbline"
        if knocked.status
        else f"Nothing answers at {code(_health(url))} when asked from this machine"
    )
    return warning(
        "webhook.answers",
        f"{what}: {knocked.trouble}." if knocked.trouble else f"{what}.",
        "Whether GitHub can deliver there is told by its deliveries alone, see below.",
        "Look whether `plumbline web` runs, and where the proxy in front of it leads.",
        f"curl -i {_health(url)}",
    )


def _health(url: str) -> str:
    parts = urlsplit(_without_login(url))
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix(PATH)}/healthz"


def _without_login(url: str) -> str:
    """An address may carry a password."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def is_local(url: str) -> bool:
    """Whether an address leads to the machine itself."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False

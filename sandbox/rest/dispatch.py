"""Finds the route of a request, lets the caller in, and shapes answer and refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

from sandbox.refusals import Refused
from sandbox.rest import apps, checks, commits, content, general, issues, pulls, rules, visitors
from sandbox.rest.route import LARGEST_PAGE, PER_PAGE, Answer, Call, Page, Route

ROUTES: tuple[Route, ...] = (
    *apps.ROUTES,
    *checks.ROUTES,
    *commits.ROUTES,
    *content.ROUTES,
    *general.ROUTES,
    *issues.ROUTES,
    *pulls.ROUTES,
    *rules.ROUTES,
    *visitors.ROUTES,
)
DOCUMENTATION = "https://docs.github.com/rest"


def find_route(verb: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """The route of a path without `/api/v3`, with the parts of the path."""
    for pattern, route in _patterns():
        if route.verb == verb and (match := pattern.fullmatch(path)):
            return route, match.groupdict()
    return None


def respond(route: Route, call: Call, path: str) -> Answer:
    """Carry out a call; refusals come as the exception `Refused`."""
    route.admit(call)
    answer = route.answer(call)
    if isinstance(answer, Page):
        return _paged(answer, call, path)
    return answer if isinstance(answer, Answer) else Answer(200, answer)


def refusal(refused: Refused) -> dict[str, Any]:
    """The body of an answer that is an error."""
    body: dict[str, Any] = {
        "message": refused.message,
        "documentation_url": DOCUMENTATION,
        "status": str(refused.status),
    }
    if refused.errors:
        body["errors"] = refused.errors
    return body


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Route], ...]:
    """The most exact patterns first, so that a name never hides an endpoint."""
    ordered = sorted(ROUTES, key=lambda route: (route.path.count("{"), -len(route.path)))
    return tuple((re.compile(_pattern(route.path)), route) for route in ordered)


def _pattern(path: str) -> str:
    """Names become groups; a path, a reference or a comparison may contain slashes."""
    wide = re.sub(r"\{(path|ref|basehead|branch)\}", r"(?P<\1>.+?)", path)
    return re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", wide)


def _paged(page: Page, call: Call, path: str) -> Answer:
    size = _positive(call.query, "per_page", PER_PAGE, LARGEST_PAGE)
    number = _positive(call.query, "page", 1)
    last = max(1, -(-len(page.items) // size))
    found = [page.shape(item) for item in page.items[(number - 1) * size : number * size]]
    data = {"total_count": len(page.items), page.wrap: found} if page.wrap else found
    return Answer(200, data, _links(call, path, number, last))


def _links(call: Call, path: str, number: int, last: int) -> dict[str, str]:
    steps = {"prev": number - 1, "next": number + 1, "first": 1, "last": last}
    if number <= 1:
        del steps["prev"], steps["first"]
    if number >= last:
        del steps["next"], steps["last"]
    url = f"{call.world.address}/api/v3{path}"
    links = [
        f'<{url}?{urlencode({**call.query, "page": target})}>; rel="{name}"'
        for name, target in steps.items()
    ]
    return {"Link": ", ".join(links)} if links else {}


def _positive(query: Mapping[str, str], name: str, default: int, most: int = 10**9) -> int:
    text = query.get(name, "")
    return max(1, min(int(text), most)) if text.isdecimal() else default

"""What the address of a page asks for, and what surrounds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import abort, request
from markupsafe import Markup

from sandbox.issues import Issue
from sandbox.page.markdown import render
from sandbox.page.references import References
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.world import World


def repository(world: World, owner: str, name: str) -> Repository:
    return world.repository(f"{owner}/{name}")


def pull_request(world: World, owner: str, name: str, number: int) -> PullRequest:
    return world.pull(repository(world, owner, name), number)


def state() -> str:
    """Which half of a list: `open` or `closed`."""
    wanted = request.args.get("state", "open")
    return wanted if wanted in ("open", "closed") else abort(404)


def counts(issues: Sequence[Issue]) -> dict[str, int]:
    """How many are open and how many closed."""
    is_open = [issue.state == "open" for issue in issues]
    return {"open": sum(is_open), "closed": len(is_open) - sum(is_open)}


def html_of(world: World, place: Repository) -> Callable[[str | None], Markup]:
    """Renders what people wrote in this repository."""
    references = References(world, place)
    return lambda text: render(text, references)

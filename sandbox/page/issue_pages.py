"""The pages beside the pull requests: issues, deliveries, and the pulse that tells of news."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sandbox.courier import Courier
from sandbox.issues import Issue
from sandbox.page import asked
from sandbox.page.pulse import pulse
from sandbox.page.timeline import timeline
from sandbox.page.visitor import surroundings
from sandbox.pull_requests import PullRequest
from sandbox.world import World

SHOWN_DELIVERIES = 200


def show_issues(world: World, owner: str, name: str) -> str:
    repository = asked.repository(world, owner, name)
    state = asked.state()
    return render_template(
        "issues.html",
        **surroundings(world, repository, "issues"),
        state=state,
        counts=asked.counts(repository.issues),
        issues=_pinned_first(
            issue for issue in reversed(repository.issues) if issue.state == state
        ),
    )


def _pinned_first(issues: Iterable[Issue]) -> list[Issue]:
    return sorted(issues, key=lambda issue: not issue.is_pinned)


def show_issue(world: World, owner: str, name: str, number: int) -> str | Response:
    repository = asked.repository(world, owner, name)
    issue = world.issue(repository, number)
    if isinstance(issue, PullRequest):
        return redirect(url_for("page.show_pull", owner=owner, name=name, number=number))
    return render_template(
        "issue.html",
        **surroundings(world, repository, "issues"),
        issue=issue,
        entries=timeline(issue),
        html_of=asked.html_of(world, repository),
    )


def new_issue(world: World, owner: str, name: str) -> str:
    """The form for a new issue; an address may fill it in, as on GitHub."""
    repository = asked.repository(world, owner, name)
    fields = ("title", "body", "labels", "assignees")
    filled_in = {field: request.args.get(field, "") for field in fields}
    return render_template(
        "new_issue.html", **surroundings(world, repository, "issues"), **filled_in
    )


def show_deliveries(world: World, courier: Courier | None, owner: str, name: str) -> str:
    """The newest webhooks and what was answered; those of other repositories are left out."""
    repository = asked.repository(world, owner, name)
    sent = [
        delivery
        for delivery in reversed(courier.deliveries.values() if courier else ())
        if delivery.repository_id in (None, repository.id)
    ]
    around = surroundings(world, repository, "deliveries")
    return render_template("deliveries.html", **around, deliveries=sent[:SHOWN_DELIVERIES])


def show_pulse(world: World, owner: str, name: str) -> Response:
    return Response(pulse(asked.repository(world, owner, name)), mimetype="text/plain")


VIEWS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/<owner>/<name>/issues", show_issues),
    ("/<owner>/<name>/issues/new", new_issue),
    ("/<owner>/<name>/issues/<int:number>", show_issue),
    ("/<owner>/<name>/pulse", show_pulse),
)

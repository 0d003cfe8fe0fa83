"""The pages one looks at: pull requests, their checks and files, issues, deliveries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from sandbox.courier import Courier
from sandbox.issues import Issue
from sandbox.page.file_view import file_views, remarks_by_path
from sandbox.page.listing import lines
from sandbox.page.markdown import render
from sandbox.page.pulse import pulse
from sandbox.page.references import References
from sandbox.page.timeline import standings, timeline
from sandbox.page.verdicts import summary, verdicts
from sandbox.page.visitor import surroundings
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.world import World

SHOWN_DELIVERIES = 200


def show_start(world: World) -> Response:
    repository = world.repository()
    return redirect(url_for("page.show_pulls", owner=repository.owner.login, name=repository.name))


def show_repository(world: World, owner: str, name: str) -> Response:
    found = _repository(world, owner, name)
    return redirect(url_for("page.show_pulls", owner=found.owner.login, name=found.name))


def show_pulls(world: World, owner: str, name: str) -> str:
    repository = _repository(world, owner, name)
    state = _state()
    return render_template(
        "pulls.html",
        **surroundings(world, repository, "pulls"),
        state=state,
        counts=_counts(repository.pulls),
        lines=lines([pull for pull in reversed(repository.pulls) if pull.state == state]),
    )


def show_pull(world: World, owner: str, name: str, number: int) -> str:
    pull = _pull(world, owner, name, number)
    return render_template(
        "pull.html",
        **_around_pull(world, pull, "conversation"),
        entries=timeline(pull),
        standings=standings(pull),
        summary=summary(pull),
        html_of=_html_of(world, pull.repository),
        can_push=world.can_push,
    )


def show_checks(world: World, owner: str, name: str, number: int) -> str:
    pull = _pull(world, owner, name, number)
    around = _around_pull(world, pull, "checks")
    wanted = request.args.get("run", "")
    chosen = next((v for v in around["verdicts"] if str(v.run.id) == wanted), None)
    references = References(world, pull.repository)
    return render_template(
        "checks.html",
        **around,
        chosen=chosen or next(iter(around["verdicts"]), None),
        html_of=lambda text: render(text, references, breaks=False),
    )


def show_files(world: World, owner: str, name: str, number: int) -> str:
    pull = _pull(world, owner, name, number)
    around = _around_pull(world, pull, "files")
    remarks = remarks_by_path(verdict.run for verdict in around["verdicts"])
    return render_template("files.html", **around, files=file_views(pull.files, remarks))


def show_issues(world: World, owner: str, name: str) -> str:
    repository = _repository(world, owner, name)
    state = _state()
    return render_template(
        "issues.html",
        **surroundings(world, repository, "issues"),
        state=state,
        counts=_counts(repository.issues),
        issues=[issue for issue in reversed(repository.issues) if issue.state == state],
    )


def show_issue(world: World, owner: str, name: str, number: int) -> str | Response:
    repository = _repository(world, owner, name)
    issue = world.issue(repository, number)
    if isinstance(issue, PullRequest):
        return redirect(url_for("page.show_pull", owner=owner, name=name, number=number))
    return render_template(
        "issue.html",
        **surroundings(world, repository, "issues"),
        issue=issue,
        entries=timeline(issue),
        html_of=_html_of(world, repository),
    )


def show_deliveries(world: World, courier: Courier | None, owner: str, name: str) -> str:
    """The newest webhooks and what was answered; those of other repositories are left out."""
    repository = _repository(world, owner, name)
    sent = [
        delivery
        for delivery in reversed(courier.deliveries.values() if courier else ())
        if delivery.repository_id in (None, repository.id)
    ]
    around = surroundings(world, repository, "deliveries")
    return render_template("deliveries.html", **around, deliveries=sent[:SHOWN_DELIVERIES])


def show_pulse(world: World, owner: str, name: str) -> Response:
    return Response(pulse(_repository(world, owner, name)), mimetype="text/plain")


VIEWS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/", show_start),
    ("/<owner>/<name>", show_repository),
    ("/<owner>/<name>/pulls", show_pulls),
    ("/<owner>/<name>/pull/<int:number>", show_pull),
    ("/<owner>/<name>/pull/<int:number>/checks", show_checks),
    ("/<owner>/<name>/pull/<int:number>/files", show_files),
    ("/<owner>/<name>/issues", show_issues),
    ("/<owner>/<name>/issues/<int:number>", show_issue),
    ("/<owner>/<name>/pulse", show_pulse),
)


def _repository(world: World, owner: str, name: str) -> Repository:
    return world.repository(f"{owner}/{name}")


def _pull(world: World, owner: str, name: str, number: int) -> PullRequest:
    return world.pull(_repository(world, owner, name), number)


def _around_pull(world: World, pull: PullRequest, tab: str) -> dict[str, Any]:
    return {
        **surroundings(world, pull.repository, "pulls"),
        "pull": pull,
        "tab": tab,
        "commits": pull.commits,
        "verdicts": verdicts(pull.repository, pull.head_oid),
    }


def _html_of(world: World, repository: Repository) -> Callable[[str | None], Markup]:
    references = References(world, repository)
    return lambda text: render(text, references)


def _state() -> str:
    state = request.args.get("state", "open")
    return state if state in ("open", "closed") else abort(404)


def _counts(issues: list[Issue] | list[PullRequest]) -> dict[str, int]:
    is_open = [issue.state == "open" for issue in issues]
    return {"open": sum(is_open), "closed": len(is_open) - sum(is_open)}

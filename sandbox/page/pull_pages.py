"""The pages of pull requests: the list, the conversation, the checks, the files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from sandbox.page import asked
from sandbox.page.file_view import file_views, remarks_by_path
from sandbox.page.listing import lines
from sandbox.page.markdown import render
from sandbox.page.merge_groups import merge_groups
from sandbox.page.references import References
from sandbox.page.timeline import standings, timeline
from sandbox.page.verdicts import summary, verdicts
from sandbox.page.visitor import surroundings
from sandbox.pull_requests import PullRequest
from sandbox.world import World


def show_start(world: World) -> Response:
    repository = world.repository()
    return redirect(url_for("page.show_pulls", owner=repository.owner.login, name=repository.name))


def show_repository(world: World, owner: str, name: str) -> Response:
    found = asked.repository(world, owner, name)
    return redirect(url_for("page.show_pulls", owner=found.owner.login, name=found.name))


def show_pulls(world: World, owner: str, name: str) -> str:
    repository = asked.repository(world, owner, name)
    state = asked.state()
    return render_template(
        "pulls.html",
        **surroundings(world, repository, "pulls"),
        state=state,
        counts=asked.counts(repository.pulls),
        lines=lines([pull for pull in reversed(repository.pulls) if pull.state == state]),
    )


def show_pull(world: World, owner: str, name: str, number: int) -> str:
    pull = asked.pull_request(world, owner, name, number)
    return render_template(
        "pull.html",
        **_around_pull(world, pull, "conversation"),
        entries=timeline(pull),
        standings=standings(pull),
        reviewers=_reviewers(world, pull),
        busy=_busy(world),
        summary=summary(pull),
        groups=merge_groups(pull),
        html_of=asked.html_of(world, pull.repository),
    )


def show_checks(world: World, owner: str, name: str, number: int) -> str:
    pull = asked.pull_request(world, owner, name, number)
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
    pull = asked.pull_request(world, owner, name, number)
    around = _around_pull(world, pull, "files")
    remarks = remarks_by_path(verdict.run for verdict in around["verdicts"])
    return render_template("files.html", **around, files=file_views(pull.files, remarks))


VIEWS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("/", show_start),
    ("/<owner>/<name>", show_repository),
    ("/<owner>/<name>/pulls", show_pulls),
    ("/<owner>/<name>/pull/<int:number>", show_pull),
    ("/<owner>/<name>/pull/<int:number>/checks", show_checks),
    ("/<owner>/<name>/pull/<int:number>/files", show_files),
)


def _reviewers(world: World, pull: PullRequest) -> list[str]:
    """Whom one may ask: people and teams with access of their own, but not the author."""
    owner = pull.repository
    people = [
        each.login
        for each in world.accounts.values()
        if each.kind == "User" and each is not pull.author and world.granted_role(owner, each)
    ]
    teams = [
        f"{each.organization.login}/{each.slug}"
        for each in world.teams.values()
        if world.team_role(owner, each)
    ]
    return [*people, *teams]


def _busy(world: World) -> set[str]:
    statuses = ((each, world.status(each)) for each in world.accounts.values())
    return {each.login for each, status in statuses if status and status.is_busy}


def _around_pull(world: World, pull: PullRequest, tab: str) -> dict[str, Any]:
    return {
        **surroundings(world, pull.repository, "pulls"),
        "pull": pull,
        "tab": tab,
        "commits": pull.commits,
        "verdicts": verdicts(pull.repository, pull.head_oid),
    }

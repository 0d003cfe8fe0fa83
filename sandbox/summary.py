"""The whole state in one JSON value, for tests that run against a separate process."""

from __future__ import annotations

from typing import Any

from sandbox.check_runs import CheckRun
from sandbox.clock import iso
from sandbox.issues import Comment, Issue
from sandbox.pull_requests import PullRequest
from sandbox.repository import Repository
from sandbox.service import Service


def summary(service: Service) -> dict[str, Any]:
    """Repositories with pull requests, check runs, comments and issues; deliveries; time."""
    world = service.world
    return {
        "now": iso(world.clock.now()),
        "app": {"id": world.app.id, "slug": world.app.slug} if world.app else None,
        "installations": [
            {"id": each.id, "account": each.account.login} for each in world.installations.values()
        ],
        "repositories": [
            _repository(each) for each in world.repositories.values() if each.parent is None
        ],
        "teams": {key: sorted(team.members) for key, team in world.teams.items()},
        "exchanges": service.exchanges.count,
        "deliveries": [
            {
                "id": each.id,
                "guid": each.guid,
                "event": each.event,
                "action": each.action,
                "status": each.status,
                "status_code": each.status_code,
            }
            for each in list(service.courier.deliveries.values())
        ],
    }


def _repository(it: Repository) -> dict[str, Any]:
    return {
        "id": it.id,
        "full_name": it.full_name,
        "default_branch": it.default_branch,
        "branches": it.git.branches(),
        "labels": [label.name for label in it.labels],
        "pull_requests": [_pull(pull) for pull in it.pulls],
        "issues": [_issue(issue) for issue in it.issues],
        "merge_groups": _merge_groups(it),
    }


def _issue(it: Issue) -> dict[str, Any]:
    return {
        "number": it.number,
        "title": it.title,
        "body": it.body,
        "state": it.state,
        "author": it.author.login if it.author else None,
        "labels": [label.name for label in it.labels],
        "assignees": [person.login for person in it.assignees],
        "created_at": iso(it.created_at),
        "comments": [_comment(each) for each in it.comments],
    }


def _pull(it: PullRequest) -> dict[str, Any]:
    return {
        **_issue(it),
        "draft": it.is_draft,
        "merged": it.merged_at is not None,
        "fork": it.is_fork,
        "base": it.base_name,
        "base_oid": it.base_oid,
        "head": it.head_name,
        "head_oid": it.head_oid,
        "files": [change.path for change in it.files],
        "reviews": [
            {"author": each.author.login if each.author else None, "state": each.state}
            for each in it.reviews
        ],
        "requested": [
            *(each.login for each in it.requested_people),
            *(f"{each.organization.login}/{each.slug}" for each in it.requested_teams),
        ],
        "check_runs": _runs(it.repository, it.head_oid),
    }


def _merge_groups(it: Repository) -> list[dict[str, Any]]:
    queue = "gh-readonly-queue/"
    return [
        {"branch": branch, "head_oid": oid, "check_runs": _runs(it, oid)}
        for branch, oid in it.git.branches().items()
        if branch.startswith(queue)
    ]


def _runs(it: Repository, oid: str) -> list[dict[str, Any]]:
    """The latest run of each name on a commit."""
    return [_run(run) for suite in it.suites if suite.head_oid == oid for run in suite.latest]


def _run(it: CheckRun) -> dict[str, Any]:
    return {
        "id": it.id,
        "name": it.name,
        "status": it.status,
        "conclusion": it.conclusion,
        "title": it.title,
        "summary": it.summary,
        "text": it.text,
        "external_id": it.external_id,
        "details_url": it.details_url,
        "annotations": [
            {
                "path": each.path,
                "start_line": each.start_line,
                "end_line": each.end_line,
                "level": each.level,
                "title": each.title,
                "message": each.message,
            }
            for each in it.annotations
        ],
    }


def _comment(it: Comment) -> dict[str, Any]:
    return {
        "id": it.id,
        "author": it.author.login,
        "body": it.body,
        "minimized": it.minimized_reason,
    }

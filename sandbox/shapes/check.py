"""Check runs, suites and annotations as JSON."""

from __future__ import annotations

from sandbox.check_runs import Annotation, CheckRun, CheckSuite
from sandbox.clock import iso, iso_or_none
from sandbox.shapes.account import Shape
from sandbox.shapes.app import app
from sandbox.shapes.commit import simple_commit
from sandbox.shapes.pull import pull_minimal
from sandbox.shapes.repository import repository, repository_api, repository_web
from sandbox.state import WorldState


def check_run_page(world: WorldState, it: CheckRun) -> str:
    return f"{repository_web(world, it.suite.repository)}/runs/{it.id}"


def check_run(world: WorldState, it: CheckRun, *, webhook: bool = False) -> Shape:
    """`check-run`; webhooks carry the whole suite in it."""
    suite = it.suite
    url = f"{repository_api(world, suite.repository)}/check-runs/{it.id}"
    return {
        "id": it.id,
        "name": it.name,
        "node_id": it.node_id,
        "head_sha": suite.head_oid,
        "external_id": it.external_id,
        "url": url,
        "html_url": check_run_page(world, it),
        "details_url": it.details_url or check_run_page(world, it),
        "status": it.status,
        "conclusion": it.conclusion,
        "started_at": iso(it.started_at),
        "completed_at": iso_or_none(it.completed_at),
        "output": {
            "title": it.title,
            "summary": it.summary,
            "text": it.text,
            "annotations_count": len(it.annotations),
            "annotations_url": f"{url}/annotations",
        },
        "check_suite": _suite_in_run(world, suite) if webhook else {"id": suite.id},
        "app": app(world, suite.app),
        "pull_requests": pulls_of(world, suite),
    }


def pulls_of(world: WorldState, suite: CheckSuite) -> list[Shape]:
    """Open pull requests from branches of this repository; those of forks are never listed."""
    return [
        pull_minimal(world, pull)
        for pull in suite.repository.open_pulls
        if pull.head_oid == suite.head_oid and not pull.is_fork
    ]


def annotation(world: WorldState, run: CheckRun, it: Annotation) -> Shape:
    """`check-annotation`."""
    page = repository_web(world, run.suite.repository)
    return {
        "path": it.path,
        "start_line": it.start_line,
        "end_line": it.end_line,
        "start_column": it.start_column,
        "end_column": it.end_column,
        "annotation_level": it.level,
        "title": it.title,
        "message": it.message,
        "raw_details": it.raw_details,
        "blob_href": f"{page}/blob/{run.suite.head_oid}/{it.path}",
    }


def _suite_in_run(world: WorldState, it: CheckSuite) -> Shape:
    return {
        "id": it.id,
        "node_id": it.node_id,
        "head_branch": it.head_branch,
        "head_sha": it.head_oid,
        "status": it.status,
        "conclusion": it.conclusion,
        "url": f"{repository_api(world, it.repository)}/check-suites/{it.id}",
        "before": None,
        "after": it.head_oid,
        "pull_requests": pulls_of(world, it),
        "app": app(world, it.app),
        "created_at": iso(it.created_at),
        "updated_at": iso(it.updated_at),
    }


def check_suite(world: WorldState, it: CheckSuite) -> Shape:
    """`check-suite`."""
    return {
        **_suite_in_run(world, it),
        "repository": repository(world, it.repository),
        "latest_check_runs_count": len(it.latest),
        "check_runs_url": (
            f"{repository_api(world, it.repository)}/check-suites/{it.id}/check-runs"
        ),
        "rerequestable": True,
        "runs_rerequestable": True,
        "head_commit": simple_commit(it.repository.git.commit_at(it.head_oid)),
    }


def check_suite_in_webhook(world: WorldState, it: CheckSuite) -> Shape:
    """The suite as `check_suite` events carry it: without its repository."""
    shape = check_suite(world, it)
    for key in ("repository", "rerequestable", "runs_rerequestable"):
        del shape[key]
    return shape

"""Check runs and check suites."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sandbox.check_requests import Output, RunRequest
from sandbox.check_runs import Action, Annotation, CheckRun, CheckSuite
from sandbox.refusals import Refused, invalid, not_found
from sandbox.rest.route import Answer, Call, Page, Route
from sandbox.shapes.check import annotation, check_run, check_suite

STATUSES = ("queued", "in_progress", "completed")
LEVELS = ("notice", "warning", "failure")
CONCLUSIONS = (
    "success",
    "failure",
    "neutral",
    "cancelled",
    "skipped",
    "timed_out",
    "action_required",
    "stale",
)


def create(call: Call) -> Answer:
    call.given("name", "CheckRun")
    head = call.given("head_sha", "CheckRun")
    app = call.world.registered_app()
    run = call.world.create_check_run(call.repository, app, head, request_of(call.body))
    return Answer(201, check_run(call.world, run))


def update(call: Call) -> Any:
    run = _run(call)
    call.world.update_check_run(run, request_of(call.body or {}))
    return check_run(call.world, run)


def get(call: Call) -> Any:
    return check_run(call.world, _run(call))


def list_annotations(call: Call) -> Page:
    run = _run(call)
    return Page(run.annotations, lambda each: annotation(call.world, run, each))


def rerequest_run(call: Call) -> Answer:
    call.world.rerequest_run(_run(call), call.bot)
    return Answer(201, {})


def runs_of_commit(call: Call) -> Page:
    """`filter=latest` (the default) or `all`; also by `check_name`, `status` and `app_id`."""
    suites = [suite for suite in call.repository.suites if suite.head_oid == commit_oid(call)]
    if call.query.get("app_id"):
        suites = [suite for suite in suites if str(suite.app.id) == call.query["app_id"]]
    return _page(call, suites)


def runs_of_suite(call: Call) -> Page:
    return _page(call, [_suite(call)])


def suites_of_commit(call: Call) -> Page:
    oid, app_id = commit_oid(call), call.query.get("app_id")
    found = [
        suite
        for suite in call.repository.suites
        if suite.head_oid == oid and app_id in (None, str(suite.app.id))
    ]
    return Page(found, lambda each: check_suite(call.world, each), wrap="check_suites")


def get_suite(call: Call) -> Any:
    return check_suite(call.world, _suite(call))


def rerequest_suite(call: Call) -> Answer:
    call.world.rerequest(_suite(call), call.bot)
    return Answer(201, {})


def commit_oid(call: Call) -> str:
    """The oid of the commit the path names by oid or branch."""
    commit = call.repository.git.revision(call.path["ref"])
    if commit is None:
        raise Refused(f"No commit found for SHA: {call.path['ref']}")
    return str(commit.id)


def request_of(body: Mapping[str, Any]) -> RunRequest:
    """The body of a call that creates or updates a run."""
    return RunRequest(
        name=body.get("name"),
        status=_one_of("status", body.get("status"), STATUSES),
        conclusion=_one_of("conclusion", body.get("conclusion"), CONCLUSIONS),
        started_at=_moment(body.get("started_at")),
        completed_at=_moment(body.get("completed_at")),
        details_url=body.get("details_url"),
        external_id=body.get("external_id"),
        output=_output(body["output"]) if body.get("output") else None,
        actions=None if body.get("actions") is None else [Action(**a) for a in body["actions"]],
    )


def _output(given: Mapping[str, Any]) -> Output:
    for name in ("title", "summary"):
        if not given.get(name):
            raise invalid("CheckRun", f"output.{name}", "missing_field", f"{name} is missing")
    found = [_annotation(each) for each in given.get("annotations") or ()]
    return Output(given["title"], given["summary"], given.get("text"), found)


def _annotation(given: Mapping[str, Any]) -> Annotation:
    required = ("path", "start_line", "end_line", "annotation_level", "message")
    for name in required:
        if name not in given:
            raise invalid("CheckRun", f"annotations.{name}", "missing_field", f"{name} is missing")
    return Annotation(
        path=given["path"],
        start_line=given["start_line"],
        end_line=given["end_line"],
        level=_one_of("annotation_level", given["annotation_level"], LEVELS),
        message=given["message"],
        title=given.get("title"),
        raw_details=given.get("raw_details"),
        start_column=given.get("start_column"),
        end_column=given.get("end_column"),
    )


def _one_of(name: str, value: Any, known: tuple[str, ...]) -> Any:
    if value is not None and value not in known:
        raise invalid("CheckRun", name, "invalid", f"{value} is not a {name}")
    return value


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _page(call: Call, suites: list[CheckSuite]) -> Page:
    everything = call.query.get("filter") == "all"
    name, status = call.query.get("check_name"), call.query.get("status")
    found = [
        run
        for suite in suites
        for run in (suite.runs if everything else suite.latest)
        if name in (None, run.name) and status in (None, run.status)
    ]
    return Page(found[::-1], lambda each: check_run(call.world, each), wrap="check_runs")


def _run(call: Call) -> CheckRun:
    for suite in call.repository.suites:
        for run in suite.runs:
            if run.id == call.number:
                return run
    raise not_found()


def _suite(call: Call) -> CheckSuite:
    for suite in call.repository.suites:
        if suite.id == call.number:
            return suite
    raise not_found()


BASE = "/repos/{owner}/{repo}"
NEEDS = ("checks",)
ROUTES = (
    Route("POST", f"{BASE}/check-runs", create, NEEDS),
    Route("GET", f"{BASE}/check-runs/{{check_run_id}}", get, NEEDS),
    Route("PATCH", f"{BASE}/check-runs/{{check_run_id}}", update, NEEDS),
    Route("GET", f"{BASE}/check-runs/{{check_run_id}}/annotations", list_annotations, NEEDS),
    Route("POST", f"{BASE}/check-runs/{{check_run_id}}/rerequest", rerequest_run, NEEDS),
    Route("GET", f"{BASE}/commits/{{ref}}/check-runs", runs_of_commit, NEEDS),
    Route("GET", f"{BASE}/commits/{{ref}}/check-suites", suites_of_commit, NEEDS),
    Route("GET", f"{BASE}/check-suites/{{check_suite_id}}", get_suite, NEEDS),
    Route("GET", f"{BASE}/check-suites/{{check_suite_id}}/check-runs", runs_of_suite, NEEDS),
    Route("POST", f"{BASE}/check-suites/{{check_suite_id}}/rerequest", rerequest_suite, NEEDS),
)

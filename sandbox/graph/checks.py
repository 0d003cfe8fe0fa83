"""Check suites, runs and annotations."""

from __future__ import annotations

from typing import Any

from sandbox.app import App
from sandbox.check_runs import Annotation, CheckRun, CheckSuite
from sandbox.clock import iso, iso_or_none
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import View, shows
from sandbox.shapes.check import check_run_page
from sandbox.shapes.repository import repository_web


def upper(text: str | None) -> str | None:
    """GraphQL spells in capitals what REST spells in small letters."""
    return text.upper() if text else None


@shows(App)
class AppView(View[App]):
    typename = "App"

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def slug(self) -> str:
        return self.it.slug

    @property
    def description(self) -> str:
        return ""

    @property
    def url(self) -> str:
        return f"{self.world.address}/apps/{self.it.slug}"


@shows(CheckSuite)
class CheckSuiteView(View[CheckSuite]):
    typename = "CheckSuite"

    @property
    def app(self) -> AppView:
        return AppView(self.context, self.it.app)

    @property
    def branch(self) -> Any:
        name = self.it.head_branch
        return self.repository.branch(name) if name else None

    def check_runs(self, filter_by: dict[str, Any] | None = None, **page: Any) -> Connection:
        """Latest runs of each name by default, all of them on request."""
        wanted = filter_by or {}
        everything = wanted.get("checkType", "LATEST") == "ALL"
        runs = self.it.runs if everything else self.it.latest
        name, statuses = wanted.get("checkName"), wanted.get("statuses")
        found = [
            run
            for run in runs
            if (name is None or run.name == name)
            and (not statuses or run.status.upper() in statuses)
            and wanted.get("appId", self.it.app.id) in (self.it.app.id, None)
        ]
        return connect(found, self.show, **page)

    @property
    def commit(self) -> Any:
        return self.repository.commit_at(self.it.head_oid)

    @property
    def status(self) -> str:
        return self.it.status.upper()

    @property
    def conclusion(self) -> str | None:
        return upper(self.it.conclusion)

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.updated_at)

    @property
    def repository(self) -> Any:
        return self.show(self.it.repository)

    @property
    def url(self) -> str:
        return f"{repository_web(self.world, self.it.repository)}/suites/{self.it.id}"

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)


@shows(CheckRun)
class CheckRunView(View[CheckRun]):
    typename = "CheckRun"

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def external_id(self) -> str | None:
        return self.it.external_id or None

    @property
    def status(self) -> str:
        return self.it.status.upper()

    @property
    def conclusion(self) -> str | None:
        return upper(self.it.conclusion)

    @property
    def started_at(self) -> str:
        return iso(self.it.started_at)

    @property
    def completed_at(self) -> str | None:
        return iso_or_none(self.it.completed_at)

    @property
    def details_url(self) -> str:
        return self.it.details_url or self.url

    @property
    def url(self) -> str:
        return check_run_page(self.world, self.it)

    @property
    def permalink(self) -> str:
        return self.url

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

    @property
    def title(self) -> str | None:
        return self.it.title

    @property
    def summary(self) -> str | None:
        return self.it.summary

    @property
    def text(self) -> str | None:
        return self.it.text

    def annotations(self, **page: Any) -> Connection:
        return connect(self.it.annotations, self._annotation, **page)

    @property
    def check_suite(self) -> CheckSuiteView:
        return CheckSuiteView(self.context, self.it.suite)

    @property
    def repository(self) -> Any:
        return self.check_suite.repository

    def _annotation(self, it: Annotation) -> dict[str, Any]:
        page = repository_web(self.world, self.it.suite.repository)
        return {
            "annotationLevel": it.level.upper(),
            "blobUrl": f"{page}/blob/{self.it.suite.head_oid}/{it.path}",
            "databaseId": self.it.id,
            "location": {
                "start": {"line": it.start_line, "column": it.start_column},
                "end": {"line": it.end_line, "column": it.end_column},
            },
            "message": it.message,
            "path": it.path,
            "rawDetails": it.raw_details,
            "title": it.title,
        }

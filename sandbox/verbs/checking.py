"""Check runs: what the App reports, and people asking for it again."""

from __future__ import annotations

from sandbox.accounts import Account
from sandbox.app import App
from sandbox.check_requests import RunRequest, check_request
from sandbox.check_runs import CheckRun, CheckSuite
from sandbox.refusals import Refused, invalid
from sandbox.repository import Repository
from sandbox.shapes.check import check_run, check_suite_in_webhook
from sandbox.verbs.telling import Telling


class Checking(Telling):
    """Verbs about check suites and check runs."""

    def create_check_run(
        self, repository: Repository, app: App, head_oid: str, request: RunRequest
    ) -> CheckRun:
        """A new run; with the same name on the same head it becomes the latest one."""
        if not request.name:
            raise invalid("CheckRun", "name", "missing_field", "name is missing")
        if not repository.git.has_commit(head_oid):
            raise Refused(f"No commit found for SHA: {head_oid}")
        check_request(request)
        suite = self.suite_for(repository, app, head_oid)
        number, node = self.identify("CR")
        started = request.started_at or self.clock.now()
        run = CheckRun(number, node, suite, request.name, "queued", started)
        suite.runs.append(run)
        self.nodes[node] = run
        self._apply(run, request)
        self._tell_run("created", run, app.bot)
        if run.status == "completed":
            self._tell_completed(run, app.bot)
        return run

    def update_check_run(self, run: CheckRun, request: RunRequest) -> CheckRun:
        """Change a run; annotations are added to those it has."""
        check_request(request)
        was = run.status
        self._apply(run, request)
        if run.status == "completed" and was != "completed":
            self._tell_completed(run, run.suite.app.bot)
        return run

    def suite_for(
        self, repository: Repository, app: App, oid: str, branch: str | None = None
    ) -> CheckSuite:
        """The app's suite of a commit, made when there is none."""
        for suite in repository.suites:
            if suite.head_oid == oid and suite.app is app:
                return suite
        number, node = self.identify("CS")
        branches = repository.git.branches()
        head_branch = branch or next((b for b, tip in branches.items() if tip == oid), None)
        now = self.clock.now()
        suite = CheckSuite(number, node, repository, app, oid, head_branch, now, now)
        repository.suites.append(suite)
        self.nodes[node] = suite
        return suite

    def request_suite(self, repository: Repository, oid: str, branch: str, sender: Account) -> None:
        """What GitHub does by itself after a push to the repository (never for forks)."""
        installation = self.installation_of(repository)
        if installation and installation.permissions.get("checks") == "write":
            suite = self.suite_for(repository, installation.app, oid, branch)
            self._tell_suite("requested", suite, sender)

    def rerun(
        self, number: int, name: str, *, by: str | None = None, repository: str | None = None
    ) -> CheckRun:
        """A person presses "Re-run" on the latest run of that name on a pull request's head."""
        with self.lock:
            suite = self.head_suite(number, repository)
            run = next((run for run in suite.latest if run.name == name), None)
            if run is None:
                raise Refused(f"No check run is named {name}", 404)
            self.rerequest_run(run, self._person(suite.repository, number, by))
            return run

    def rerequest_run(self, run: CheckRun, sender: Account) -> None:
        """The run itself does not change; its suite is queued again."""
        run.suite.requested_again = True
        self._tell_run("rerequested", run, sender)

    def rerequest_suite(
        self, number: int, *, by: str | None = None, repository: str | None = None
    ) -> None:
        """A person presses "Re-run all checks" on a pull request."""
        with self.lock:
            suite = self.head_suite(number, repository)
            self.rerequest(suite, self._person(suite.repository, number, by))

    def rerequest(self, suite: CheckSuite, sender: Account) -> None:
        suite.requested_again = True
        self._tell_suite("rerequested", suite, sender)

    def head_suite(self, number: int, repository: str | None = None) -> CheckSuite:
        """The suite of a pull request's head; refused when nothing has been reported yet."""
        owner = self.repository(repository)
        head = self.pull(owner, number).head_oid
        for suite in owner.suites:
            if suite.head_oid == head:
                return suite
        raise Refused("No check suite on this head", 404)

    def _person(self, repository: Repository, number: int, by: str | None) -> Account:
        author = self.pull(repository, number).author
        return self.account(by) if by else author or repository.owner

    def _apply(self, run: CheckRun, request: RunRequest) -> None:
        suite = run.suite
        suite.requested_again = False
        suite.updated_at = self.clock.now()
        run.name = request.name or run.name
        run.started_at = request.started_at or run.started_at
        if request.details_url is not None:
            run.details_url = request.details_url
        if request.external_id is not None:
            run.external_id = request.external_id
        if request.output:
            run.title, run.summary = request.output.title, request.output.summary
            run.text = request.output.text if request.output.text is not None else run.text
            run.annotations.extend(request.output.annotations)
        if request.actions is not None:
            run.actions = list(request.actions)
        self._apply_status(run, request)

    def _apply_status(self, run: CheckRun, request: RunRequest) -> None:
        if request.conclusion:
            run.status, run.conclusion = "completed", request.conclusion
            run.completed_at = request.completed_at or self.clock.now()
        elif request.status:
            run.status, run.conclusion, run.completed_at = request.status, None, None

    def _tell_run(self, action: str, run: CheckRun, sender: Account) -> None:
        shape = check_run(self, run, webhook=True) if self.listeners else {}
        self.tell("check_run", action, run.suite.repository, sender, check_run=shape)

    def _tell_completed(self, run: CheckRun, sender: Account) -> None:
        self._tell_run("completed", run, sender)
        if run.suite.status == "completed":
            self._tell_suite("completed", run.suite, sender)

    def _tell_suite(self, action: str, suite: CheckSuite, sender: Account) -> None:
        shape = check_suite_in_webhook(self, suite) if self.listeners else {}
        self.tell("check_suite", action, suite.repository, sender, check_suite=shape)

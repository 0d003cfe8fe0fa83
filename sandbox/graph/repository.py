"""Repositories and branches."""

from __future__ import annotations

from typing import Any

from sandbox.clock import iso, iso_or_none
from sandbox.codeowners import owners_errors
from sandbox.graph.collaborators import collaborators
from sandbox.graph.commit import CommitView, git_view
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import Context, View, shows
from sandbox.graph.issue import IssueView, LabelView
from sandbox.graph.people import AccountView, account_view
from sandbox.graph.permitted import PermittedConnection
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused, not_found
from sandbox.repository import Repository
from sandbox.shapes.codeowners import owners_error
from sandbox.shapes.repository import repository_web


@shows(Repository)
class RepositoryView(View[Repository]):
    typename = "Repository"

    @property
    def name(self) -> str:
        return self.it.name

    @property
    def name_with_owner(self) -> str:
        return self.it.full_name

    @property
    def description(self) -> str | None:
        return self.it.description or None

    @property
    def owner(self) -> AccountView | None:
        return account_view(self.context, self.it.owner)

    @property
    def url(self) -> str:
        return repository_web(self.world, self.it)

    @property
    def resource_path(self) -> str:
        return self.path_of(self.url)

    @property
    def is_archived(self) -> bool:
        return self.it.archived

    @property
    def is_disabled(self) -> bool:
        return False

    @property
    def is_locked(self) -> bool:
        return False

    @property
    def is_empty(self) -> bool:
        return not self.it.git.branches()

    @property
    def is_fork(self) -> bool:
        return self.it.parent is not None

    @property
    def is_private(self) -> bool:
        return self.it.private

    @property
    def visibility(self) -> str:
        return self.it.visibility.upper()

    @property
    def has_issues_enabled(self) -> bool:
        return self.it.has_issues

    @property
    def created_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def updated_at(self) -> str:
        return iso(self.it.created_at)

    @property
    def pushed_at(self) -> str | None:
        return iso_or_none(self.it.pushed_at)

    @property
    def parent(self) -> RepositoryView | None:
        return RepositoryView(self.context, self.it.parent) if self.it.parent else None

    @property
    def default_branch_ref(self) -> RefView | None:
        return self.ref(self.it.default_branch)

    def ref(self, qualified_name: str) -> RefView | None:
        self.context.caller.need("contents")
        return self.branch(qualified_name.removeprefix("refs/heads/"))

    def branch(self, name: str) -> RefView | None:
        """A branch by its short name, if it exists."""
        return RefView(self.context, self.it, name) if self.it.git.tip(name) else None

    def commit_at(self, oid: str) -> CommitView:
        """A commit that is known to be there."""
        return CommitView(self.context, self.it, self.it.git.commit_at(oid))

    def object(self, expression: str | None = None, oid: str | None = None) -> Any:
        """A commit, tree or blob by `<revision>:<path>` or by its oid."""
        self.context.caller.need("contents")
        if expression is not None:
            if expression == "HEAD" or expression.startswith("HEAD:"):
                expression = self.it.default_branch + expression.removeprefix("HEAD")
            found: object = self.it.git.find(expression)
            path = expression.partition(":")[2].strip("/")
            return git_view(self.context, self.it, found, path)
        found = None if oid in self.it.git.forgotten else self.it.git.git.get(oid or "")
        return git_view(self.context, self.it, found)

    def pull_request(self, number: int) -> Any:
        self.context.caller.need("pull_requests")
        found = self.it.pull(number)
        if found is None:
            raise not_found(f"Could not resolve to a PullRequest with the number of {number}.")
        return self.show(found)

    def pull_requests(
        self,
        states: list[str] | None = None,
        labels: list[str] | None = None,
        base_ref_name: str | None = None,
        head_ref_name: str | None = None,
        order_by: dict[str, str] | None = None,
        **page: Any,
    ) -> Connection:
        self.context.caller.need("pull_requests")
        found = [
            pull
            for pull in self.it.pulls
            if (states is None or self.show(pull).state in states)
            and base_ref_name in (None, pull.base_name)
            and head_ref_name in (None, pull.head_name)
            and carries(pull, labels)
        ]
        return connect(ordered(found, order_by), self.show, **page)

    def issue(self, number: int) -> IssueView:
        self.context.caller.need("issues")
        found = self.it.numbered.get(number)
        if found is None or isinstance(found, PullRequest):
            raise not_found(f"Could not resolve to an Issue with the number of {number}.")
        return IssueView(self.context, found)

    def issue_or_pull_request(self, number: int) -> Any:
        self.context.caller.need("issues", "pull_requests")
        found = self.it.numbered.get(number)
        if found is None:
            message = f"Could not resolve to an issue or pull request with the number of {number}."
            raise not_found(message)
        return self.show(found)

    def issues(
        self,
        states: list[str] | None = None,
        labels: list[str] | None = None,
        order_by: dict[str, str] | None = None,
        filter_by: dict[str, Any] | None = None,
        **page: Any,
    ) -> Connection:
        self.context.caller.need("issues")
        wanted = filter_by or {}
        states, labels = wanted.get("states", states), wanted.get("labels", labels)
        found = [
            issue
            for issue in self.it.issues
            if (states is None or issue.state.upper() in states)
            and carries(issue, labels)
            and is_wanted(issue, wanted)
        ]
        return connect(ordered(found, order_by), self.show, **page)

    def label(self, name: str) -> LabelView | None:
        self.context.caller.need("issues", "pull_requests")
        found = self.it.label(name)
        return LabelView(self.context, found, self.it) if found else None

    def labels(self, query: str | None = None, order_by: Any = None, **page: Any) -> Connection:
        del order_by
        self.context.caller.need("issues", "pull_requests")
        wanted = (query or "").casefold()
        found = [label for label in self.it.labels if wanted in label.name.casefold()]
        return connect(found, lambda label: LabelView(self.context, label, self.it), **page)

    def assignable_users(self, query: str | None = None, **page: Any) -> Connection:
        wanted = (query or "").casefold()
        found = [
            account
            for account in self.world.accounts.values()
            if account.kind == "User"
            and wanted in account.key
            and self.world.role(self.it, account)
        ]
        return connect(found, self.show, **page)

    def collaborators(self, login: str | None = None, **asked: Any) -> PermittedConnection:
        """Those with access of their own; `login` asks for one of them."""
        return collaborators(self.context, self.it, login, **asked)

    def codeowners(self, ref_name: str | None = None) -> dict[str, Any] | None:
        """What is wrong in the file; None without one."""
        self.context.caller.need("contents")
        found = owners_errors(self.world, self.it, ref_name or self.it.default_branch)
        if found is None:
            return None
        return {"errors": [owners_error(each) for each in found]}


class RefView(View[Repository]):
    """A branch of a repository."""

    typename = "Ref"
    prefix = "refs/heads/"
    __slots__ = ("branch",)

    def __init__(self, context: Context, owner: Repository, branch: str) -> None:
        super().__init__(context, owner)
        self.branch = branch

    @property
    def id(self) -> str:
        return f"REF_{self.it.node_id}_{self.branch}"

    @property
    def name(self) -> str:
        return self.branch

    @property
    def repository(self) -> RepositoryView:
        return RepositoryView(self.context, self.it)

    @property
    def ref_update_rule(self) -> dict[str, Any] | None:
        """What branch protection lets everybody know; rulesets are no part of it."""
        if self.branch not in self.it.protections:
            return None
        contexts = [each.context for each in self.it.protections[self.branch]]
        return {"pattern": self.branch, "requiredStatusCheckContexts": contexts}

    @property
    def target(self) -> CommitView:
        oid = self.it.git.tip(self.branch)
        if oid is None:
            raise Refused(f"No branch {self.branch}")
        return CommitView(self.context, self.it, self.it.git.commit_at(oid))


def carries(issue: Issue, names: list[str] | None) -> bool:
    """True when the issue has any of the labels; no names means no filter."""
    if not names:
        return True
    wanted = {name.casefold() for name in names}
    return any(label.name.casefold() in wanted for label in issue.labels)


def is_wanted(issue: Issue, wanted: dict[str, Any]) -> bool:
    """The rest of `IssueFilters`: who wrote it, whose it is, since when."""
    creator, assignee, since = (wanted.get(k) for k in ("createdBy", "assignee", "since"))
    return (
        (creator is None or (issue.author is not None and issue.author.key == creator.casefold()))
        and (assignee in (None, "*") or any(a.login == assignee for a in issue.assignees))
        and (since is None or iso(issue.updated_at) >= since)
    )


def ordered(found: list[Any], by: dict[str, str] | None) -> list[Any]:
    """Sorted as `IssueOrder` says; oldest first without one."""
    if by is None:
        return found
    keys = {
        "CREATED_AT": lambda issue: (issue.created_at, issue.number),
        "UPDATED_AT": lambda issue: (issue.updated_at, issue.number),
        "COMMENTS": lambda issue: (len(issue.comments), issue.number),
    }
    return sorted(found, key=keys[by["field"]], reverse=by["direction"] == "DESC")

"""Commits, and who made them."""

from __future__ import annotations

import re
from typing import Any

import pygit2

from sandbox.changes import Change
from sandbox.clock import iso
from sandbox.graph.connection import Connection, connect
from sandbox.graph.context import FACTORIES, Context
from sandbox.graph.git import GitView, TreeEntryView, TreeView, content_view
from sandbox.repository import Repository
from sandbox.shapes.commit import moment

CO_AUTHOR = re.compile(r"^co-authored-by:\s*(.+?)\s*<([^>]+)>\s*$", re.IGNORECASE | re.MULTILINE)


class CommitView(GitView[pygit2.Commit]):
    typename = "Commit"
    prefix = "C"

    @property
    def url(self) -> str:
        return self.commit_url

    @property
    def message(self) -> str:
        return self.it.message.rstrip("\n")

    @property
    def message_headline(self) -> str:
        return self.message.split("\n", 1)[0]

    @property
    def message_body(self) -> str:
        return self.message.partition("\n")[2].strip()

    @property
    def author(self) -> dict[str, Any]:
        return git_actor(self.context, self.it.author)

    @property
    def committer(self) -> dict[str, Any]:
        return git_actor(self.context, self.it.committer)

    def authors(self, **page: Any) -> Connection:
        """The author, then everybody a `Co-authored-by` trailer names."""
        first = self.it.author
        others = [
            pygit2.Signature(name, email, first.time, first.offset)
            for name, email in CO_AUTHOR.findall(self.it.message)
            if email.casefold() != first.email.casefold()
        ]
        return connect([first, *others], lambda who: git_actor(self.context, who), **page)

    @property
    def authored_date(self) -> str:
        return iso(moment(self.it.author))

    @property
    def committed_date(self) -> str:
        return iso(moment(self.it.committer))

    @property
    def additions(self) -> int:
        return sum(change.additions for change in self._changes())

    @property
    def deletions(self) -> int:
        return sum(change.deletions for change in self._changes())

    @property
    def changed_files_if_available(self) -> int:
        return len(self._changes())

    def parents(self, **page: Any) -> Connection:
        return connect(self.it.parents, self._commit, **page)

    @property
    def tree(self) -> TreeView:
        return TreeView(self.context, self.owner, self.it.tree, "")

    def file(self, path: str) -> TreeEntryView | None:
        found = self.owner.git.find(f"{self.oid}:{path}")
        folder = path.rpartition("/")[0]
        if not isinstance(found, pygit2.Object) or not path:
            return None
        return TreeEntryView(self.context, self.owner, found, folder)

    def check_suites(self, filter_by: dict[str, Any] | None = None, **page: Any) -> Connection:
        self.context.caller.need("checks")
        wanted = filter_by or {}
        suites = [
            suite
            for suite in self.owner.suites
            if suite.head_oid == self.oid
            and wanted.get("appId", suite.app.id) in (suite.app.id, None)
        ]
        name = wanted.get("checkName")
        if name:
            suites = [suite for suite in suites if any(run.name == name for run in suite.runs)]
        return connect(suites, self.show, **page)

    @property
    def status_check_rollup(self) -> dict[str, Any] | None:
        self.context.caller.need("checks")
        reached = {
            run.conclusion
            for suite in self.owner.suites
            if suite.head_oid == self.oid
            for run in suite.latest
        }
        if not reached:
            return None
        state = "PENDING" if None in reached else "SUCCESS"
        if reached & {"failure", "timed_out", "cancelled", "action_required"}:
            state = "FAILURE"
        return {"id": f"SCR_{self.id}", "state": state, "commit": self}

    def history(
        self,
        path: str | None = None,
        since: str | None = None,
        until: str | None = None,
        **page: Any,
    ) -> Connection:
        """Commits before this one, newest first, along the first parents' and merged branches."""
        found = [
            commit
            for commit in self.owner.git.git.walk(self.it.id)
            if (since is None or iso(moment(commit.committer)) >= since)
            and (until is None or iso(moment(commit.committer)) <= until)
            and (path is None or self._touches(commit, path))
        ]
        return connect(found, self._commit, **page)

    def associated_pull_requests(self, **page: Any) -> Connection:
        self.context.caller.need("pull_requests")
        found = [
            pull
            for pull in self.owner.pulls
            if not pull.is_fork and self.oid in (pull.head_oid, pull.merge_oid)
        ]
        return connect(found, self.show, **page)

    def _commit(self, commit: pygit2.Commit) -> CommitView:
        return CommitView(self.context, self.owner, commit)

    def _changes(self) -> tuple[Change, ...]:
        if not self.it.parent_ids:
            return ()
        return self.owner.git.changes(str(self.it.parent_ids[0]), self.oid)

    def _touches(self, commit: pygit2.Commit, path: str) -> bool:
        here = self.owner.git.find(f"{commit.id}:{path}")
        if not commit.parent_ids:
            return here is not None
        there = self.owner.git.find(f"{commit.parent_ids[0]}:{path}")
        return (here and here.id) != (there and there.id)


def git_actor(context: Context, signature: pygit2.Signature) -> dict[str, Any]:
    """Somebody as git knows them, with the account the address belongs to."""
    account = context.world.account_by_email(signature.email)
    return {
        "name": signature.name,
        "email": signature.email,
        "date": iso(moment(signature)),
        "user": FACTORIES[type(account)](context, account) if account else None,
    }


def commit_view(context: Context, owner: Repository, oid: str) -> CommitView | None:
    """A commit by its oid; None when it is no longer there."""
    git = owner.git
    return CommitView(context, owner, git.commit_at(oid)) if git.has_commit(oid) else None


def git_view(context: Context, owner: Repository, found: object, path: str = "") -> Any:
    """The view of whatever git object it is."""
    if isinstance(found, pygit2.Commit):
        return CommitView(context, owner, found)
    return content_view(context, owner, found, path)

"""Branches: commits that arrive, and the pull requests they move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.accounts import Account
from sandbox.git_store import Content
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.shapes.commit import pushed_commit
from sandbox.shapes.pull import pull as pull_shape
from sandbox.shapes.repository import repository_web
from sandbox.verbs.checking import Checking
from sandbox.verbs.noting import Noting

NO_COMMIT = "0" * 40


class Pushing(Checking, Noting):
    """Verbs about branches."""

    def push_to_branch(
        self,
        branch: str,
        files: Mapping[str, Content],
        message: str,
        *,
        by: str,
        repository: str | None = None,
    ) -> str:
        """Put one commit on a branch of the repository (None removes a file); answers its oid."""
        with self.lock:
            owner, author = self.repository(repository), self.account(by)
            tip = owner.git.tip(branch)
            now = self.clock.now()
            parents = [tip] if tip else []
            oid = owner.git.commit(files, message, self.identity(author), now, parents)
            self.move_branch(owner, branch, oid, author)
            return oid

    def move_branch(self, owner: Repository, branch: str, oid: str, sender: Account) -> None:
        """Point a branch at a commit and tell of the push, and of pull requests it moves."""
        before = owner.git.tip(branch)
        owner.git.point(branch, oid)
        owner.pushed_at = self.clock.now()
        self._tell_push(owner, branch, before, oid, sender)
        if owner.parent is None and branch != owner.default_branch:
            self.request_suite(owner, oid, branch, sender)
        for pull in (owner.parent or owner).open_pulls:
            if pull.head_repository is owner and pull.head_name == branch:
                self._synchronize(pull, oid, sender)

    def commit_to(
        self,
        owner: Repository,
        branch: str,
        files: Mapping[str, Content],
        message: str,
        author: Account,
        onto: str,
    ) -> str:
        """Start a branch with one commit on top of `onto`, without telling anybody yet."""
        now = self.clock.now()
        oid = owner.git.commit(files, message, self.identity(author), now, [onto])
        owner.git.point(branch, oid)
        return oid

    def fork_for(self, owner: Repository, author: Account) -> Repository:
        """The author's fork, made when there is none."""
        name = f"{author.login}/{owner.name}"
        if name.casefold() in self.repositories:
            return self.repositories[name.casefold()]
        git = owner.git.fork(author.login)
        return self.adopt(
            name, git, private=owner.private, branch=owner.default_branch, parent=owner
        )

    def tip_of(self, owner: Repository, branch: str) -> str:
        oid = owner.git.tip(branch)
        if oid is None:
            raise Refused(f"{owner.full_name} has no branch {branch}")
        return oid

    def identity(self, account: Account) -> tuple[str, str]:
        """Name and address in git commits."""
        anonymous = f"{account.id}+{account.login}@users.noreply.github.com"
        return account.name, account.email or anonymous

    def _announce_head(self, pull: PullRequest, sender: Account) -> None:
        pull.repository.git.keep(f"refs/pull/{pull.number}/head", pull.head_oid)
        if not pull.is_fork:
            self._tell_push(pull.repository, pull.head_name, None, pull.head_oid, sender)
            self.request_suite(pull.repository, pull.head_oid, pull.head_name, sender)

    def _synchronize(self, pull: PullRequest, oid: str, sender: Account) -> None:
        before, pull.head_oid = pull.head_oid, oid
        pull.base_oid = pull.base_tip
        pull.updated_at = self.clock.now()
        if pull.repository.git.merge_base(before, oid) != before:
            self.note(pull, "head_ref_force_pushed", sender, before=before, after=oid)
        pull.repository.git.keep(f"refs/pull/{pull.number}/head", oid)
        content: dict[str, Any] = {"number": pull.number, "before": before, "after": oid}
        content["pull_request"] = pull_shape(self, pull) if self.listeners else {}
        self.tell("pull_request", "synchronize", pull.repository, sender, **content)

    def _tell_push(
        self, owner: Repository, branch: str, before: str | None, oid: str, sender: Account
    ) -> None:
        if not self.listeners or self.installation_of(owner) is None:
            return
        name, email = self.identity(sender)
        root = before or owner.git.tip(owner.default_branch) or oid
        commits = owner.git.commits(root, oid)
        forced = bool(before) and owner.git.merge_base(root, oid) != before
        self.tell(
            "push",
            None,
            owner,
            sender,
            ref=f"refs/heads/{branch}",
            before=before or NO_COMMIT,
            after=oid,
            base_ref=None,
            compare=f"{repository_web(self, owner)}/compare/{root[:12]}...{oid[:12]}",
            created=before is None,
            deleted=False,
            forced=forced,
            commits=[pushed_commit(self, owner, each) for each in commits],
            head_commit=pushed_commit(self, owner, owner.git.commit_at(oid)),
            pusher={"name": name, "email": email},
        )

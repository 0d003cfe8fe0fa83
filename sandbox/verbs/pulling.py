"""Pull requests: opening, pushing to, editing and closing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.accounts import Account
from sandbox.git_store import Content, Identity
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.shapes.pull import pull as pull_shape
from sandbox.verbs.checking import Checking
from sandbox.verbs.conversing import DEFAULT_COLOR, Conversing, check_body, check_title
from sandbox.verbs.pushing import Pushing

# Who commits what is done on GitHub's pages.
WEB = ("GitHub", "noreply@github.com")


class Pulling(Pushing, Checking, Conversing):
    """Verbs about pull requests."""

    def open_pull_request(
        self,
        title: str,
        body: str = "",
        *,
        by: str,
        head: str,
        files: Mapping[str, Content] | None = None,
        message: str | None = None,
        base: str | None = None,
        labels: Iterable[str] = (),
        draft: bool = False,
        fork: bool = False,
        repository: str | None = None,
    ) -> PullRequest:
        """Open a pull request from branch `head` of the repository or of the author's fork.

        With `files` (None removes one) the branch is made first: one commit on top of the base.
        """
        with self.lock:
            check_title(title)
            check_body("PullRequest", body)
            owner, author = self.repository(repository), self.account(by)
            base_name = base or owner.default_branch
            base_oid = self.tip_of(owner, base_name)
            source = self.fork_for(owner, author) if fork else owner
            if files is not None:
                self.commit_to(source, head, files, message or title, author, base_oid)
            pull = self._new_pull(owner, source, title, body, author, base_name, head)
            pull.is_draft = draft
            pull.labels = [
                owner.label(name) or self.create_label(owner, name, DEFAULT_COLOR, by=by)
                for name in labels
            ]
            self._announce_head(pull, author)
            self.tell_pull("opened", pull, author)
            return pull

    def push(
        self,
        number: int,
        files: Mapping[str, Content],
        message: str = "Address review",
        *,
        by: str | None = None,
        author: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Add a commit to the pull request's head; answers its oid.

        `author` wrote what `by` commits: a login, or a name with an address no account has
        (`Build <build@acme.example>`).
        """
        with self.lock:
            pull = self.open_pull(repository, number)
            written = self._author(author) if author else None
            return self._move_head(pull, files, message, by, pull.head_oid, written)

    def force_push(
        self,
        number: int,
        files: Mapping[str, Content],
        message: str = "Start over",
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Replace the pull request's commits by one on top of the base; answers its oid."""
        with self.lock:
            pull = self.open_pull(repository, number)
            return self._move_head(pull, files, message, by, pull.base_tip)

    def edit(
        self,
        number: int,
        *,
        title: str | None = None,
        body: str | None = None,
        base: str | None = None,
        by: str | None = None,
        repository: str | None = None,
    ) -> None:
        """Change title, description or base branch."""
        with self.lock:
            pull = self.pull(self.repository(repository), number)
            changes: dict[str, Any] = {}
            if title is not None:
                check_title(title)
                changes["title"], pull.title = {"from": pull.title}, title
            if body is not None:
                check_body("PullRequest", body)
                changes["body"], pull.body = {"from": pull.body}, body
            if base is not None:
                old = {"ref": {"from": pull.base_name}, "sha": {"from": pull.base_oid}}
                self.note(
                    pull,
                    "base_ref_changed",
                    self.actor(pull, by),
                    before=pull.base_name,
                    after=base,
                )
                pull.base_oid = self.tip_of(pull.repository, base)
                changes["base"], pull.base_name = old, base
            if changes:
                pull.updated_at = self.clock.now()
                self.tell_pull("edited", pull, self.actor(pull, by), changes=changes)

    def close(self, number: int, *, by: str | None = None, repository: str | None = None) -> None:
        with self.lock:
            pull = self.open_pull(repository, number)
            self.end_pull(pull, self.actor(pull, by))

    def reopen(self, number: int, *, by: str | None = None, repository: str | None = None) -> None:
        with self.lock:
            pull = self.pull(self.repository(repository), number)
            if pull.state == "open" or pull.merged_at:
                raise Refused("The pull request cannot be reopened.")
            pull.state, pull.closed_at, pull.closed_by = "open", None, None
            pull.base_oid = self.tip_of(pull.repository, pull.base_name)
            self.tell_pull("reopened", pull, self.actor(pull, by))

    def convert_to_draft(
        self, number: int, *, by: str | None = None, repository: str | None = None
    ) -> None:
        with self.lock:
            pull = self.open_pull(repository, number)
            pull.is_draft = True
            self.note(pull, "convert_to_draft", self.actor(pull, by))
            self.tell_pull("converted_to_draft", pull, self.actor(pull, by))

    def ready_for_review(
        self, number: int, *, by: str | None = None, repository: str | None = None
    ) -> None:
        with self.lock:
            pull = self.open_pull(repository, number)
            pull.is_draft = False
            self.note(pull, "ready_for_review", self.actor(pull, by))
            self.tell_pull("ready_for_review", pull, self.actor(pull, by))

    def delete_fork(self, number: int, *, repository: str | None = None) -> None:
        """The pull request's fork is deleted; its commits stay reachable here."""
        with self.lock:
            pull = self.pull(self.repository(repository), number)
            if pull.head_repository and pull.is_fork:
                self.repositories.pop(pull.head_repository.full_name.casefold(), None)
                pull.head_repository = None

    def open_pull(self, repository: str | None, number: int) -> PullRequest:
        pull = self.pull(self.repository(repository), number)
        if pull.state != "open":
            raise Refused("The pull request is closed.")
        return pull

    def actor(self, pull: PullRequest, by: str | None) -> Account:
        """Who does something to a pull request: by default its author."""
        return self.account(by) if by else pull.author or pull.repository.owner

    def tell_pull(self, action: str, pull: PullRequest, sender: Account, **more: Any) -> None:
        shape = pull_shape(self, pull) if self.listeners else {}
        self.tell(
            "pull_request",
            action,
            pull.repository,
            sender,
            number=pull.number,
            pull_request=shape,
            **more,
        )

    def _new_pull(
        self,
        owner: Repository,
        source: Repository,
        title: str,
        body: str,
        author: Account,
        base_name: str,
        head: str,
    ) -> PullRequest:
        now, (ident, node) = self.clock.now(), self.identify("PR")
        pull = PullRequest(ident, node, owner, owner.next_number(), title, body, author, now, now)
        pull.base_name, pull.base_oid = base_name, self.tip_of(owner, base_name)
        pull.head_name, pull.head_oid = head, self.tip_of(source, head)
        pull.head_owner, pull.head_repository = source.owner, source
        owner.numbered[pull.number] = pull
        self.nodes[node] = pull
        return pull

    def _move_head(
        self,
        pull: PullRequest,
        files: Mapping[str, Content],
        message: str,
        by: str | None,
        onto: str,
        author: Identity | None = None,
    ) -> str:
        if pull.head_repository is None:
            raise Refused("The head repository is gone.")
        sender = self.actor(pull, by)
        git = pull.head_repository.git
        now = self.clock.now()
        committer = self.identity(sender)
        oid = git.commit(files, message, author or committer, now, [onto], committer)
        self.move_branch(pull.head_repository, pull.head_name, oid, sender)
        return oid

    def _author(self, name: str) -> Identity:
        words, _, address = name.partition(" <")
        return (words, address.rstrip(">")) if address else self.identity(self.account(name))

    def end_pull(self, pull: PullRequest, sender: Account) -> None:
        """Close a pull request, be it merged or not."""
        if not pull.merged_at:
            pull.base_oid = pull.base_tip
        pull.state, pull.closed_at, pull.closed_by = "closed", self.clock.now(), sender
        pull.updated_at = self.clock.now()
        self.tell_pull("closed", pull, sender)

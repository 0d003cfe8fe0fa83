"""Branches of pull requests brought up to date, rebased, reset, and commits taken back."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.git_store import Content, Identity
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.repository import Repository
from sandbox.verbs.pulling import WEB, Pulling


class Rewriting(Pulling):
    """Verbs that move a pull request's head by more than one new commit; all answer its oid."""

    def update_branch(
        self,
        number: int,
        *,
        by: str | None = None,
        expected: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Press "Update branch": GitHub merges the base in, in the name of who pressed it."""
        with self.lock:
            pull = self.open_pull(repository, number)
            if expected not in (None, pull.head_oid):
                raise Refused("expected head sha didn’t match current head ref.")
            return self._merge_base_in(pull, {}, by, committer=WEB)

    def merge_base(
        self,
        number: int,
        files: Mapping[str, Content] | None = None,
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Merge the base in and push that; with `files` the merge changes more than it merges."""
        with self.lock:
            pull = self.open_pull(repository, number)
            return self._merge_base_in(pull, files or {}, by, committer=None)

    def rebase(
        self,
        number: int,
        files: Mapping[str, Content] | None = None,
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Put the commits on top of the base anew and force-push them; `files` go into the last."""
        with self.lock:
            pull = self.open_pull(repository, number)
            committer = self.identity(self.actor(pull, by))
            return self._point_head(pull, self.replay(pull, committer, files or {}), by)

    def replay(
        self, pull: PullRequest, committer: Identity, files: Mapping[str, Content] | None = None
    ) -> str:
        """The commits written anew on top of the base, without merges; on no branch yet."""
        commits = [each for each in pull.commits if len(each.parent_ids) == 1]
        git, here = pull.repository.git, pull.base_tip
        for commit in commits:
            tree = git.replayed_tree(str(commit.id), here)
            if tree is None:
                raise Refused("The pull request cannot be rebased: there are conflicts.")
            if commit is commits[-1]:
                tree = git.tree_with(tree, files or {})
            author = (commit.author.name, commit.author.email)
            now = self.clock.now()
            here = git.commit_tree(tree, commit.message, author, now, [here], committer)
        return here

    def revert(
        self,
        number: int,
        commit: str | None = None,
        *,
        by: str | None = None,
        repository: str | None = None,
    ) -> str:
        """Push a commit that takes back another one of the branch, the last one by default."""
        with self.lock:
            pull = self.open_pull(repository, number)
            git, head = pull.repository.git, pull.head_oid
            undone = git.commit_at(commit or head)
            tree = git.undone_tree(str(undone.id), head)
            if tree is None:
                raise Refused("The commit cannot be reverted: there are conflicts.")
            title = undone.message.partition("\n")[0]
            message = f'Revert "{title}"\n\nThis reverts commit {undone.id}.'
            who, now = self.identity(self.actor(pull, by)), self.clock.now()
            return self._point_head(pull, git.commit_tree(tree, message, who, now, [head]), by)

    def reset_head(
        self, number: int, to: str, *, by: str | None = None, repository: str | None = None
    ) -> str:
        """Force-push the branch to a commit that exists already."""
        with self.lock:
            pull = self.open_pull(repository, number)
            if not pull.repository.git.has_commit(to):
                raise Refused(f"No commit {to}")
            return self._point_head(pull, to, by)

    def forget_commit(self, oid: str, *, repository: str | None = None) -> None:
        """A commit no branch holds any more is gone for good, as after GitHub's own cleaning."""
        with self.lock:
            self.repository(repository).git.forgotten.add(oid)

    def _merge_base_in(
        self,
        pull: PullRequest,
        files: Mapping[str, Content],
        by: str | None,
        committer: Identity | None,
    ) -> str:
        git, base, head = pull.repository.git, pull.base_tip, pull.head_oid
        if not pull.is_behind:
            raise Refused("There are no new commits on the base branch.")
        tree = git.merged_tree(head, base)
        if tree is None:
            raise Refused("merge conflict between base and head")
        message = f"Merge branch '{pull.base_name}' into {pull.head_name}"
        author, now = self.identity(self.actor(pull, by)), self.clock.now()
        tree = git.tree_with(tree, files)
        made = git.commit_tree(tree, message, author, now, [head, base], committer)
        return self._point_head(pull, made, by)

    def _point_head(self, pull: PullRequest, oid: str, by: str | None) -> str:
        self.move_branch(self._source(pull), pull.head_name, oid, self.actor(pull, by))
        return oid

    def _source(self, pull: PullRequest) -> Repository:
        if pull.head_repository is None:
            raise Refused("The head repository is gone.")
        return pull.head_repository

"""Merging pull requests, as the buttons of GitHub's page do."""

from __future__ import annotations

from typing import Literal

from sandbox.accounts import Account
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused
from sandbox.verbs.pulling import WEB
from sandbox.verbs.rewriting import Rewriting

MergeMethod = Literal["squash", "merge", "rebase"]


class Merging(Rewriting):
    """The verb that ends a pull request well."""

    def merge(
        self,
        number: int,
        *,
        by: str | None = None,
        method: MergeMethod = "squash",
        repository: str | None = None,
    ) -> str:
        """Merge the pull request; answers the oid of the newest commit on the base."""
        with self.lock:
            pull = self.open_pull(repository, number)
            sender, base = self.actor(pull, by), pull.base_tip
            oid, now = self._merged(pull, sender, method), self.clock.now()
            pull.base_oid, pull.merged_at, pull.merged_by, pull.merge_oid = base, now, sender, oid
            self.move_branch(pull.repository, pull.base_name, oid, sender)
            self.end_pull(pull, sender)
            return oid

    def _merged(self, pull: PullRequest, sender: Account, method: MergeMethod) -> str:
        """The commits a merge makes; GitHub itself commits what is done on its pages."""
        git, now, base = pull.repository.git, self.clock.now(), pull.base_tip
        tree = git.merged_tree(base, pull.head_oid)
        if tree is None:
            raise Refused("Pull Request has merge conflicts", 405)
        if method == "rebase":
            return self.replay(pull, self.identity(sender))
        if method == "merge":
            source = pull.head_label.replace(":", "/", 1)
            message = f"Merge pull request #{pull.number} from {source}\n\n{pull.title}"
            parents = [base, pull.head_oid]
            return git.commit_tree(tree, message, self.identity(sender), now, parents, WEB)
        message = f"{pull.title} (#{pull.number})\n\n{pull.body}"
        author = self.identity(pull.author or sender)
        return git.commit_tree(tree, message, author, now, [base], WEB)

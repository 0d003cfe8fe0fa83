"""The rest of life: availability, merge queues, time, and a morning's announcement."""

from __future__ import annotations

from datetime import timedelta

from sandbox.accounts import Status
from sandbox.refusals import Refused
from sandbox.shapes.commit import simple_commit
from sandbox.verbs.leaving import Leaving
from sandbox.verbs.merging import Merging
from sandbox.verbs.moving import Moving
from sandbox.verbs.protecting import Protecting
from sandbox.verbs.reviewing import Reviewing
from sandbox.verbs.teaming import Teaming


class Housekeeping(Reviewing, Merging, Moving, Protecting, Teaming, Leaving):
    """Verbs about names, availability, the merge queue and the clock."""

    def set_status(
        self, login: str, *, busy: bool, message: str = "", hours: float | None = None
    ) -> None:
        """What somebody's profile says of their availability, for so long; no event tells of it."""
        with self.lock:
            account, now, (number, node) = (
                self.account(login),
                self.clock.now(),
                self.identify("US"),
            )
            expires = now + timedelta(hours=hours) if hours is not None else None
            account.status = Status(number, node, busy, message, now, expires)

    def enqueue(self, number: int, *, by: str | None = None, repository: str | None = None) -> str:
        """Put a pull request into the merge queue; answers the merge group's head."""
        with self.lock:
            pull = self.open_pull(repository, number)
            owner, base, sender = pull.repository, pull.base_tip, self.actor(pull, by)
            tree = owner.git.merged_tree(base, pull.head_oid)
            if tree is None:
                raise Refused("The pull request has merge conflicts.")
            message = f"Merge pull request #{number} from {pull.head_label}\n\n{pull.title}"
            identity = self.identity(pull.author or sender)
            now = self.clock.now()
            oid = owner.git.commit_tree(tree, message, identity, now, [base, pull.head_oid])
            branch = f"gh-readonly-queue/{pull.base_name}/pr-{number}-{base}"
            owner.git.point(branch, oid)
            self.tell_pull("enqueued", pull, sender)
            group = {
                "head_sha": oid,
                "head_ref": f"refs/heads/{branch}",
                "base_sha": base,
                "base_ref": f"refs/heads/{pull.base_name}",
                "head_commit": simple_commit(owner.git.commit_at(oid)),
            }
            self.tell("merge_group", "checks_requested", owner, sender, merge_group=group)
            return oid

    def announce(self) -> int:
        """Deliver `pull_request.opened` for every open pull request; answers how many."""
        with self.lock:
            waiting = [
                pull
                for repository in self.repositories.values()
                if self.installation_of(repository)
                for pull in repository.open_pulls
            ]
            for pull in waiting:
                self.tell_pull("opened", pull, self.actor(pull, None))
            return len(waiting)

    def rename_repository(self, old: str, new: str, *, forwards: bool = True) -> None:
        """From now on `old` leads on to `owner/new`, as on GitHub, or nowhere where it `forwards`
        nobody; nobody hears of it.
        """
        with self.lock:
            repository = self.repository(old)
            del self.repositories[old.casefold()]
            if forwards:
                self.former_names[old.casefold()] = repository
            repository.name = new
            self.repositories[repository.full_name.casefold()] = repository

    def revoke_authorization(self, login: str) -> None:
        """Somebody takes back what they allowed the App to do for them."""
        with self.lock:
            self.authorizations.revoke(self.account(login))

    def advance(self, hours: float) -> None:
        """Move the world's clock forward."""
        with self.lock:
            self.clock.advance(timedelta(hours=hours))

"""Accounts that go, come back, or change their name."""

from __future__ import annotations

from sandbox.refusals import Refused
from sandbox.state import WorldState


class Leaving(WorldState):
    """Verbs about accounts; GitHub tells no App of any of them."""

    def remove_account(self, login: str) -> None:
        """Delete or suspend somebody: what they wrote stays, and is nobody's."""
        with self.lock:
            account = self.account(login)
            account.is_gone = True
            self.gone[account.key] = self.accounts.pop(account.key)
            for repository in self.repositories.values():
                for pull in repository.pulls:
                    if account in pull.requested_people:
                        pull.requested_people.remove(account)

    def restore_account(self, login: str) -> None:
        """Lift a suspension."""
        with self.lock:
            account = self.gone.pop(login.casefold(), None)
            if account is None:
                raise Refused(f"{login} is not gone.", 404)
            account.is_gone = False
            self.accounts[account.key] = account

    def rename_account(self, old: str, new: str) -> None:
        """Give somebody another login; ids, access and memberships stay."""
        with self.lock:
            account = self.account(old)
            if new.casefold() in self.accounts:
                raise Refused(f"{new} is taken.")
            before = account.key
            del self.accounts[before]
            account.login = new
            self.accounts[account.key] = account
            teams = [team.members for team in self.teams.values()]
            for logins in (*teams, *self.members.values(), *self.owners.values()):
                if before in logins:
                    logins.discard(before)
                    logins.add(account.key)
            for repository in self.repositories.values():
                if before in repository.roles:
                    repository.roles[account.key] = repository.roles.pop(before)

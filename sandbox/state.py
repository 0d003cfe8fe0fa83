"""What the world consists of, and how things in it are found."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.access import Access
from sandbox.accounts import Account, AccountKind, Status, Team
from sandbox.app import App, Installation, KeyPair, Token
from sandbox.authorizations import Authorizations
from sandbox.clock import Clock
from sandbox.git_store import GitStore
from sandbox.ids import Ids, node_id
from sandbox.issues import Issue
from sandbox.pull_requests import PullRequest
from sandbox.refusals import Refused, not_found
from sandbox.repository import Repository

NODE_PREFIX: dict[AccountKind, str] = {"User": "U", "Organization": "O", "Bot": "BOT"}
DEFAULT_ADDRESS = "http://github.example"
# GitHub lists no more entries than this of one tree.
LISTED_ENTRIES = 100_000

Listener = Callable[[str, dict[str, Any], Repository | None], None]


class WorldState(Access):
    """Accounts, repositories and the App; every change and every read happens under `lock`.

    `directory` keeps the bare git repositories; a temporary one is made when none is given.
    `address` is where the world is served, set by the server. `skew` is how far GitHub's own clock
    is ahead of this machine's; `enterprise_version` is "" on github.com.
    """

    def __init__(self, directory: Path | None = None, clock: Clock | None = None) -> None:
        super().__init__()
        self.lock = threading.RLock()
        self.clock = clock or Clock()
        self.ids = Ids()
        self.address = DEFAULT_ADDRESS
        self.listed_entries = LISTED_ENTRIES
        self.skew = timedelta()
        self.enterprise_version = ""
        self.gone: dict[str, Account] = {}
        self.repositories: dict[str, Repository] = {}
        self.nodes: dict[str, object] = {}
        self.app: App | None = None
        self.installations: dict[int, Installation] = {}
        self.tokens: dict[str, Token] = {}
        self.classic_tokens = False
        self.authorizations = Authorizations()
        self.former_names: dict[str, Repository] = {}
        self.listeners: list[Listener] = []
        self._temporary = None if directory else tempfile.TemporaryDirectory(prefix="sandbox-")
        self.directory = directory or Path(self._temporary.name if self._temporary else ".")

    # Making

    def identify(self, prefix: str) -> tuple[int, str]:
        """A fresh database id with its node id."""
        number = self.ids.next()
        return number, node_id(prefix, number)

    def add_account(
        self, login: str, kind: AccountKind = "User", name: str = "", email: str = ""
    ) -> Account:
        number, node = self.identify(NODE_PREFIX[kind])
        account = Account(number, node, login, kind, name or login, email)
        self.accounts[account.key] = account
        self.nodes[node] = account
        return account

    def add_team(
        self, organization: str, slug: str, members: tuple[str, ...] = (), parent: str | None = None
    ) -> Team:
        number, node = self.identify("T")
        owner = self.account(organization)
        above = self.teams[f"{owner.key}/{parent.casefold()}"] if parent else None
        name = slug.replace("-", " ").title()
        people = {member.casefold() for member in members}
        team = Team(number, node, owner, slug, name, people, above)
        self.teams[team.key] = team
        self.nodes[node] = team
        self.members.setdefault(owner.key, set()).update(people)
        return team

    def add_repository(
        self, full_name: str, *, description: str = "", private: bool = True, branch: str = "main"
    ) -> Repository:
        """A new, empty repository; give it content with `push_to_branch`."""
        owner, name = full_name.split("/")
        git = GitStore.create(self.directory / f"{owner}+{name}.git")
        return self.adopt(full_name, git, description=description, private=private, branch=branch)

    def adopt(
        self,
        full_name: str,
        git: GitStore,
        *,
        description: str = "",
        private: bool = True,
        branch: str = "main",
        parent: Repository | None = None,
    ) -> Repository:
        """A repository over git content that exists already."""
        owner, name = full_name.split("/")
        number, node = self.identify("R")
        repository = Repository(
            number, node, self.account(owner), name, git, self.clock.now(), description, branch
        )
        repository.private, repository.parent = private, parent
        self.repositories[full_name.casefold()] = repository
        self.nodes[node] = repository
        return repository

    def register_app(
        self, keys: KeyPair, *, app_id: int, slug: str, owner: str, secret: str, hook: str = ""
    ) -> App:
        """Register the App; there is one in a world."""
        bot = self.add_account(f"{slug}[bot]", "Bot")
        node = node_id("A", app_id)
        name = slug.replace("-", " ").title()
        made = self.clock.now()
        self.app = App(
            app_id, node, slug, name, self.account(owner), bot, made, keys.public, secret, hook
        )
        self.nodes[node] = self.app
        return self.app

    # Finding

    def account(self, login: str) -> Account:
        found = self.accounts.get(login.casefold())
        if found is None:
            raise Refused(f"Could not resolve to a User with the login of '{login}'.", 404)
        return found

    def account_by_email(self, email: str) -> Account | None:
        """The account git commits with this address belong to."""
        wanted = email.casefold()
        matching = (a for a in self.accounts.values() if a.email and a.email.casefold() == wanted)
        return next(matching, None)

    def repository(self, full_name: str | None = None) -> Repository:
        """A repository by name; without one, the first that is no fork."""
        if full_name is None:
            return next(r for r in self.repositories.values() if r.parent is None)
        found = self.repositories.get(full_name.casefold())
        if found is None:
            raise not_found()
        return found

    def repository_by_id(self, number: int) -> Repository | None:
        return next((r for r in self.repositories.values() if r.id == number), None)

    def issue(self, repository: Repository, number: int) -> Issue:
        if number not in repository.numbered:
            raise not_found()
        return repository.numbered[number]

    def pull(self, repository: Repository, number: int) -> PullRequest:
        found = repository.pull(number)
        if found is None:
            raise not_found()
        return found

    def installation_of(self, repository: Repository) -> Installation | None:
        """The installation that reaches this repository."""
        for installation in self.installations.values():
            chosen = installation.repositories
            if installation.account is repository.owner and (
                chosen is None or repository in chosen
            ):
                return installation
        return None

    def status(self, account: Account) -> Status | None:
        """What somebody tells of their availability; None once it has expired."""
        it = account.status
        if it is None or (it.expires_at and it.expires_at <= self.clock.now()):
            return None
        return it

    # Telling

    def emit(self, event: str, payload: dict[str, Any], repository: Repository | None) -> None:
        """Tell the listeners (the webhook sender) that something happened."""
        for listener in self.listeners:
            listener(event, payload, repository)

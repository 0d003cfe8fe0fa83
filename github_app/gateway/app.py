"""The App's presence at GitHub: hands out clients for itself and for its installations."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from redis import Redis

from github_app.gateway.app_key import AppKey
from github_app.gateway.client import Credential, GitHub
from github_app.gateway.connections import Connections
from github_app.gateway.jobs_at_github import JUDGING, LOOKING, Job
from github_app.gateway.minting import Mint
from github_app.gateway.observer import Gate, Observer
from github_app.gateway.repository_names import RepositoryNames
from github_app.gateway.tokens import InstallationToken

# Somebody waits in front of a page, and is told when GitHub takes long.
PAGE_TIMEOUT_SECONDS = 3

# As many pages of one pull request are fetched at once; GitHub allows 100 requests at a time.
PARALLEL_REQUESTS = 8


class GitHubApp:
    """Built once per process, after any fork, since it keeps connections and threads."""

    def __init__(
        self,
        app_id: int,
        private_key: str,
        api_url: str,
        redis: Redis,
        observers: Sequence[Observer] = (),
        gate: Gate | None = None,
    ) -> None:
        """`observers` are told of every exchange with GitHub, but of those in a visitor's name;
        `gate` is asked before each write for an installation.
        """
        self.app_id = app_id
        self._observers = observers
        self._gate = gate
        self._redis = redis
        self.key = AppKey(app_id, private_key)
        self.names = RepositoryNames()
        self._connections = Connections(api_url)
        self._connections_of_pages = Connections(api_url, PAGE_TIMEOUT_SECONDS)
        self._executor = ThreadPoolExecutor(PARALLEL_REQUESTS, thread_name_prefix="github")

    def installation(
        self,
        installation_id: int,
        repository_id: int,
        full_name: str = "",
        job: Job | None = None,
    ) -> GitHub:
        """A client for one job in one repository; 0 stands for all repositories of the
        installation, where nothing is ever written. `job` is judging in the first case, looking in
        the other, where nothing else is said.

        It counts its requests from zero: take one per evaluation. `full_name` is `owner/name`.
        """
        job = job or (JUDGING if repository_id else LOOKING)
        if job.writes and not repository_id:
            raise ValueError(f"{job.name} takes a repository")
        mint = Mint(self.key, self._connections, installation_id, self._observers)
        return self._as_installation(mint, job, repository_id, full_name)

    def as_app(self) -> GitHub:
        """A client that speaks as the App itself, for `/app/...`."""
        return GitHub(self._connections, self.key, self._executor, observers=self._observers)

    def for_page(self, visitor: Credential | None = None) -> GitHub:
        """A client for the time somebody waits for a page: as that visitor, or as the App."""
        observers = () if visitor else self._observers
        credential = visitor or self.key
        return GitHub(self._connections_of_pages, credential, self._executor, observers=observers)

    def repository_for_page(
        self, installation_id: int, repository_id: int, full_name: str
    ) -> GitHub:
        """The same for one repository, as the installation on it; it may read only."""
        mint = Mint(self.key, self._connections_of_pages, installation_id, self._observers)
        return self._as_installation(mint, LOOKING, repository_id, full_name)

    @property
    def seconds_waited(self) -> float:
        """For how long this process has waited for GitHub so far, but for pages."""
        return self._connections.waiting.seconds

    def close(self) -> None:
        """Ends the threads; connections close with the process."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _as_installation(self, mint: Mint, job: Job, repository_id: int, full_name: str) -> GitHub:
        token = InstallationToken(self._redis, mint, job, repository_id)
        return GitHub(
            mint.connections,
            token,
            self._executor,
            full_name,
            installation_id=mint.installation_id,
            observers=self._observers,
            gate=self._gate,
        )

"""The App's presence at GitHub: hands out clients for itself and for its installations."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from redis import Redis

from github_app.gateway.app_key import AppKey
from github_app.gateway.client import Credential, GitHub
from github_app.gateway.connections import Connections
from github_app.gateway.tokens import InstallationToken

# Somebody waits in front of a page, and is told when GitHub takes long.
PAGE_TIMEOUT_SECONDS = 3

# As many pages of one pull request are fetched at once; GitHub allows 100 requests at a time.
PARALLEL_REQUESTS = 8


class GitHubApp:
    """Built once per process, after any fork, since it keeps connections and threads."""

    def __init__(self, app_id: int, private_key: str, api_url: str, redis: Redis) -> None:
        self.app_id = app_id
        self._redis = redis
        self.key = AppKey(app_id, private_key)
        self._connections = Connections(api_url)
        self._connections_of_pages = Connections(api_url, PAGE_TIMEOUT_SECONDS)
        self._executor = ThreadPoolExecutor(PARALLEL_REQUESTS, thread_name_prefix="github")

    def installation(self, installation_id: int, repository_id: int, full_name: str = "") -> GitHub:
        """A client for one repository; 0 stands for all repositories of the installation.

        It counts its requests from zero: take one per evaluation. `full_name` is `owner/name`.
        """
        token = InstallationToken(
            self._redis, self.key, self._connections, installation_id, repository_id
        )
        return GitHub(self._connections, token, self._executor, full_name)

    def as_app(self) -> GitHub:
        """A client that speaks as the App itself, for `/app/...`."""
        return GitHub(self._connections, self.key, self._executor)

    def for_page(self, visitor: Credential | None = None) -> GitHub:
        """A client for the time somebody waits for a page: as that visitor, or as the App."""
        return GitHub(self._connections_of_pages, visitor or self.key, self._executor)

    def repository_for_page(
        self, installation_id: int, repository_id: int, full_name: str
    ) -> GitHub:
        """The same for one repository, as the installation on it."""
        connections = self._connections_of_pages
        token = InstallationToken(
            self._redis, self.key, connections, installation_id, repository_id
        )
        return GitHub(connections, token, self._executor, full_name)

    def close(self) -> None:
        """Ends the threads; connections close with the process."""
        self._executor.shutdown(wait=False, cancel_futures=True)

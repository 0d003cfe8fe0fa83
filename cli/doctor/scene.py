"""What the probes look at: settings, GitHub and Redis, each asked when first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cli.doctor.given import Given
from cli.doctor.redis_words import redis_words
from cli.doctor.target import Target
from github_app.gateway.app_key import AppKey
from github_app.gateway.diagnosis.asking import Heard
from github_app.gateway.diagnosis.questions import Questions
from github_app.gateway.visitors.addresses import web_address

if TYPE_CHECKING:
    from redis import Redis

    from config.policy import Policy, Problem

NOT_ASKED = Heard(0, trouble="nobody was asked")


class Scene:
    """One examination. Probes may rely on nothing here being there."""

    def __init__(self, given: Given, target: Target | None) -> None:
        self.given = given
        self.target = target

    @property
    def api_url(self) -> str:
        return self.given.text("GITHUB_API_URL") or "https://api.github.com"

    @property
    def web(self) -> str:
        """The address of GitHub's pages."""
        return web_address(self.api_url)

    @cached_property
    def questions(self) -> Questions | None:
        """None when the credentials do not allow to ask anything."""
        key = self.given.text("GITHUB_PRIVATE_KEY")
        if not key or not self.given.app_id:
            return None
        return Questions(self.api_url, AppKey(self.given.app_id, key))

    @cached_property
    def redis(self) -> Redis | None:
        """A client that was not used yet; None without an address."""
        from github_app.redis_connection import connect

        address = self.given.text("REDIS_URL")
        return connect(address) if address else None

    @cached_property
    def redis_trouble(self) -> str:
        """Why Redis cannot be asked, in words that go after "because"; "" when it can."""
        from redis.exceptions import RedisError

        if self.redis is None:
            return "REDIS_URL is not set, or is no address"
        try:
            self.redis.ping()
        except RedisError as problem:
            return redis_words(problem)
        return ""

    @property
    def app(self) -> Heard:
        return self.questions.app() if self.questions else NOT_ASKED

    @property
    def app_settings(self) -> str:
        """The address of the App's settings page, as exact as is known."""
        about, owner = self.app.fields, self.app.fields.get("owner") or {}
        if not about.get("slug"):
            return f"{self.web}/settings/apps"
        home = ""
        if owner.get("type") == "Organization":
            home = f"/organizations/{owner.get('login')}"
        elif not owner.get("login") and owner.get("slug"):
            home = f"/enterprises/{owner['slug']}"
        return f"{self.web}{home}/settings/apps/{about['slug']}"

    @property
    def app_trouble(self) -> str:
        """Why GitHub cannot be asked as the App, in words that go after "because", or ""."""
        if self.questions is None:
            return "the App's number or key is missing"
        if self.app.is_good:
            return ""
        if not self.app.status:
            return "GitHub could not be reached"
        if self.app.is_limited:
            return "GitHub lets nothing more be asked for now"
        if self.app.status >= 500:
            return "GitHub is in trouble itself"
        return "GitHub did not accept the App's credentials"

    @cached_property
    def installation(self) -> Heard:
        """The installation that covers the target; look at `app_trouble` before."""
        if self.target is None or self.questions is None:
            return NOT_ASKED
        if self.target.repository:
            return self.questions.installation_on(self.target.full_name)
        return self.questions.installation_of(self.target.owner)

    @cached_property
    def entry(self) -> Heard:
        """The answer to asking for a token of that installation."""
        if self.questions is None or self.target is None or not self.installation.is_good:
            return NOT_ASKED
        return self.questions.enter(self.installation.fields, self.target.repository)

    @property
    def entry_trouble(self) -> str:
        """Why nothing can be asked as the installation, in words that go after "because"."""
        if self.app_trouble:
            return self.app_trouble
        if not self.installation.is_good:
            return "no installation of the App covers it"
        return "" if self.entry.is_good else "GitHub gave no token for this installation"

    @cached_property
    def repository(self) -> Mapping[str, Any]:
        """GraphQL's answer about the target; empty when there is none."""
        if self.entry_trouble:
            return {}
        found = self._of_repository.fields.get("data") or {}
        repository = found.get("repository") if isinstance(found, dict) else None
        return repository if isinstance(repository, dict) else {}

    def untold(self, name: str) -> str:
        """GitHub's word on why a field of `repository` is missing, "" when it is not there."""
        for error in self._of_repository.fields.get("errors") or ():
            if isinstance(error, dict) and name in (error.get("path") or ()):
                return str(error.get("type") or error.get("message") or "refused")
        return ""

    @property
    def _of_repository(self) -> Heard:
        if self.questions is None or self.target is None:
            return NOT_ASKED
        return self.questions.repository(self.target.full_name)

    @property
    def repository_trouble(self) -> str:
        """Why the repository could not be read, in words that go after "because"."""
        if self.entry_trouble:
            return self.entry_trouble
        return "" if self.repository else "GitHub did not let it be read"

    @cached_property
    def policy(self) -> Policy | tuple[Problem, ...] | None:
        """That of the default branch, or what is wrong with it; the defaults where there is none.
        None when it cannot be known.
        """
        from config.loader import defaults, load

        if self.repository_trouble:
            return None
        blob = self.repository.get("policy") or {}
        if not blob.get("oid"):
            return defaults()
        text = blob.get("text")
        return None if text is None or blob.get("isTruncated") else load(str(text))

    @property
    def repository_page(self) -> str:
        """The address of its page on GitHub."""
        name = self.target.full_name if self.target else ""
        return str(self.repository.get("url") or f"{self.web}/{name}")

    @property
    def branch(self) -> str:
        """The default branch, "" when it is not known."""
        return str((self.repository.get("defaultBranchRef") or {}).get("name") or "")

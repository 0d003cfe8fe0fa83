"""Everything the doctor asks GitHub: one request per fact, and none twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from config.policy import POLICY_PATH
from github_app.gateway.app_key import AppKey
from github_app.gateway.diagnosis.asking import Asker, Heard
from github_app.gateway.diagnosis.documents import (
    POLICIES,
    REPOSITORY,
    REPOSITORY_OF_OLD,
    names_read,
    names_variables,
    repository_variables,
)
from github_app.gateway.ledger import Ledger

DELIVERIES_READ = 100
INSTALLATIONS_READ = 100
_ORGANIZATIONS, _PEOPLE = "orgs", "users"
READS = ("contents", "issues", "members", "metadata")
"""The permissions of the doctor's own tokens, each at the level `read`."""


class Questions:
    """Asks as the App, and as one installation with a token that may read only and is kept nowhere.

    Repositories are `owner/name`. Whatever was asked before is answered from memory.
    """

    def __init__(self, api_url: str, key: AppKey) -> None:
        self._asker = Asker(api_url)
        self._key = key
        self._answers: dict[str, Heard] = {}
        self._token = ""

    @property
    def count(self) -> int:
        """How many requests were sent."""
        return self._asker.count

    def app(self) -> Heard:
        return self._as_app("/app")

    def webhook(self) -> Heard:
        return self._as_app("/app/hook/config")

    def deliveries(self) -> Heard:
        """The newest ones, newest first."""
        return self._as_app("/app/hook/deliveries", {"per_page": DELIVERIES_READ})

    def installations(self) -> Heard:
        """The first ones; a `link` header tells that there are more."""
        return self._as_app("/app/installations", {"per_page": INSTALLATIONS_READ})

    def installation_on(self, full_name: str) -> Heard:
        """The installation that covers a repository, 404 when none does."""
        return self._as_app(f"/repos/{quote(full_name)}/installation")

    def installation_of(self, account: str) -> Heard:
        """The installation on an organisation or a person, 404 when there is none."""
        path = f"{quote(account)}/installation"
        on_organization = self._as_app(f"/{_ORGANIZATIONS}/{path}")
        return (
            on_organization if on_organization.status != 404 else self._as_app(f"/{_PEOPLE}/{path}")
        )

    def enter(
        self,
        installation: Mapping[str, object],
        repository: str = "",
        reads: Sequence[str] = READS,
    ) -> Heard:
        """Take a token for what follows, narrowed to reading what was granted of `reads`, and to
        the `repository` (a name without owner) if one is named. Only the first time counts.
        """
        granted = installation.get("permissions")
        held = granted if isinstance(granted, dict) else {}
        # Asking for none at all would get all that is granted, so the one that is always is named.
        names = (name for name in reads if name in held or name == "metadata")
        wanted: dict[str, object] = {"permissions": dict.fromkeys(names, "read")}
        if repository:
            wanted["repositories"] = [repository]
        path = f"/app/installations/{installation.get('id')}/access_tokens"
        heard = self._once(
            path, lambda: self._asker.ask("POST", path, self._own_token(), body=wanted)
        )
        self._token = str(heard.fields.get("token") or "")
        return heard

    def rate_limit(self) -> Heard:
        return self._as_installation("/rate_limit")

    def rules(self, full_name: str, branch: str) -> Heard:
        """Of rulesets, the first hundred."""
        path = f"/repos/{quote(full_name)}/rules/branches/{quote(branch, safe='')}"
        return self._as_installation(path, {"per_page": 100})

    def branch(self, full_name: str, branch: str) -> Heard:
        """With what branch protection asks for."""
        return self._as_installation(f"/repos/{quote(full_name)}/branches/{quote(branch, safe='')}")

    def repository(self, full_name: str) -> Heard:
        """GraphQL: policy, default branch, CODEOWNERS; a second request where that was refused."""
        variables = repository_variables(*full_name.split("/", 1))
        heard = self._graphql("repository", REPOSITORY, variables)
        if heard.is_good and not heard.fields.get("data"):
            return self._graphql("repository of old", REPOSITORY_OF_OLD, variables)
        return heard

    def names(
        self, full_name: str, labels: Sequence[str], people: Sequence[str], teams: Sequence[str]
    ) -> Heard:
        """GraphQL: what there is of these names."""
        owner, name = full_name.split("/", 1)
        document = names_read(len(labels), len(people), len(teams))
        variables = names_variables(owner, name, labels, people, teams)
        return self._graphql("names", document, variables)

    def repositories(self, page: int) -> Heard:
        """A hundred of those that the installation covers; `page` counts from 1."""
        path = "/installation/repositories"
        query = {"per_page": 100, "page": page}
        return self._once(
            f"{path} {page}", lambda: self._asker.ask("GET", path, self._token, query)
        )

    def policies(self, node_ids: Sequence[str]) -> Heard:
        """GraphQL: name and policy file of up to a hundred repositories."""
        variables = {"ids": list(node_ids), "policy": f"HEAD:{POLICY_PATH}"}
        return self._graphql(f"policies from {node_ids[0]}", POLICIES, variables)

    def read(self, what: str, document: str, variables: Mapping[str, object]) -> Heard:
        """GraphQL as the installation; `what` names the question among all others."""
        return self._graphql(what, document, variables)

    def _as_app(self, path: str, query: Mapping[str, object] | None = None) -> Heard:
        return self._once(path, lambda: self._asker.ask("GET", path, self._own_token(), query))

    def _as_installation(self, path: str, query: Mapping[str, object] | None = None) -> Heard:
        return self._once(path, lambda: self._asker.ask("GET", path, self._token, query))

    def _graphql(self, what: str, document: str, variables: Mapping[str, object]) -> Heard:
        body = {"query": document, "variables": variables}
        return self._once(what, lambda: self._asker.ask("POST", "", self._token, body=body))

    def _own_token(self) -> str:
        return self._key.token(Ledger())

    def _once(self, what: str, ask: Callable[[], Heard]) -> Heard:
        if what not in self._answers:
            self._answers[what] = ask()
        return self._answers[what]

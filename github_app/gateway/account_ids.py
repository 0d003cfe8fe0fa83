"""GitHub's node ids of accounts, which mutations want; they never change, so they are kept."""

from __future__ import annotations

from collections.abc import Sequence

from github_app.gateway.client import GitHub
from github_app.gateway.recall import DAY, Recall

_GONE = ""


def account_ids(github: GitHub, recall: Recall, logins: Sequence[str]) -> dict[str, str]:
    """Node ids by login, without those of accounts that are gone; one request where some are not
    known yet. Raises `WorldFailure` and `NotPermitted`.
    """
    kept = recall.get_many([_key(login) for login in logins])
    ids = {login: str(id) for login, id in zip(logins, kept, strict=True) if id is not None}
    unknown = [login for login in logins if login not in ids]
    if unknown:
        found = _ask(github, unknown)
        recall.put({_key(login): id for login, id in found.items()})
        recall.put({_key(login): _GONE for login in unknown if login not in found}, DAY)
        ids |= found
    return {login: id for login, id in ids.items() if id != _GONE}


def leave_out(recall: Recall, logins: Sequence[str]) -> None:
    """These accounts count as gone for a day: GitHub refused what was to be done with them."""
    recall.put({_key(login): _GONE for login in logins}, DAY)


def _ask(github: GitHub, logins: Sequence[str]) -> dict[str, str]:
    names = [f"login{n}" for n in range(len(logins))]
    declared = ", ".join(f"${name}: String!" for name in names)
    fields = "\n  ".join(f"{name}: user(login: ${name}) {{ id }}" for name in names)
    document = f"query ReadAccounts({declared}) {{\n  {fields}\n}}"
    answer = github.graphql(document, dict(zip(names, logins, strict=True)))
    answer.insist()
    nodes = (answer.found(name) for name in names)
    return {login: str(node["id"]) for login, node in zip(logins, nodes, strict=True) if node}


def _key(login: str) -> str:
    return f"account:{login}"

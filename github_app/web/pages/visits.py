"""Somebody who may see a repository, and the way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.wrappers import Response as AnyResponse

from github_app.failures import Gone, NotPermitted
from github_app.gateway.client import GitHub
from github_app.gateway.visitors.access import OpenRepository
from github_app.gateway.visitors.sessions import Session
from github_app.web.pages.answers import not_here
from github_app.web.pages.gate import moved
from github_app.web.pages.reception import Reception


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who may see a repository."""

    reception: Reception
    visitor: Session
    repository: OpenRepository

    @property
    def github(self) -> GitHub:
        it = self.repository
        return self.reception.github.repository_for_page(it.installation_id, it.id, it.full_name)


def let_in(
    reception: Reception,
    visitor: Session,
    named: tuple[str, str],
    path: Callable[[str], str],
    show: Callable[[Visit], AnyResponse],
) -> AnyResponse:
    """What is to be shown of the repository, at the address (`path`) that it has today."""
    repository = reception.open(visitor, *named)
    if repository is None:
        return not_here(visitor)
    if repository.full_name != "/".join(named):
        return moved(path(repository.full_name))
    try:
        return show(Visit(reception, visitor, repository))
    except (Gone, NotPermitted):
        reception.access.forget_installation(repository)
        return not_here(visitor)

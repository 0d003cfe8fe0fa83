"""Where the App is installed, and in which repositories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from github_app.desk import Desk
from github_app.gateway.client import GitHub
from github_app.gateway.conditional import Kept
from github_app.gateway.refusals import expecting
from github_app.gateway.sweeping.listed_repositories import Listed, ListedRepositories

_PAGE_SIZE: Final = 100
_MOST_PAGES: Final = 1_000
_PAGES_A_PART: Final = 5


@dataclass(frozen=True, slots=True)
class Installed:
    """A repository the App may act in; `node_id` is its GraphQL id, `full_name` is `owner/name`."""

    installation_id: int
    repository_id: int
    node_id: str
    full_name: str


def installations(desk: Desk) -> Iterator[int]:
    """Those that are not suspended; one request for each hundred, which costs none of the hourly
    limit where nothing changed.
    """
    listing = _Listing(desk.github.as_app(), "/app/installations", Kept(desk.redis, "app"))
    for entry in listing.entries(_installation, 0, _MOST_PAGES):
        if entry is not None:
            yield int(entry)


def repositories(
    desk: Desk, github: GitHub, installation_id: int, part: int
) -> tuple[tuple[Installed, ...], bool]:
    """The repositories of an installation but archived ones, five hundred a `part`, and whether
    that is the last part; one request for each hundred, once a day.
    """
    kept = ListedRepositories(desk.redis, installation_id)
    listed = kept.read(part)
    if listed is None:
        whose = Kept(desk.redis, f"installation:{installation_id}")
        pages = _Listing(github, "/installation/repositories", whose)
        entries = pages.entries(_repository, part * _PAGES_A_PART, _PAGES_A_PART)
        found = [entry for entry in entries if entry]
        listed = Listed(found, is_last=not pages.goes_on)
        kept.keep(part, listed)
    return tuple(Installed(installation_id, *entry) for entry in listed.entries), listed.is_last


def _installation(entry: Mapping[str, Any]) -> int | None:
    return None if entry.get("suspended_at") else int(entry["id"])


def _repository(entry: Mapping[str, Any]) -> tuple[int, str, str] | None:
    if entry.get("archived") or entry.get("disabled"):
        return None
    return int(entry["id"]), str(entry["node_id"]), str(entry["full_name"])


class _Listing:
    """The pages of a list; `goes_on` says whether there are more than were read."""

    def __init__(self, github: GitHub, path: str, kept: Kept) -> None:
        self._github, self._path, self._kept = github, path, kept
        self.goes_on = True

    def entries(self, pick: Callable[[Any], Any], start: int, pages: int) -> Iterator[Any]:
        """What `pick` takes of the entries of so many pages behind `start`, whether GitHub lists
        them alone or under `repositories`.
        """

        def picked(data: Any) -> list[Any]:
            # Nothing else must be taken for an empty list.
            with expecting(f"the list {self._path}"):
                listed = data if isinstance(data, list) else data["repositories"]
                return [pick(entry) for entry in listed]

        for page in range(start + 1, start + pages + 1):
            query = {"per_page": _PAGE_SIZE, "page": page}
            answer = self._kept.get(self._github, self._path, query, picked)
            yield from answer.data
            self.goes_on = answer.goes_on
            if not answer.goes_on:
                return

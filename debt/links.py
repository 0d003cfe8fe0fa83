"""Links of the ledger, which leave no trace on what they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from checks.engine.words import listing
from snapshot.facts import Repository

_GITHUB: Final = "https://github.com/"
_WITHOUT_BACKLINK: Final = "https://redirect.github.com/"


def issue_link(number: int, repository: Repository) -> str:
    """`#12` of an issue."""
    return _link(number, repository, "issues")


def pull_link(number: int, repository: Repository) -> str:
    """`#12` of a pull request."""
    return _link(number, repository, "pull")


def issue_links(numbers: Sequence[int], repository: Repository, most: int) -> str:
    """`#12, #13 and 4 more`."""
    return listing([issue_link(number, repository) for number in numbers], most)


def _link(number: int, repository: Repository, kind: str) -> str:
    url = f"{repository.url}/{kind}/{number}"
    if url.startswith(_GITHUB):
        # GitHub notes each link to an issue there, unless it comes by this address.
        url = _WITHOUT_BACKLINK + url.removeprefix(_GITHUB)
    return f"[#{number}]({url})" if repository.url else f"#{number}"

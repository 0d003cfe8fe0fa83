"""Where the pages for people are."""

from __future__ import annotations

from urllib.parse import quote

from github_app.settings import Settings

REPOSITORIES = "/repositories"
RITUALS = "/rituals"


def decisions_path(full_name: str) -> str:
    """The address of a repository's decisions on this service."""
    return f"/repositories/{quote(full_name)}/decisions"


def pulls_path(full_name: str) -> str:
    """The address of a repository's open pull requests on this service."""
    return f"/repositories/{quote(full_name)}/pulls"


def pull_path(full_name: str, number: int) -> str:
    """The address of what is known about a pull request on this service."""
    return f"{pulls_path(full_name)}/{number}"


def rituals_path(full_name: str) -> str:
    """The address of a repository's rituals on this service."""
    return f"{RITUALS}/{quote(full_name)}"


def places_of(full_name: str, here: str = "") -> tuple[tuple[str, str, bool], ...]:
    """The pages of a repository: the words of each, its address, and whether it is `here`."""
    paths = {"Decisions": decisions_path, "Reviews": pulls_path, "Rituals": rituals_path}
    return tuple((words, path(full_name), words == here) for words, path in paths.items())


def details_address(settings: Settings, full_name: str, number: int) -> str:
    """The whole address of a pull request's page; "" where people cannot sign in to see it."""
    return settings.public_url + pull_path(full_name, number) if settings.lets_people_in else ""

"""Settings.

Whether every setting of the service can be read and used, and whether they fit together. With
`plumbline run` beside it, what that has chosen by itself (ports, the embedded Redis, the pretend
GitHub) is taken from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from checks.engine.words import code
from cli.doctor.finding import Finding, ok, problem, warning
from cli.doctor.scene import Scene

ABOUT = "service"
DOING = "reading the settings"


def examine(scene: Scene) -> Iterator[Finding]:
    given = scene.given
    found = [*unusable(given.problems), *address(scene.api_url)]
    if given.text("PLUMBLINE_TIME_SOURCE") == "github" and not given.is_pretend:
        found.append(_foreign_time())
    if not found:
        found.append(ok("settings", f"All settings can be used; they come from {given.source}."))
    yield from found


def unusable(problems: Sequence[str]) -> Iterator[Finding]:
    """`problems` are lines of `SettingsProblem`: the name, what is wrong, and what it is for."""
    for line in problems:
        what, _, about = line.partition(". ")
        name, _, reason = what.partition(" ")
        yield problem(
            f"settings.{name}",
            f"`{name}` {reason}.",
            "No process of Plumbline starts like this.",
            f"Set it in the environment of all of them. {about}".strip(),
            f"export {name}=...",
        )


def address(api_url: str) -> Iterator[Finding]:
    """Whether the API's address looks like one."""
    parts = urlsplit(api_url)
    host, is_bare = parts.hostname or "", parts.path.strip("/") == ""
    if not is_bare or host.startswith("api."):
        return
    right = "https://api.github.com" if host in ("github.com", "www.github.com") else ""
    yield problem(
        "settings.GITHUB_API_URL",
        f"`GITHUB_API_URL` is {code(api_url)}, where GitHub has its pages and not its API.",
        "Whatever is asked there is answered with a page for people, or not at all.",
        "Name the API instead.",
        f"export GITHUB_API_URL={right or f'{parts.scheme}://{parts.netloc}/api/v3'}",
    )


def _foreign_time() -> Finding:
    return warning(
        "settings.PLUMBLINE_TIME_SOURCE",
        "`PLUMBLINE_TIME_SOURCE` is `github`, which is meant for the pretend GitHub.",
        "The time is asked for at GitHub again and again, and every request counts.",
        "Leave the setting out.",
        "unset PLUMBLINE_TIME_SOURCE",
    )

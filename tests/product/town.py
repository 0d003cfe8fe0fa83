"""What journeys and benchmarks are about: a repository under strict rules, and pull requests."""

from __future__ import annotations

from sandbox.app import KeyPair
from sandbox.pull_requests import PullRequest
from sandbox.world import World

APP_ID = 4711
SECRET = "a secret for travelling"
REPOSITORY = "acme/shop"
CHECKS = ("plumbline/adr_link", "plumbline/debt_label", "plumbline/review_coverage")
RECORD = """\
# {number}. {title}

## Status

{status}

## Context

Orders get lost whenever the shop is busy, and nobody notices before a customer calls.

## Decision

{title}, for everything that leaves the shop.

## Consequences

One more thing to run, and no order is lost.
"""
POLICY = """\
checks:
  adr_link: {mode: enforce, paths: [src/]}
  review_coverage: {mode: enforce}
  debt_label: {mode: enforce}
"""


def settle(world: World, keys: KeyPair) -> None:
    """An organisation with people and a team, the App, and a repository with content."""
    world.add_account("acme", "Organization")
    for login in ("alice", "bob", "carol"):
        world.add_account(login)
    core = world.add_team("acme", "core", ("alice", "bob"))
    world.register_app(keys, app_id=APP_ID, slug="plumbline", owner="acme", secret=SECRET)
    world.install("acme")
    shop = world.add_repository(REPOSITORY)
    shop.roles.update({"alice": "admin", "bob": "write", "carol": "write"})
    shop.team_roles[core] = "write"
    records = {
        f"docs/adr/{n:04}-decision-{n}.md": record(n, f"Decide {n} times") for n in range(1, 21)
    }
    sources = {f"src/core/part_{n}.py": _source(n, 0) for n in range(40)}
    owners = {"CODEOWNERS": "* @acme/core\n/docs/ @alice\n", ".github/plumbline.yml": POLICY}
    world.push_to_branch("main", {**records, **sources, **owners}, "Begin", by="alice")


def record(number: int, title: str, status: str = "Accepted") -> str:
    """The text of a decision record that says all it should."""
    return RECORD.format(number=number, title=title, status=status)


def open_pull_request(world: World, name: str, files: int, *, body: str = "") -> PullRequest:
    """A pull request of carol's that changes that many files."""
    return world.open_pull_request(
        f"Change {name}",
        body or "Part of ADR-3.",
        by="carol",
        head=name,
        files=change(name, files, 1),
    )


def change(name: str, files: int, version: int) -> dict[str, str]:
    """New content for `files` files; one of them holds a debt marker."""
    made = {f"src/{name}/module_{n}.py": _source(n, version) for n in range(files)}
    made[f"src/{name}/module_0.py"] += f"# TODO(#12): version {version}\n"
    return made


def _source(number: int, version: int) -> str:
    lines = (f"def step_{n}(x: int) -> int:\n    return x + {n * version}\n" for n in range(12))
    return f'"""Part {number}."""\n\n' + "\n".join(lines)

"""`plumbline config`: check a policy file, show its schema, show every setting."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from checks.engine.words import visible
from cli.excerpt import show_problems
from cli.exits import CLEAN, MISTAKE
from cli.texts import read_text
from config.policy import POLICY_PATH, Policy


@click.group()
def command() -> None:
    """Check a policy file, or show its schema and its defaults."""


@command.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def validate(paths: tuple[str, ...]) -> int:
    """Name every mistake in policy files, with line, column and remedy.

    PATH is a file, a folder (its .github/plumbline.yml is meant) or - for standard input. Without
    PATH, the file of this folder is checked. Exit code 2 when a file has mistakes.
    """
    from config.loader import load

    console = Console(highlight=False)
    invalid = False
    for path in paths or (".",):
        name, text = _named(path)
        found = load(text, name)
        if isinstance(found, Policy):
            line = Text.assemble((visible(name), "green"), f" is valid: {_gist(found)}")
            console.print(line, soft_wrap=True)
            continue
        invalid = True
        show_problems(console, name, text, found)
    return MISTAKE if invalid else CLEAN


@command.command()
def schema() -> None:
    """Print the JSON schema of the policy file, for editors."""
    from config.json_schema import policy_schema_text

    click.echo(policy_schema_text(), nl=False)


@command.command()
def example() -> None:
    """Print a policy file with every setting, its default and the reason for it."""
    from config.example import example as text

    click.echo(text(), nl=False)


def _named(path: str) -> tuple[str, str]:
    """What to call the file that `path` means, and its text."""
    if path == "-":
        return "standard input", read_text(path)
    file = Path(path)
    if file.is_dir():
        file = file / POLICY_PATH
    return str(file), read_text(str(file))


def _gist(policy: Policy) -> str:
    """`adr_link enforce, debt_label advise; refactor_sprint`."""
    checks = ", ".join(f"{name} {settings.mode}" for name, settings in policy.checks.items())
    rituals = ", ".join(policy.rituals)
    return f"{checks}; {rituals}" if rituals else checks

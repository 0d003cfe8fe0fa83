"""`plumbline docs`: writes the generated handbook and schema, or checks that they are current."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from cli.exits import BLOCKED, CLEAN
from cli.mistakes import Mistake

_SETTINGS_INTRODUCTION = """\
The service reads its settings from environment variables; everything that is missing or cannot be
used is named at once when it starts. What a repository asks for stands in
[its policy file](configuration.md) instead."""


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing; exit code 1 when a file is out of date."
)
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=".",
    help="Plumbline's source tree.",
)
def command(check: bool, root: Path) -> int:
    """Write the handbook and the JSON schema anew.

    They are made of docstrings and settings, so they cannot drift from the program.
    """
    if not (root / "pyproject.toml").is_file():
        raise Mistake(
            f"{root.absolute()} is no source tree.",
            "Run this in a clone of Plumbline, or give --root.",
        )
    stale = [name for name, text in pages().items() if _content(root / name) != text]
    if check:
        for name in stale:
            click.echo(f"{name} is out of date; `make docs` writes it anew.", err=True)
        return BLOCKED if stale else CLEAN
    for name in stale:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(pages()[name], encoding="utf-8")
        click.echo(f"wrote {name}")
    if not stale:
        click.echo("The handbook and the schema are up to date.")
    return CLEAN


def pages() -> Mapping[str, str]:
    """Every generated file by its path from the root of the source tree."""
    from cli.doctor.manual import doctor_page
    from cli.handbook import command_line_page
    from cli.operations.grafana import DASHBOARD_FILE, dashboard
    from cli.operations.metrics_page import metrics_page
    from config import handbook
    from config.example import EXAMPLE_FILE, example
    from config.json_schema import SCHEMA_FILE, policy_schema_text
    from config.ritual_handbook import rituals_page
    from github_app.settings import Settings

    return {
        "docs/handbook/checks.md": handbook.checks_page(),
        "docs/handbook/rituals.md": rituals_page(),
        "docs/handbook/configuration.md": handbook.configuration_page(),
        "docs/handbook/settings.md": handbook.settings_page(Settings, _SETTINGS_INTRODUCTION),
        "docs/handbook/command-line.md": command_line_page(),
        "docs/operations/doctor.md": doctor_page(),
        "docs/operations/metrics.md": metrics_page(),
        DASHBOARD_FILE: dashboard(),
        EXAMPLE_FILE: example(),
        SCHEMA_FILE: policy_schema_text(),
    }


def _content(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None

"""The options that all commands about records share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click


@dataclass(frozen=True, slots=True)
class Place:
    """Which records are meant: those of `repository` at the commit `at` (HEAD when None), below
    `folders` (the policy's, or found by themselves, when there are none).
    """

    repository: Path
    at: str | None
    folders: tuple[str, ...]


def with_place(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give `command` the options, and their values as its first argument, a Place."""

    @click.option(
        "--repo",
        type=click.Path(path_type=Path),
        default=".",
        help="A clone, any folder in it, or a bare repository. Default: this folder.",
    )
    @click.option("--at", metavar="REF", help="The branch, tag or commit to read. Default: HEAD.")
    @click.option(
        "--folder",
        "folders",
        metavar="PATH",
        multiple=True,
        help="A folder of records, from the root of the repository; may be given several times. "
        "Default: the policy's, else found by themselves.",
    )
    @wraps(command)
    def placed(
        *args: Any, repo: Path, at: str | None, folders: tuple[str, ...], **more: Any
    ) -> Any:
        return command(Place(repo, at, folders), *args, **more)

    return placed

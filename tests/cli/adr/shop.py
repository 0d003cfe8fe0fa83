"""A small repository with decisions in several dialects, and a way to run `plumbline adr` on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from cli.adr import command
from tests.cli.clones import Clone

REDIS = """\
# 2. Use Redis

Date: 2024-03-01

## Status

Superseded by [3. Use Postgres](0003-use-postgres.md)

## Context

Work has to wait somewhere while the workers are busy, and survive a restart of the web process.

## Decision

It waits in Redis.

## Consequences

Another server has to be watched.
"""
POSTGRES = """\
# 3. Use Postgres

Date: 2025-01-15

## Status

Accepted

Supersedes [2. Use Redis](0002-use-redis.md)

## Context

Redis lost work twice in the past year, and the database is there anyway.

## Decision

Work waits in a table of the database.

## Consequences

One server less, and a table that has to be kept short.
"""
FRONT = """\
---
status: proposed
date: 2026-02-03
---
# Serve pages from the edge

## Context and Problem Statement

Pages are slow for people far away, and most of them are the same for everybody who asks.

## Decision Outcome

Chosen option: "an edge network", because it needs no change to the service.
"""
FILES = {
    "README.md": "# Shop\n",
    "docs/adr/README.md": "# Decisions\n",
    "docs/adr/template.md": "# NUMBER. TITLE\n\n## Status\n\nProposed\n",
    "docs/adr/0002-use-redis.md": REDIS,
    "docs/adr/0003-use-postgres.md": POSTGRES,
    "docs/adr/0004-edge.md": FRONT,
    "docs/adr/0005-ship-weekly.md": "# 5. Ship weekly\n\n## Status\n\nRatified\n\n## Decision\n\n"
    "We ship each Tuesday morning, when everybody is there to look after it, and nothing "
    "in between but what has to be mended at once.\n",
}


def a_shop(folder: Path) -> Clone:
    made = Clone(folder / "shop")
    made.commit("main", FILES, "Begin")
    made.switch("main")
    return made


def adr(clone: Clone | Path, name: str, *arguments: str, stdin: str | bytes = "") -> Result:
    """Run `plumbline adr NAME --repo CLONE ARGUMENTS`."""
    path = clone if isinstance(clone, Path) else clone.folder
    return CliRunner().invoke(
        command, [name, "--repo", str(path), *arguments], input=stdin, standalone_mode=False
    )


def told(done: Result) -> dict[str, Any]:
    """What a command wrote as JSON."""
    assert done.exception is None, repr(done.exception)
    answer = json.loads(done.stdout)
    assert isinstance(answer, dict)
    return answer

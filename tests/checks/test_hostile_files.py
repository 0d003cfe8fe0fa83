"""Files of every kind that is read, full of what parsers stumble over: judged, and soon done."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from checks.engine.registry import all_checks
from checks.engine.runner import run
from snapshot.facts import Snapshot
from tests.builders import a_file, a_pull_request, a_snapshot, record_file
from tests.checks.test_foreign_text import SETTINGS

PATHS = (
    ".github/CODEOWNERS",
    ".github/plumbline.yml",
    ".gitattributes",
    "Cargo.toml",
    "Chart.yaml",
    "Directory.Packages.props",
    "Dockerfile",
    "Gemfile",
    "app.csproj",
    "api/openapi.yaml",
    "api/schema.graphql",
    "api/v1/service.proto",
    "build.gradle.kts",
    "compose.yaml",
    "composer.json",
    "db/migrations/0001_first.sql",
    "docs/adr/0002-x.md",
    "docs/adr/0003-x.adoc",
    "docs/adr/0004-x.rst",
    "docs/rfcs/0005-x.md",
    "go.mod",
    "libs.versions.toml",
    "main.tf",
    "package-lock.json",
    "package.json",
    "pom.xml",
    "pyproject.toml",
    "requirements.txt",
    "setup.cfg",
    "setup.py",
    "src/a.c",
    "src/a.go",
    "src/a.html",
    "src/a.js",
    "src/a.py",
    "src/a.sh",
    "src/a.sql",
    "src/a.unknown",
)
PIECES = (
    "(",
    "[",
    "{",
    '"',
    "'",
    "`",
    "`~`",
    "\\",
    "/*",
    "<!--",
    "<a ",
    "--- ",
    "# ",
    "|a",
    "- [ ](x) ",
    "a: &a *a ",
    "TODO(",
    "ADR-1, ",
    "Superseded by ",
    "2026-01-01",
    "\x00",
    "\u202e",
    "é",
    "\U0001f600",
    "= ",
    " " * 20,
    "@a/b ",
    "<dependency><groupId>",
    "FROM a AS ",
    "$$",
)
LINE = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=6).map(
    lambda parts: "".join(parts).replace("\n", " ")
)


def a_hostile(lines: list[str], body: str) -> Snapshot:
    files = [a_file(path, *lines, kind="added") for path in PATHS]
    records = [record_file("docs/adr/0001-a.md", "accepted", body[:100], status_raw=body[:100])]
    return a_snapshot(
        a_pull_request(*files, title=body[:250], body=body),
        codeowners="\n".join(lines)[:50_000],
        records=records,
    )


def bugs(snapshot: Snapshot) -> list[Exception]:
    return [outcome.bug for outcome in run(all_checks(), SETTINGS, snapshot) if outcome.bug]


@given(lines=st.lists(LINE, max_size=8), body=LINE)
@bounds(max_examples=12, deadline=None)
def test_no_content_breaks_a_check(lines: list[str], body: str) -> None:
    assert bugs(a_hostile(lines, body)) == []


@pytest.mark.soak
@given(lines=st.lists(LINE, max_size=30), body=LINE)
@bounds(max_examples=3_000, deadline=None)
def test_the_same_for_long(lines: list[str], body: str) -> None:
    assert bugs(a_hostile(lines, body)) == []


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: repr(piece)[:12])
def test_one_piece_over_and_over_is_soon_done(piece: str) -> None:
    long = piece * (8_000 // len(piece))
    started = time.process_time()
    assert bugs(a_hostile([long, piece, long], long)) == []
    assert time.process_time() - started < 10

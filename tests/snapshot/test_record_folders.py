"""The folders that hold records, found without anybody saying so."""

from __future__ import annotations

import time

import pytest

from snapshot.record_folders import MOST_READ, find_folders

RECORD = "# T\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n"
PROSE = "# A guide\n\n## Installation\n\nx\n"


def found(*paths: str, **texts: str) -> tuple[str, ...]:
    return find_folders(paths, lambda path: texts.get(path.rpartition("/")[2][:1], RECORD))


@pytest.mark.parametrize(
    "folder",
    [
        "docs/adr",
        "doc/adr",
        "docs/adrs",
        "ADR",
        "docs/decisions",
        "docs/architecture/decisions",
        "packages/api/docs/adr",
        "services/billing/decisions",
        "architecture-decision-records",
        "docs/decision-records",
        "docs/decision-log",
        "rfcs",
        "src/adr",
        "documentation/wiki/product/decisions",
        "docs/hercules_network_adr",
        "modules/contributor/pages/adr",
        "doc/rfd",
        "oeps",
    ],
)
def test_a_telling_name_is_found_at_any_depth(folder: str) -> None:
    assert found(f"{folder}/0001-a.md", f"{folder}/0002-b.md", "src/main.py", "README.md") == (
        folder,
    )


@pytest.mark.parametrize(
    "names",
    [
        ("adr-001-a.md", "adr-002-b.md"),
        ("0001-a.rst", "0002-b.rst", "README.md"),
        ("2024-05-02-a.md", "2024-06-02-b.md"),
        ("0001-a/README.md", "0002-b/README.md"),
    ],
)
def test_another_folder_is_found_by_its_shape(names: tuple[str, ...]) -> None:
    assert found(*(f"docs/arch/{name}" for name in names), "docs/setup.md") == ("docs/arch",)


def test_records_in_the_root_are_found() -> None:
    assert found("adr-001-a.md", "adr-002-b.md", "README.md") == (".",)


def test_a_folder_stands_for_those_inside_it() -> None:
    paths = ("docs/adr/0001-a.md", "docs/adr/old/0002-b.md", "docs/adr/api/adr/0001-c.md")
    assert found(*paths) == ("docs/adr",)


def test_several_folders_are_found_in_order() -> None:
    assert found("docs/adr/0001-a.md", "api/docs/adr/0001-b.md", "rfcs/0001-c.md") == (
        "api/docs/adr",
        "docs/adr",
        "rfcs",
    )


@pytest.mark.parametrize(
    "path",
    [
        "node_modules/x/docs/adr/0001-a.md",
        "vendor/x/docs/adr/0001-a.md",
        "third_party/x/adr/0001-a.md",
        ".venv/lib/adr/0001-a.md",
        "docs/adr/README.md",
        "docs/adr/0000-template.md",
        "src/decisions/engine.py",
    ],
)
def test_what_is_foreign_or_no_record_is_not_found(path: str) -> None:
    assert found(path) == ()


@pytest.mark.parametrize(
    "folder", ["examples/docs/adr", "tests/fixtures/adr", "testdata/adr", "e2e-tests/docs/adr"]
)
def test_examples_and_fixtures_count_only_where_there_is_nothing_else(folder: str) -> None:
    assert found(f"{folder}/0001-a.md", "docs/adr/0001-b.md") == ("docs/adr",)
    assert found(f"{folder}/0001-a.md") == (folder,)


def test_numbered_chapters_that_read_like_something_else_are_no_records() -> None:
    paths = [f"docs/guide/{n:03}-chapter.md" for n in range(9)]
    assert find_folders(paths, lambda _: PROSE) == ()


def test_a_folder_of_decisions_by_name_only_is_none() -> None:
    paths = ["src/decisions/guide-for-users.md", "src/decisions/overview.md"]
    assert find_folders(paths, lambda _: PROSE) == ()


def test_what_is_no_text_is_passed_over() -> None:
    assert find_folders(["docs/a/0001-a.md", "docs/a/0002-b.md"], lambda _: None) == ()


def test_a_hundred_thousand_paths_are_searched_with_little_reading() -> None:
    paths = [f"f{n % 900}/g{n % 7}/{n:05}-page.md" for n in range(100_000)]
    paths += ["docs/adr/0001-a.md", "pkg/9/docs/adr/0001-b.md"]
    read: list[str] = []
    started = time.process_time()
    folders = find_folders(paths, lambda path: read.append(path) or PROSE)
    assert folders == ("docs/adr", "pkg/9/docs/adr")
    assert len(read) <= MOST_READ
    assert time.process_time() - started < 10

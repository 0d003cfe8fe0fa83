"""Hotspots: few, long, often changed and mended; nothing that programs or releases touch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debt.hotspot_paths import may_be_hotspot
from debt.hotspots import MOST_PATHS, SeenChange, candidates, hotspots

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def change(*paths: str, days: float = 1, fix: bool = False, by: str = "ada") -> SeenChange:
    return SeenChange(paths, fix, NOW - timedelta(days=days), by)


def ranked(history: list[SeenChange], sizes: dict[str, int], **more: int) -> list[str]:
    return [h.path for h in hotspots(history, sizes, now=NOW, one_in=1, **more)]


def test_what_changed_more_often_is_longer_or_was_mended_comes_first() -> None:
    sizes = {"a.py": 100, "b.py": 100, "c.py": 900, "d.py": 100}
    history = [
        *[change("a.py") for _ in range(3)],
        *[change("b.py", fix=n == 0) for n in range(3)],
        *[change("c.py") for _ in range(3)],
        *[change("d.py") for _ in range(4)],
    ]
    assert ranked(history, sizes) == ["c.py", "b.py", "d.py", "a.py"]


def test_the_figures_are_those_of_the_window() -> None:
    history = [
        change("a.py", days=5, fix=True, by="grace"),
        change("a.py", days=50, by="grace"),
        change("a.py", days=100),
        change("a.py", days=400, fix=True),
    ]
    [found] = hotspots(history, {"a.py": 80}, now=NOW, months=6)
    assert (found.changes, found.fixes, found.lines, found.rank, found.months) == (3, 1, 80, 1, 6)
    assert found.people == ("grace", "ada")


def test_a_change_of_today_weighs_more_than_one_of_months_ago() -> None:
    history = [change(path, days=days) for path, days in (("old.py", 150), ("new.py", 2)) * 3]
    assert ranked(history, {"old.py": 99, "new.py": 99}) == ["new.py", "old.py"]


def test_what_is_gone_short_or_seldom_touched_is_no_hotspot() -> None:
    history = [change("gone.py", "short.py", "twice.py") for _ in range(2)]
    history.append(change("gone.py", "short.py"))
    assert ranked(history, {"short.py": 20, "twice.py": 500}) == []


def test_sweeping_changes_and_new_versions_tell_nothing() -> None:
    many = tuple(f"src/f{n}.py" for n in range(MOST_PATHS))
    history = [change("a.py", *many) for _ in range(5)]
    history += [change("a.py", by=bot) for bot in ("dependabot", "renovate[bot]") * 3]
    assert ranked(history, {"a.py": 500}) == []


def test_they_are_few_among_the_files_that_were_touched() -> None:
    history = [change(f"f{n:02}.py") for n in range(25) for _ in range(3)]
    sizes = {f"f{n:02}.py": 100 + n for n in range(25)}
    found = hotspots(history, sizes, now=NOW)
    assert [h.path for h in found] == ["f24.py", "f23.py", "f22.py"]
    assert len(hotspots(history, sizes, now=NOW, most=2)) == 2


def test_a_renamed_file_keeps_its_past() -> None:
    history = [
        change("old.py", days=30),
        change("old.py", days=20),
        SeenChange(("mid.py",), False, NOW - timedelta(days=10), "ada", (("old.py", "mid.py"),)),
        SeenChange(("new.py",), False, NOW - timedelta(days=5), "ada", (("mid.py", "new.py"),)),
    ]
    [found] = hotspots(history, {"new.py": 100}, now=NOW)
    assert (found.path, found.changes) == ("new.py", 4)


def test_candidates_are_those_whose_size_matters_the_weightiest_first() -> None:
    history = [*[change("b.py") for _ in range(4)], *[change("a.py") for _ in range(3)]]
    history.append(change("once.py"))
    assert candidates(history, now=NOW) == ("b.py", "a.py")
    assert candidates(history, now=NOW, most=1) == ("b.py",)


@pytest.mark.parametrize(
    "path",
    [
        "package-lock.json",
        "vendor/lib.go",
        "src/api.pb.go",
        "CHANGELOG.md",
        "NEWS",
        "docs/guide.py",
        "tests/test_a.py",
        "src/a.test.ts",
        "pkg/a_test.go",
        "src/ShopTests.cs",
        "pyproject.toml",
        "requirements-dev.txt",
        "logo.svg",
        "data/rows.json",
        "src/_version.py",
        "README.md",
    ],
)
def test_what_nobody_mends_by_hand_is_no_hotspot(path: str) -> None:
    assert not may_be_hotspot(path)


@pytest.mark.parametrize(
    "path", ["src/a.py", "lib/version_control.rb", "app/History.tsx", "deploy/main.tf", "Makefile"]
)
def test_code_may_be_one(path: str) -> None:
    assert may_be_hotspot(path)


PATHS = st.sampled_from(["a.py", "b.py", "c.py", "d.py"])
CHANGES = st.builds(
    SeenChange,
    st.lists(PATHS, max_size=4).map(tuple),
    st.booleans(),
    st.integers(0, 400).map(lambda days: NOW - timedelta(days=days)),
    st.sampled_from(["", "ada", "grace"]),
    st.lists(st.tuples(PATHS, PATHS), max_size=2).map(tuple),
)


@given(st.lists(CHANGES, max_size=30), st.dictionaries(PATHS, st.integers(0, 5_000)), st.randoms())
def test_the_order_of_the_history_never_matters(history, sizes, random) -> None:  # type: ignore[no-untyped-def]
    # Of several at the same moment any may be read first; here each has a moment of its own.
    spread = [
        SeenChange(c.paths, c.is_fix, c.at + timedelta(minutes=n), c.by, c.renames)
        for n, c in enumerate(history)
    ]
    shuffled = random.sample(spread, len(spread))
    found = hotspots(spread, sizes, now=NOW, one_in=1)
    again = hotspots(shuffled, sizes, now=NOW, one_in=1)
    assert [h.rank for h in found] == list(range(1, len(found) + 1))
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)
    assert [(h.path, h.changes, h.fixes) for h in found] == [
        (h.path, h.changes, h.fixes) for h in again
    ]

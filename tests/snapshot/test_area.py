"""Which areas a path lies in."""

from __future__ import annotations

import pytest

from snapshot.area import Area, AreaIndex, areas_of

AREAS = (
    Area("code", ("src/", "*.py"), excluded=("src/generated/", "vendor/")),
    Area("sql", ("*.sql", "migrations/**")),
    Area("all", ("**",), excluded=("docs/",)),
    Area("api", ("src/*/api.py",)),
)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("src/a.txt", ["code", "all"]),
        ("tools/a.py", ["code", "all"]),
        ("src/generated/a.py", ["all"]),
        ("vendor/a.py", ["all"]),
        ("src/pay/api.py", ["code", "all", "api"]),
        ("src/pay/deep/api.py", ["code", "all"]),
        ("docs/a.sql", ["sql"]),
        ("docs/a.md", []),
        ("SRC/a.txt", ["all"]),
    ],
)
def test_a_path_lies_in_every_area_that_holds_and_does_not_exclude_it(
    path: str, names: list[str]
) -> None:
    assert [area.name for area in areas_of(AREAS, path)] == names
    assert AreaIndex(AREAS).areas_of(path) == areas_of(AREAS, path)


def test_what_one_area_excludes_stays_in_the_others() -> None:
    areas = (Area("one", ("a/",), excluded=("a/b/",)), Area("two", ("a/b/",)))
    assert [area.name for area in areas_of(areas, "a/b/c")] == ["two"]


def test_without_areas_a_path_lies_in_none() -> None:
    assert areas_of((), "a") == ()

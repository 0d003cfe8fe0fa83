"""Where debt belongs: by the areas of the policy, else by CODEOWNERS, else by top folder."""

from __future__ import annotations

import pytest

from snapshot.area import Area
from snapshot.codeowners import parse
from snapshot.debt_areas import NO_AREA, DebtAreas

NAMED = (Area("payments", ("src/payments/",)), Area("search", ("src/search/", "*.sql")))
OWNERS = parse("* @acme/all\n/src/ @acme/api @ada\n/docs/\n")


@pytest.mark.parametrize(
    ("areas", "path", "found"),
    [
        (DebtAreas(NAMED, OWNERS), "src/payments/a.py", ("payments",)),
        (DebtAreas(NAMED, OWNERS), "src/payments/a.sql", ("payments", "search")),
        (DebtAreas(NAMED, OWNERS), "README.md", (NO_AREA,)),
        (DebtAreas((), OWNERS), "src/a.py", ("@acme/api", "@ada")),
        (DebtAreas((), OWNERS), "docs/a.md", (NO_AREA,)),
        (DebtAreas((), None), "src/a.py", ("src",)),
        (DebtAreas((), None), "setup.py", (NO_AREA,)),
    ],
)
def test_a_path_lies_in_what_names_it(areas: DebtAreas, path: str, found: tuple[str, ...]) -> None:
    assert areas.of_path(path) == found


def test_several_paths_lie_in_no_area_only_when_none_of_them_does() -> None:
    areas = DebtAreas(NAMED, None)
    assert areas.of_paths(["README.md", "src/search/a.py"]) == ("search",)
    assert areas.of_paths([]) == (NO_AREA,)


@pytest.mark.parametrize(
    ("areas", "label", "found"),
    [
        (DebtAreas(NAMED, None), "Payments", ("payments",)),
        (DebtAreas(NAMED, None), "area: search", ("search",)),
        (DebtAreas(NAMED, None), "area: other", (NO_AREA,)),
        (DebtAreas((), OWNERS), "team: api", ("@acme/api",)),
        (DebtAreas((), OWNERS), "area/acme/all", ("@acme/all",)),
        (DebtAreas((), OWNERS), "api", (NO_AREA,)),
        (DebtAreas((), None), "component/billing", ("billing",)),
        (DebtAreas((), None), "bug", (NO_AREA,)),
        (DebtAreas((), None), "", (NO_AREA,)),
    ],
)
def test_an_issue_without_a_path_lies_where_its_label_says(
    areas: DebtAreas, label: str, found: tuple[str, ...]
) -> None:
    assert areas.of_issue((), [label]) == found


def test_paths_go_before_labels() -> None:
    assert DebtAreas(NAMED, None).of_issue(["a.sql"], ["payments"]) == ("search",)

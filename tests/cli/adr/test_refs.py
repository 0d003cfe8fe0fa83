"""`plumbline adr refs`: texts of pull requests against the records of a clone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.mistakes import Mistake
from tests.cli.adr.shop import a_shop, adr, told
from tests.cli.clones import Clone

ELSEWHERE = "https://github.com/other/tool/blob/main/docs/adr/0042-tool.md"


@pytest.fixture
def shop(tmp_path: Path) -> Clone:
    return a_shop(tmp_path)


def test_what_a_text_cites_is_told_for_programs(shop: Clone) -> None:
    text = f"Move the queue (ADR-3)\n\nSee docs/adr/0002-use-redis.md and {ELSEWHERE}, ADR 99."
    answer = told(adr(shop, "refs", "--json", stdin=text))
    assert answer == {
        "refs": ["docs/adr/0003-use-postgres.md", "docs/adr/0002-use-redis.md"],
        "external": [ELSEWHERE],
        "mention_only": False,
        "waived": [],
        "unresolved": ["ADR 99"],
        "ambiguous": [],
        "folders": ["docs/adr"],
    }


def test_a_mere_mention_is_told_apart(shop: Clone) -> None:
    answer = told(adr(shop, "refs", "--json", stdin="As the ADR says."))
    assert (answer["refs"], answer["mention_only"]) == ([], True)
    assert "nothing says which" in adr(shop, "refs", stdin="As the ADR says.").stdout


def test_a_departure_is_told_with_its_reason(shop: Clone) -> None:
    text = "Waives ADR-3: the vendor needs Redis."
    [waived] = told(adr(shop, "refs", "--json", stdin=text))["waived"]
    assert waived["path"] == "docs/adr/0003-use-postgres.md"
    assert waived["reason"].startswith("the vendor needs Redis")
    assert "departed from: the vendor needs Redis" in adr(shop, "refs", stdin=text).stdout


def test_people_see_the_status_of_what_is_cited(shop: Clone) -> None:
    lines = adr(shop, "refs", stdin=f"ADR-2, ADR-77, {ELSEWHERE}").stdout.splitlines()
    assert lines[:2] == ["✓ docs/adr/0002-use-redis.md", "  ● superseded  Use Redis"]
    assert lines[2:] == [f"↗ {ELSEWHERE}  another repository", "✗ ADR-77  no record here"]
    assert adr(shop, "refs", stdin="Fix a typo").stdout == "No decision record is cited.\n"


def test_whose_repository_it_is_can_be_said(shop: Clone) -> None:
    url = "https://github.com/acme/shop/blob/gone/docs/adr/0003-use-postgres.md"
    ours = told(adr(shop, "refs", "--json", "--repository", "acme/shop", stdin=url))
    assert (ours["refs"], ours["external"]) == (["docs/adr/0003-use-postgres.md"], [])
    theirs = told(adr(shop, "refs", "--json", "--repository", "acme/till", stdin=url))
    assert (theirs["refs"], theirs["external"]) == ([], [url])
    refused = adr(shop, "refs", "--repository", "acme", stdin=url).exception
    assert isinstance(refused, Mistake)


def test_a_file_can_be_read_in_place_of_standard_input(shop: Clone, tmp_path: Path) -> None:
    (tmp_path / "body.md").write_text("ADR-3")
    answer = told(adr(shop, "refs", "--json", str(tmp_path / "body.md")))
    assert answer["refs"] == ["docs/adr/0003-use-postgres.md"]


def test_standard_input_that_is_no_text_is_a_mistake(shop: Clone) -> None:
    refused = adr(shop, "refs", "--json", stdin=b"\xff\xfe\x00binary").exception
    assert isinstance(refused, Mistake)
    assert "is not UTF-8 text" in str(refused)


def test_nothing_at_all_cites_nothing(shop: Clone) -> None:
    answer = told(adr(shop, "refs", "--json", stdin=""))
    assert (answer["refs"], answer["external"], answer["mention_only"]) == ([], [], False)

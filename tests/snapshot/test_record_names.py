"""File names of decision records."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.record_names import (
    is_record_path,
    next_file_name,
    next_number,
    number_in,
    record_name,
)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("0012-title.md", 12),
        ("012-title.md", 12),
        ("7-title.md", 7),
        ("0000-record-decisions.md", 0),
        ("0012.md", 12),
        ("12 title with spaces.md", 12),
        ("adr-012-title.md", 12),
        ("ADR012-title.md", 12),
        ("ADR-012_title.md", 12),
        ("DADR-0012-title.md", 12),
        ("adr_12_title.rst", 12),
        ("ADR-XXX_title.md", None),
        ("ODH-ADR-0003-title.md", 3),
        ("ODH-ADR-Operator-0003-title.md", 3),
        ("oep-0042-bp-title.rst", 42),
        ("decision-3.adoc", 3),
        ("rfc-0007-title.md", 7),
        ("20240502-title.md", None),
        ("2024-05-02-title.md", None),
        ("2024-05-02_012-title.md", 12),
        ("2024-05-title.md", None),
        ("2024-13-title.md", 2024),
        ("use-python-3-everywhere.md", None),
        ("adr-use-3-tiers.md", None),
        ("title.md", None),
        ("docs/adr/0012-title/README.md", 12),
        ("docs/adr/title/0013-x.md", 13),
        ("9" * 30 + ".md", None),
    ],
)
def test_the_number_is_the_one_in_the_file_name(name: str, number: int | None) -> None:
    assert number_in(name) == number


def test_a_date_in_a_file_name_is_kept_as_written() -> None:
    assert record_name("adr/20240502-title.md").date == "20240502"
    assert record_name("adr/2024-05-02-title.md").date == "2024-05-02"


@pytest.mark.parametrize(
    "path",
    [
        "docs/adr/0001-record.md",
        "docs/adr/use-postgres.md",
        "docs/adr/sub/0001-record.rst",
        "docs/adr/0001-record.adoc",
        "docs/adr/0012-template-engine.md",
        "docs/adr/0012-index-everything.md",
        "docs/adr/0012-title/README.md",
        "docs/adr/2024-05-02-title/index.md",
        "docs/adr/adr-100-e2e-abci++.md",
    ],
)
def test_a_decision_is_a_record(path: str) -> None:
    assert is_record_path(path)


@pytest.mark.parametrize(
    "path",
    [
        "docs/adr/README.md",
        "docs/adr/index.md",
        "docs/adr/sub/README.rst",
        "docs/adr/template.md",
        "docs/adr/_template.md",
        "docs/adr/0000-template.md",
        "docs/adr/adr-template-minimal.md",
        "docs/adr/ADR-000-template.md",
        "docs/adr/ADR-XXX_template.md",
        "docs/adr/NNNN-template.md",
        "docs/adr/0001-adr-template.md",
        "docs/adr/ODH-ADR-0000-template.md",
        "docs/adr/AGENTS.md",
        "docs/adr/templates/nygard.md",
        "docs/adr/assets/0001-notes.md",
        "docs/adr/0001-picture.png",
        "docs/adr/.pages",
        "docs/adr/.md",
        "docs/adr/Makefile",
        "",
    ],
)
def test_what_stands_around_the_decisions_is_no_record(path: str) -> None:
    assert not is_record_path(path)


@pytest.mark.parametrize(
    ("names", "number", "file_name"),
    [
        ([], "0001", "0001-t.md"),
        (["README.md", "0000-template.md"], "0001", "0001-t.md"),
        (["0001-a.md", "0012-b.md"], "0013", "0013-t.md"),
        (["1-a.md", "9-b.md"], "10", "10-t.md"),
        (["adr-099-a.rst"], "100", "adr-100-t.rst"),
        (["ADR-012_a.md", "README.md"], "013", "ADR-013_t.md"),
        (["ADR007-a.adoc"], "008", "ADR008-t.adoc"),
        (["2024-05-02-a.md", "2024-06-02-b.md"], "", "YYYY-MM-DD-t.md"),
        (["20240502-a.md"], "", "YYYYMMDD-t.md"),
        (["20240502_a.md", "0004-b.md", "0005-c.md"], "0006", "0006-t.md"),
        (["a.md", "b.md"], "0001", "0001-t.md"),
        (["0002-a/README.md"], "0003", "0003-t.md"),
    ],
)
def test_the_next_record_is_named_like_those_before_it(
    names: list[str], number: str, file_name: str
) -> None:
    paths = [f"docs/adr/{name}" for name in names]
    assert next_number(paths) == number
    assert next_file_name(paths, "t") == file_name


@given(st.lists(st.text(alphabet=st.sampled_from(list("adr-_/.md0129 X")), max_size=25)))
def test_any_names_can_be_asked(paths: list[str]) -> None:
    assert next_number(paths).isdigit() or next_number(paths) == ""
    assert next_file_name(paths)


@given(st.integers(0, 9998))
def test_a_number_written_is_a_number_read(number: int) -> None:
    assert number_in(f"docs/adr/{number:04}-a.md") == number
    assert int(next_number([f"docs/adr/{number:04}-a.md"])) == number + 1

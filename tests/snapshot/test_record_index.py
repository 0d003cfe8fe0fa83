"""Which record a citation means."""

from __future__ import annotations

import time

import pytest

from snapshot.citations import cited
from snapshot.facts import Repository
from snapshot.record_family import RecordFamily
from snapshot.record_index import RecordIndex

REPOSITORY = Repository("acme", "shop", "main", "https://github.com/acme/shop")
ROOT = "docs/adr/0001-record-decisions.md"
PAY = "services/pay/docs/adr/0001-ledger.md"
CART = "services/cart/docs/adr/0001-session.md"
RFC = "docs/rfc/rfc-0012-search.md"
SEARCH = "docs/adr/adr-0012-search-index.md"


def resolve(index: RecordIndex, text: str, near: str = "") -> list[str | None]:
    return [index.resolve(citation, near) for citation in cited(text, index.prefixes)]


@pytest.mark.parametrize(
    ("near", "path"),
    [
        ("", ROOT),
        ("src/main.py", ROOT),
        ("services/pay/main.py", PAY),
        ("services/pay/docs/adr/0002-x.md", PAY),
        ("services/cart/api/main.py", CART),
    ],
)
def test_among_equal_numbers_the_nearest_package_is_meant(near: str, path: str) -> None:
    index = RecordIndex((PAY, CART, ROOT), REPOSITORY)
    assert resolve(index, "ADR-1", near) == [path]


def test_a_relative_path_is_read_from_the_document_that_cites() -> None:
    index = RecordIndex((PAY, CART, ROOT), REPOSITORY)
    assert resolve(index, "[it](../../../cart/docs/adr/0001-session.md)", PAY) == [CART]
    assert resolve(index, "[it](./0001-ledger.md)", "services/pay/docs/adr/0002-x.md") == [PAY]


def test_of_two_sequences_the_word_before_the_number_decides() -> None:
    families = (
        RecordFamily(folders=("docs/adr",)),
        RecordFamily("rfc", folders=("docs/rfc",), prefixes=("RFC",)),
    )
    index = RecordIndex((RFC, SEARCH), REPOSITORY, families)
    assert resolve(index, "ADR-12") == [SEARCH]
    assert resolve(index, "RFC-12") == [RFC]
    assert resolve(RecordIndex((RFC,), REPOSITORY, families), "ADR-12") == [None]


def test_numbers_of_rfcs_and_peps_are_cited_only_where_the_owner_says_so() -> None:
    assert resolve(RecordIndex((RFC, SEARCH), REPOSITORY), "RFC-12") == []
    assert resolve(RecordIndex((RFC, SEARCH), REPOSITORY), "docs/rfc/rfc-0012-search.md") == [RFC]


def test_what_file_names_begin_with_cites_them_without_configuration() -> None:
    paths = (
        "docs/ODH-ADR-0001-use-records.md",
        "docs/ms/ODH-ADR-MS-0001-serve.md",
        "docs/op/ODH-ADR-Operator-0002-scope.md",
        "oeps/oep-0012-x.rst",
    )
    index = RecordIndex(paths, REPOSITORY)
    assert resolve(index, "ODH-ADR-MS-0001, ODH-ADR-0001, adr-ms-0001") == [
        paths[1],
        paths[0],
        paths[1],
    ]
    assert resolve(index, "ADR-2, OEP-12, oep-0012") == [paths[2], paths[3], paths[3]]
    assert resolve(index, "ADR-12") == [None]


def test_the_prefixes_of_a_family_cite_records_that_only_have_a_number() -> None:
    family = RecordFamily(folders=("docs/adr",), prefixes=("ADR", "ODH-ADR-MS"))
    index = RecordIndex((ROOT,), REPOSITORY, (family,))
    assert resolve(index, "ODH-ADR-MS-0001 and ADR 1") == [ROOT, ROOT]


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-18-modules",
        "docs/decisions/2026-06-18-modules/README.md",
        "https://github.com/acme/shop/tree/main/docs/decisions/2026-06-18-modules",
    ],
)
def test_a_folder_with_a_readme_is_a_record_by_its_name(text: str) -> None:
    path = "docs/decisions/2026-06-18-modules/README.md"
    assert resolve(RecordIndex((path,), REPOSITORY), text) == [path]
    assert resolve(RecordIndex((path,), REPOSITORY), "README.md") == [None]


def test_of_copies_of_a_record_the_one_that_lies_least_deep_is_meant() -> None:
    copies = ("site/versions/1.0/adr/0012-x.md", "site/adr/0012-x.md")
    assert resolve(RecordIndex(copies, REPOSITORY), "ADR-12") == ["site/adr/0012-x.md"]


def test_a_name_that_several_records_have_needs_its_folder() -> None:
    same = ("a/docs/adr/0001-start.md", "b/docs/adr/0001-start.md")
    index = RecordIndex(same, REPOSITORY)
    (citation,) = cited("0001-start.md")
    assert index.candidates(citation) == same
    assert resolve(index, "b/docs/adr/0001-start.md") == [same[1]]


def test_a_renamed_number_in_a_full_file_name_is_not_guessed() -> None:
    index = RecordIndex(("docs/adr/0012-use-kafka.md",), REPOSITORY)
    assert resolve(index, "docs/adr/0012-use-postgres.md") == [None]
    assert resolve(index, "docs/adr/0013-use-kafka.md") == [None]


def test_a_thousand_records_are_indexed_at_once() -> None:
    paths = [f"docs/adr/{number:04d}-title-{number}.md" for number in range(1_000)]
    started = time.process_time()
    index = RecordIndex(paths, REPOSITORY)
    assert time.process_time() - started < 2
    assert resolve(index, "ADR-999") == [paths[999]]

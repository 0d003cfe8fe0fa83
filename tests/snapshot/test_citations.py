"""How people refer to decision records."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.citations import MOST_CITATIONS, Citation, cited
from snapshot.facts import Repository
from snapshot.record_index import RecordIndex

REPOSITORY = Repository("acme", "shop", "main", "https://github.com/acme/shop")
RECORDS = (
    "docs/adr/0011-memory-as-plugin.md",
    "docs/adr/0012-use-postgres.md",
    "docs/adr/0024-queue.rst",
    "docs/adr/ODH-ADR-Operator-0020-x.md",
    "docs/adr/adr-053-a.md",
    "docs/adr/adr-054-b++.md",
    "docs/rfc/0012-other.md",
    "services/pay/decisions/2024-05-02-pay.md",
)
TWELVE = "docs/adr/0012-use-postgres.md"


def resolve(
    citation: Citation, paths: Iterable[str], repository: Repository = REPOSITORY
) -> str | None:
    return RecordIndex(paths, repository).resolve(citation)


def resolved(text: str) -> list[str]:
    paths = [resolve(citation, RECORDS, REPOSITORY) for citation in cited(text)]
    return [path for path in paths if path]


@pytest.mark.parametrize(
    "text",
    [
        "Implements ADR 12.",
        "Implements ADR 0012",
        "ADR-0012: go",
        "see (ADR-12)",
        "**ADR-12**",
        "adr-012",
        "adr012 is done",
        "adr 12",
        "feat(adr-12): x",
        "Merge branch 'feature/adr-0012-postgres'",
        "ADR0012",
        "ADR#12",
        "ADR #12",
        "ADR no. 12",
        "ADR\n12",
        "ADR_0012",
        "ADR\u201112",
        "as in docs/adr/0012-use-postgres.md.",
        "as in `docs/adr/0012-use-postgres.md`",
        "as in /docs/adr/0012-use-postgres.md#context",
        "as in ./docs/adr/0012-use-postgres.md, and",
        "[decision](../docs/adr/0012-use-postgres.md)",
        "[decision](docs/adr/0012-use-postgres.md)",
        "[decision][1]\n\n[1]: docs/adr/0012-use-postgres.md",
        "0012-use-postgres.md",
        "adr/0012-use-postgres.md",
        "shop/docs/adr/0012-use-postgres.md",
        "docs/adr/0012-use-postgres",
        "docs/adr/0012\\-use\\-postgres.md",
        "https://github.com/acme/shop/blob/main/docs/adr/0012-use-postgres.md",
        "(https://github.com/acme/shop/blob/main/docs/adr/0012-use-postgres.md).",
        "[x](https://github.com/acme/shop/blob/gone/branch/docs/adr/0012-use-postgres.md#why)",
        "<https://github.com/Acme/Shop/tree/3f2a/docs/adr/0012-use-postgres.md?plain=1>",
    ],
)
def test_a_reference_leads_to_its_record(text: str) -> None:
    assert resolved(text) == [TWELVE]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("ADRs 53 and 54", ["docs/adr/adr-053-a.md", "docs/adr/adr-054-b++.md"]),
        ("ADRs 11, 12, and 24", ["docs/adr/0011-memory-as-plugin.md", TWELVE, RECORDS[2]]),
        ("ADR-0012 / 0011", [TWELVE, "docs/adr/0011-memory-as-plugin.md"]),
        ("ADR-0012 / ADR-0011", [TWELVE, "docs/adr/0011-memory-as-plugin.md"]),
        ("ADR 12 and 11 files", [TWELVE]),
        ("ADR 12, 24 h later", [TWELVE]),
        ("docs/adr/adr-054-b++.md", ["docs/adr/adr-054-b++.md"]),
        ("docs/adr/adr-054-b%2B%2B.md", ["docs/adr/adr-054-b++.md"]),
        ("ODH-ADR-Operator-0020", [RECORDS[3]]),
        ("services/pay/decisions/2024-05-02-pay.md", [RECORDS[7]]),
        ("0012-other.md", ["docs/rfc/0012-other.md"]),
    ],
)
def test_lists_areas_and_unusual_names_resolve(text: str, paths: list[str]) -> None:
    assert resolved(text) == paths


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no word of it",
        "<!-- ADR-12 -->",
        "```\nADR-12\n```",
        "> ADR-12",
        "RFC 12",
        "PEP 12",
        "quadr-12",
        "ADR-99",
        "ADR 2024-05-12 meeting",
        "docs/adr/0099-none.md",
        "https://github.com/other/store/blob/main/docs/adr/0012-use-postgres.md",
        "https://ghe.example.org/acme/shop/blob/main/docs/adr/0012-use-postgres.md",
        "https://github.com/acme/shop/pull/12/adr-12",
    ],
)
def test_what_is_no_reference_to_a_record_leads_nowhere(text: str) -> None:
    assert resolved(text) == []


@pytest.mark.parametrize(
    "text",
    ["see the ADR", "docs(adr): x", "our decision records", "an architectural decision", "ADR: y"],
)
def test_the_bare_word_is_a_mention_that_locates_nothing(text: str) -> None:
    assert [c.kind for c in cited(text)] == ["mention"]
    assert resolved(text) == []


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("ADR-99", True),
        ("ADR #99", False),
        ("the ADR", False),
        ("docs/adr/0099-x.md", True),
        ("docs/adr/unnumbered.md", True),
        ("docs/setup.md", False),
        ("0099-x.md", True),
        ("notes.txt", False),
        ("adr/99-branch-name", False),
        ("https://github.com/acme/shop/blob/main/docs/adr/0099-x.md", True),
        ("https://github.com/acme/shop/tree/main/docs/adr", False),
    ],
)
def test_only_what_can_mean_nothing_else_is_certain(text: str, certain: bool) -> None:
    assert [c.is_certain for c in cited(text)] == [certain]


def test_a_url_tells_whose_record_it_cites() -> None:
    (citation,) = cited("https://github.com/other/repo/blob/v1/adr/0001-a%20b.md")
    assert (citation.site, citation.repository) == ("https://github.com", "other/repo")
    assert citation.target == "v1/adr/0001-a b.md"


def test_without_a_known_address_owner_and_name_decide() -> None:
    local = Repository("acme", "shop", "main")
    (citation,) = cited("https://any.example.org/acme/shop/blob/x/docs/adr/0012-use-postgres.md")
    assert resolve(citation, RECORDS, local) == TWELVE


def test_what_stands_around_the_records_is_never_meant() -> None:
    around = ("docs/adr/README.md", "docs/adr/adr-template.md", "docs/adr/index.md")
    for text in ("README.md", "adr-template.md", "docs/adr/index.md"):
        assert [resolve(c, around, REPOSITORY) for c in cited(text)] == [None]


def test_references_come_once_and_in_order() -> None:
    text = "ADR-12, 0011-memory-as-plugin.md, ADR-12 and the ADR"
    assert [c.text for c in cited(text)] == ["ADR-12", "0011-memory-as-plugin.md", "ADR"]


def test_a_flood_of_references_is_cut() -> None:
    assert len(cited(" ".join(f"ADR-{n}" for n in range(5_000)))) == MOST_CITATIONS


@given(st.text(alphabet=st.sampled_from(list("ADRs#- 012/.,md&\n`(<>:htp_")), max_size=80))
def test_any_text_can_be_searched_for_references(text: str) -> None:
    for citation in cited(text):
        assert citation.kind == "mention" or citation.target or citation.number is not None
        assert resolve(citation, RECORDS, REPOSITORY) in (*RECORDS, None)


@pytest.mark.parametrize(
    "piece",
    [
        "ADR ",
        "ADRs 1,",
        "ADR",
        "a",
        "a/",
        "../",
        "https://",
        "https://a/b/c/blob/",
        "docs/adr/1",
        "%",
    ],
)
def test_65_kilobytes_of_hostile_text_take_seconds_at_most(piece: str) -> None:
    started = time.process_time()
    for citation in cited(piece * (65_536 // len(piece))):
        resolve(citation, RECORDS, REPOSITORY)
    assert time.process_time() - started < 5

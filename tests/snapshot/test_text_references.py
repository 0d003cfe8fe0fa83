"""What a text says about decisions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.facts import Repository
from snapshot.record_family import RecordFamily
from snapshot.record_index import RecordIndex
from snapshot.text_references import Ambiguous, References, Waiver, references, together

REPOSITORY = Repository("acme", "shop", "main", "https://github.com/acme/shop")
HERE = "https://github.com/acme/shop"
ELSEWHERE = "https://github.com/other/store"
SOAP = "docs/adr/0007-use-soap.md"
XML = "docs/adr/0008-use-xml.md"
POSTGRES = "docs/adr/0012-use-postgres.md"
QUEUE = "docs/adr/0013-queue-per-tenant.md"
CACHE = "docs/adr/0014-cache.md"
DATED = "docs/decisions/20240502-use-kafka.md"
RECORDS = (SOAP, XML, POSTGRES, QUEUE, CACHE, DATED)
INDEX = RecordIndex(RECORDS, REPOSITORY)


def read(text: str, *near: str) -> References:
    return references(text, INDEX, near)


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("feat(adr-012): x", [POSTGRES]),
        ("docs(adr): 0012 use postgres", [POSTGRES]),
        ("docs(adr): add 0012-use-postgres", [POSTGRES]),
        ("adr(012): use postgres", [POSTGRES]),
        ("[ADR] 12. Use postgres", [POSTGRES]),
        ("[ADR] 12 Use postgres", [POSTGRES]),
        ("feature/adr-12-foo", [POSTGRES]),
        ("ada/adr_12_foo", [POSTGRES]),
        ("adr/0012-other-words", [POSTGRES]),
        ("adr/12", [POSTGRES]),
        ("ADR: 12", [POSTGRES]),
        ("**Related ADR:** 0012", [POSTGRES]),
        ("ADRs: 12, 13", [POSTGRES, QUEUE]),
        ("ADR 7, 8 and 12", [SOAP, XML, POSTGRES]),
        ("ADRs #12 and #13", [POSTGRES, QUEUE]),
        ("ADR0012/0013", [POSTGRES, QUEUE]),
        ("ADR-0012 and -0013", [POSTGRES, QUEUE]),
        ("adr-0012-0013-two-at-once", [POSTGRES, QUEUE]),
        ("ADR-0012–0014", [POSTGRES, QUEUE, CACHE]),
        ("ADRs 12 to 14", [POSTGRES, QUEUE, CACHE]),
        ("ADR-0012 through\nADR-0014", [POSTGRES, QUEUE, CACHE]),
        ("ADR 12 to 14", [POSTGRES]),
        ("move ADR-0012 to ADR-0014", [POSTGRES, CACHE]),
        ("ADR 20240502", [DATED]),
        ("as 20240502-use-kafka says", [DATED]),
        ("_ADR-12_ and ADR-**13**", [POSTGRES, QUEUE]),
        (r"ADR\-0012 and docs/adr/0013\-queue\-per\-tenant.md", [POSTGRES, QUEUE]),
        (r"docs\adr\0012-use-postgres.md", [POSTGRES]),
        ("docs/adr/{0012-use-postgres,0014-cache}.md", [POSTGRES, CACHE]),
        ("docs/adr/0012-use-postgres.md:12", [POSTGRES]),
        ("old/place/0012-use-postgres.md", [POSTGRES]),
        ("docs/adr/0012-use-postgres.adoc", [POSTGRES]),
        ("ADR-12.md", [POSTGRES]),
        ("ADR-12_use_postgres.md", [POSTGRES]),
        ("http://www.github.com/acme/shop/blob/main/docs/adr/0014-cache.md", [CACHE]),
        (f"{HERE}/blob/gone/branch/old/place/0012-use-postgres.md", [POSTGRES]),
        ("https://raw.githubusercontent.com/acme/shop/main/docs/adr/0014-cache.md", [CACHE]),
        ("see github.com/acme/shop/blob/main/docs/adr/0014-cache.md", [CACHE]),
        ("https://github.com/ada/shop/blob/mine/docs/adr/0014-cache.md", [CACHE]),
        ("https://docs.acme.example/adr/0012-use-postgres/", [POSTGRES]),
        ("https://docs.acme.example/adr/0012-use-postgres.html#why", [POSTGRES]),
        ("* a commit\n\n  carries out ADR-12\n\n* another\n\n      see ADR-13", [POSTGRES, QUEUE]),
        ("    ADR-12", [POSTGRES]),
        (f"[ADR-12]({HERE}/pull/40)", [POSTGRES]),
        ("[our decision][d]\n\n[d]: docs/adr/0012-use-postgres.md", [POSTGRES]),
        ("| ADR | 0012-use-postgres.md |\n|---|---|\n| x | ADR-13 |", [POSTGRES, QUEUE]),
    ],
)
def test_records_are_found_in_whatever_way_people_cite_them(text: str, refs: list[str]) -> None:
    assert list(read(text).refs) == refs


@pytest.mark.parametrize(
    "text",
    [
        "ADR 12.5",
        "adr 1.2",
        "ADR 2024-05-02 meeting",
        "adr-tools 3.0 and log4brains 7",
        "quadr12",
        "test_adr_012_rollback",
        "ADR012Handler",
        "src/adr012.go and docs/img/adr-012-diagram.png",
        "adr12@example.org",
        "adr: 12 new words",
        "ADR\n\n12 files changed",
        "Add ADR (#12)",
        "ADR-12x",
        "merged the ADR 7 days ago, and this is ADR 12 of 13",
        "Write an ADR\nENT-012 came first",
        "PREFIX-ADR-0012",
        "RFC 12, PEP-12 and rfc0012",
        "MADR 12",
        "version 12 of the ADR",
        "12-factor ADR",
        "README.md",
        "<!-- ADR-12 -->",
        "```\nADR-12\n```",
        "> as ADR-12 says",
        "<details><blockquote>\n\nADR-12\n\n</blockquote></details>",
        "https://example.org/adr/12",
        "https://blog.example/adr/0001-record-architecture-decisions",
        f"{HERE}/issues/12?q=adr-12",
        f"[ADR-12]({ELSEWHERE}/blob/main/docs/adr/0012-other.md)",
        f"[ADR-12]({ELSEWHERE}/pull/3)",
        f"ADR 12 ({ELSEWHERE}/blob/main/adr/0012-other.md)",
        f"{ELSEWHERE}/blob/main/docs/adr/0012-use-postgres.md",
    ],
)
def test_what_is_no_reference_is_not_invented(text: str) -> None:
    found = read(text)
    assert (found.refs, found.ambiguous, found.waived) == ((), (), ())


def test_records_of_other_repositories_are_named_as_written() -> None:
    urls = (
        f"{ELSEWHERE}/blob/main/docs/adr/0012-other.md#why",
        "https://github.com/acme/rfcs/blob/main/rfc-126-updates.md",
    )
    found = read(
        f"As [decided there]({urls[0]}) and in {urls[1]}, not {ELSEWHERE}/blob/x/README.md."
    )
    assert found == References(external=urls)


@pytest.mark.parametrize(
    ("path", "is_record"),
    [
        ("blob/main/docs/adr/use-x.md", True),
        ("blob/v1/architecture-decisions/adr001-x.md", True),
        ("tree/main/docs/adr/0012-x", True),
        ("blob/main/keps/sig-net/1880-ranges/README.md", True),
        ("blob/main/spec/ics-020-transfer/README.md", True),
        ("blob/main/docs/adr/README.md", False),
        ("tree/main/docs/adr", False),
        ("blob/main/docs/adr/template.md", False),
        ("blob/main/CHANGELOG.md", False),
        ("blob/main/docs/0012-tutorial.md", False),
        ("blob/main/src/adr/0012.py", False),
    ],
)
def test_only_what_looks_like_a_record_counts_as_one_elsewhere(path: str, is_record: bool) -> None:
    url = f"{ELSEWHERE}/{path}"
    assert read(f"See {url}.").external == ((url,) if is_record else ())


def test_an_id_counts_beside_an_address_from_before_the_repository_was_renamed() -> None:
    url = f"{ELSEWHERE}/blob/main/adr/0012-use-postgres.md"
    assert read(f"Fix a typo in ADR 12\n\n{url}") == References((POSTGRES,), (url,))


def test_without_knowing_whose_the_clone_is_an_address_counts_by_its_path() -> None:
    index = RecordIndex(RECORDS, Repository("", "shop", "main"))
    away = f"{ELSEWHERE}/blob/main/docs/adr/0099-none.md"
    found = references(f"{ELSEWHERE}/blob/main/{POSTGRES} and {away}", index)
    assert (found.refs, found.external) == ((POSTGRES,), (away,))


@pytest.mark.parametrize(
    "text",
    [
        "the ADR says so",
        "docs(adr): reword",
        "as in our decision record",
        "- [x] ADR added",
        "Add ADR (#123)",
        "see ADR #1484",
        "update docs/adr/README.md",
        f"all in {HERE}/tree/main/docs/adr",
        "# Architecture decision",
    ],
)
def test_speaking_of_decisions_without_saying_which_is_a_mention(text: str) -> None:
    assert read(text) == References(mention_only=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fix a bug",
        "ADR:",
        "ADR: #",
        "- **ADR**: n/a",
        "Related ADR: N/A",
        "Related ADRs: none.",
        "* Architecture decision record: _",
        "- [ ] ADR added",
        "- [ ] I have linked the ADR, if any",
        "What\n\n## ADR\n\nN/A",
        "What\n\n## Related ADRs\n<!-- link the ADR -->\n\n## Tests\n\nnone",
        "What\n\n## Link to the ADR",
        "adr-tools",
        "the quadr and ADRENALINE",
    ],
)
def test_empty_fields_of_a_template_say_nothing(text: str) -> None:
    assert read(text) == References()


def test_a_record_that_does_not_exist_is_unresolved_when_it_can_be_nothing_else() -> None:
    text = "ADR-99, docs/adr/0098-x.md, `0097-y.md`, docs/setup.md, ADR #96, 01-intro.md, ADR 2024"
    assert read(text).unresolved == ("ADR-99", "docs/adr/0098-x.md", "0097-y.md")
    assert not read("OEP-99 and PREFIX-ADR-99").unresolved
    assert not read("1900-proxy.md, 2023-11-14-tools.md, docs/0012-tutorial.md").unresolved
    assert not read("docs/adr/README.md, adr/00NN-title.md, adr/YYYYMMDD-x.md").unresolved


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        ("Waives ADR-7: the vendor needs it", [Waiver(SOAP, "the vendor needs it")]),
        ("Deviates from ADR 7 because of the vendor", [Waiver(SOAP, "the vendor")]),
        ("Waiver of ADR-7.", [Waiver(SOAP, "")]),
        ("Waiver: `docs/adr/0007-use-soap.md` - vendor", [Waiver(SOAP, "vendor")]),
        ("**Waives** [ADR-7](docs/adr/0007-use-soap.md), as agreed", [Waiver(SOAP, "agreed")]),
        (
            "An exception to the rule in ADR-7 since\nit is old\n\nThanks",
            [Waiver(SOAP, "it is old")],
        ),
        ("This deviates from the way of talking in ADR-7.", [Waiver(SOAP, "")]),
        ("Waives ADR-7 and ADR-8: old", [Waiver(SOAP, "old"), Waiver(XML, "old")]),
        ("Waives ADRs 7 and 8: old", [Waiver(SOAP, "old"), Waiver(XML, "old")]),
        ("- Waives ADR-7: old\n- Implements ADR-8", [Waiver(SOAP, "old")]),
        ("Does not deviate from ADR-7", []),
        ("There is no waiver of ADR-7 here", []),
        ("Never departs from ADR-7", []),
        ("Implements ADR-7. Waives nothing", []),
        ("Waives a fee; see ADR-7", []),
        ("Waives ADR-99: reason", []),
    ],
)
def test_a_waiver_names_its_record_and_its_reason(text: str, waived: list[Waiver]) -> None:
    found = read(text)
    assert list(found.waived) == waived
    assert {waiver.path for waiver in waived} <= set(found.refs)


TWINS = ("docs/adr/0037-audio-models.md", "docs/adr/0037-process-framework.md")


@pytest.mark.parametrize(
    ("text", "near", "refs"),
    [
        ("ADR 37", (), []),
        ("ADR 37: the process framework", (), [TWINS[1]]),
        ("Audio models\n\nCarries out ADR 37", (), [TWINS[0]]),
        ("ADR 37", (TWINS[0],), [TWINS[0]]),
        ("ADR 37, that is 0037-audio-models.md", (), [TWINS[0]]),
    ],
)
def test_of_records_that_share_a_number_the_text_chooses(
    text: str, near: tuple[str, ...], refs: list[str]
) -> None:
    found = references(text, RecordIndex(TWINS, REPOSITORY), near)
    assert list(found.refs) == refs
    assert found.ambiguous == (() if refs else (Ambiguous("ADR 37", TWINS),))
    assert not found.mention_only


def test_records_below_another_record_are_meant_together_with_it() -> None:
    proposal = "oeps/oep-0055-maintainers.rst"
    below = "oeps/oep-0055/decisions/0004-release-data.rst"
    paths = (proposal, below, "oeps/oep-0010/decisions/0004-other.rst")
    index = RecordIndex(paths, REPOSITORY)
    assert references("OEP-55: ADR-4", index).refs == (proposal, below)
    assert references("ADR-4", index).refs == ()


def test_other_words_before_a_number_count_where_they_are_configured() -> None:
    family = RecordFamily(folders=("docs/rfc",), prefixes=("RFC", "Design Doc"))
    path = "docs/rfc/0012-x.md"
    index = RecordIndex((path,), REPOSITORY, (family,))
    for text in ("RFC 12", "RFC-0012", "rfc12", "design doc 12", "Design-Doc-0012"):
        assert references(text, index).refs == (path,)
    assert references("RFC 3986", index) == References()


def test_several_texts_are_one() -> None:
    parts = [read("ADR-12 and the ADR"), read("the ADR"), read("Waives ADR-7: old, ADR-99")]
    assert together(parts) == References(
        refs=(POSTGRES, SOAP),
        waived=(Waiver(SOAP, "old, ADR-99"),),
        unresolved=("ADR-99",),
    )
    assert together([References(), read("the ADR")]) == References(mention_only=True)


PIECES = (
    *(
        "ADR",
        "ADRs",
        "-",
        " ",
        "0012",
        "12",
        ", ",
        " and ",
        "13",
        "#",
        ":",
        "\n",
        "\n\n",
        "> ",
        "`",
    ),
    *(
        "docs/adr/",
        "0012-use-postgres.md",
        "[",
        "](",
        ")",
        HERE,
        "/blob/x/",
        "<!--",
        "-->",
        "- [ ] ",
    ),
    *("Waives ", "because ", "<blockquote>", "</blockquote>", "é", "\\", "**", "20240502"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    found = read(text)
    assert set(found.refs) <= set(RECORDS)
    assert {waiver.path for waiver in found.waived} <= set(found.refs)
    assert not (found.mention_only and (found.refs or found.external or found.unresolved))


@pytest.mark.parametrize(
    "piece",
    [
        *("ADR ", "ADRs 1,", "ADRs 1-20 ", "ADR: \n", "- [ ] ADR\n", "waives ADR-7 "),
        *(
            "[",
            "[ADR](docs/adr/1.md) ",
            "<blockquote>",
            "https://a/b/c/blob/",
            "0012-use-",
            "A-ADR-",
        ),
    ],
)
def test_65_kilobytes_of_hostile_text_are_read_at_once(piece: str) -> None:
    started = time.process_time()
    read(piece * (65_536 // len(piece)))
    assert time.process_time() - started < 2

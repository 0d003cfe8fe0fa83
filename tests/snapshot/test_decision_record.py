"""Decision records in the dialects people write them in."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import Record, read_record
from snapshot.record_status import normal_status


def read(text: str, path: str = "docs/adr/0012-use-postgres.md") -> Record:
    return read_record(path, text)


NOTATIONS = {
    "heading": "# T\n\n## Status\n\nAccepted\n\n## Context\nx",
    "heading with a number": "# T\n\n## 2. Status\nAccepted",
    "heading and value on one line": "# T\n## Status: Accepted\n",
    "front matter": "---\nstatus: accepted\ndate: 2024-05-02\n---\n# T\n",
    "front matter with quotes": '---\nstatus: "accepted"\n---\n# T\n',
    "front matter with template braces": "---\nstatus: { accepted }\n---\n# T\n",
    "front matter that is no mapping": "---\ntag:Web Client\n---\n# T\n\n## Status\n\nAccepted",
    "front matter with a byte order mark": "\ufeff---\nstatus: accepted\n---\n# T",
    "bullet": "# T\n\n- Status: accepted\n- Date: x",
    "bullet in bold": "# T\n\n* **Status:** Accepted\n",
    "bullet with the colon outside": "# T\n\n* **Status**: Accepted\n",
    "table row": "# T\n\n| Status | Accepted |\n|---|---|\n| Date | x |",
    "table row below others": "# T\n\n| | |\n|---|---|\n| **Status** | Accepted |",
    "table without outer pipes": "# T\n\nStatus | Accepted\n---|---\nDate | x",
    "table with a row of labels": "# T\n\n| Date | Status |\n|---|---|\n| 2024 | Accepted |",
    "table in a block quote": ">| Status | `Accepted` |\n",
    "html table": "<table><tr>\n<td>Status</td><td>Accepted</td>\n</tr></table>",
    "inline label": "# T\n\nStatus: Accepted\n",
    "inline label in bold": "# T\n\n**Status**: Accepted\n",
    "rst heading": "T\n=\n\nStatus\n******\n\nAccepted\n\nContext\n*******\n",
    "rst heading without underline": "T\n====\n\nStatus\n\n**Accepted**\n",
    "rst field": "T\n====\n\n:Status: Accepted\n",
    "rst list-table": "T\n====\n\n.. list-table::\n\n   * - Status\n     - Accepted\n",
    "rst grid table": "+--------+----------+\n| Status | Accepted |\n+--------+----------+",
    "asciidoc heading": "= T\n\n== Status\n\nAccepted\n",
    "asciidoc attribute": "= T\n:status: Accepted\n",
    "windows line ends": "# T\r\n\r\n## Status\r\n\r\nAccepted\r\n",
    "emoji": "# T\n\n## Status\n\n✅ Accepted",
    "emphasis": "# T\n\n## Status\n\n**Accepted**",
    "bullet in the section": "# T\n\n## Status\n\n- Accepted",
    "label in the section": "# T\n\n## Status\n\nStatus: Accepted",
    "sentence left from the template": '# T\n\n## Status\n\n> May be "proposed".\n\nAccepted',
    "comment left from the template": "# T\n\n## Status\n<!-- proposed -->\nAccepted",
    "struck through": "# T\n\n## Status\n\n~~Proposed~~\n\nAccepted",
    "struck through on one line": "# T\n\n## Status\n\n~~Proposed~~ Accepted",
    "link": "# T\n\n## Status\n\n[Accepted](https://example.org)",
    "badge": "# T\n\n## Status\n\n![Accepted](https://example.org/x.svg)",
    "prose after the word": "# T\n\n## Status\n\nAccepted, applied in v7",
    "heading below the heading": "T\n====\n\nStatus\n======\n\nAccepted in May\n----------\n\n",
    "setext heading": "T\n===\n\nStatus\n------\nAccepted",
}


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS)
def test_the_status_is_found_in_every_notation(text: str) -> None:
    record = read(text)
    assert record.status == "accepted"
    assert record.status_line is not None
    assert "ccepted" in text.split("\n")[record.status_line - 1]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("Proposed", "proposed"),
        ("{proposed}", "proposed"),
        ("DRAFT", "proposed"),
        ("RFC", "proposed"),
        ("In review", "proposed"),
        ("TBD", "proposed"),
        ("Approved (2024-05-02)", "accepted"),
        ("{Active}", "accepted"),
        ("Implementable", "accepted"),
        ("Rejected in favour of ADR 111", "rejected"),
        ("*deprecated*", "deprecated"),
        ("Depreciated", "deprecated"),
        ("Superceded by [ADR 32](/adr/32)", "superseded"),
        ("Superseded (as never implemented) by [ADR 32](/adr/32)", "superseded"),
        ("Replaced by ADR 7", "superseded"),
        ("not-implemented", "unknown"),
        ("Implemented-ish", "unknown"),
        ("Partially accepted", "unknown"),
        ("on hold", "unknown"),
        ("{proposed | rejected | accepted | deprecated}", "unknown"),
        ("{Deprecated|Proposed|Accepted|Declined}", "unknown"),
        ("proposed, accepted, rejected", "unknown"),
        ("What is the status, such as proposed, accepted?", "unknown"),
        ("🤔", None),
        ("", None),
        ("~~Accepted~~", None),
    ],
)
def test_a_status_is_normalised_or_unknown_but_never_guessed(raw: str, status: str | None) -> None:
    assert normal_status(raw) == status


@pytest.mark.parametrize(
    "text",
    [
        "# Add Status Field\n\n## Status vocabulary\n\nAccepted\n",
        "# T\n\n## Change requirements status\n\nAccepted",
        "# T\n\n```\n## Status\n\nAccepted\n```\n",
        "# T\n<!--\n## Status\nAccepted\n-->\n",
        "# T\n\nThe status is accepted by all.\n",
        "# T\n\n## Status\n\n## Context\n\nAccepted wisdom",
        "",
    ],
)
def test_what_only_contains_the_word_is_no_status(text: str) -> None:
    record = read(text)
    assert (record.status, record.status_raw, record.status_line) == (None, "", None)


def test_an_unknown_status_keeps_its_words() -> None:
    record = read("# T\n\n## Status\n\n🕑 **Waiting** for [Bob](x)\n")
    assert (record.status, record.status_raw) == ("unknown", "Waiting for Bob")


def test_further_lines_of_the_section_are_remarks() -> None:
    record = read("# T\n\n## Status\n\nSuperseded\n\nSuperseded by [7](0007-x.md)\n\n## Context\n")
    assert record.status == "superseded"
    assert record.remarks == ("Superseded by [7](0007-x.md)",)


def test_front_matter_comes_before_the_heading() -> None:
    text = "---\nstatus: superseded\n---\n# T\n\n## Status\n\nAccepted\n"
    assert read(text).status == "superseded"


def test_an_empty_notation_does_not_hide_a_later_one() -> None:
    assert read("---\nstatus:\n---\n# T\n\n* Status: accepted\n").status == "accepted"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Use Postgres", "Use Postgres"),
        ("# 12. Use Postgres", "Use Postgres"),
        ("# 12 Use Postgres", "Use Postgres"),
        ("# 3 tiers for all", "3 tiers for all"),
        ("# ADR 12: Use Postgres", "Use Postgres"),
        ("# ADR-0012 - Use Postgres", "Use Postgres"),
        ("# ADR-xxx: Use Postgres", "Use Postgres"),
        ("# ADR012 Use Postgres", "Use Postgres"),
        ("# [ADR-12] Use Postgres", "Use Postgres"),
        ("# Architecture Decision Record: Use Postgres", "Use Postgres"),
        ("# ADR process", "ADR process"),
        ("# Use `pg` for *all* [data](x) #", "Use pg for all data"),
        ("# 2024-05-02 Use Postgres", "2024-05-02 Use Postgres"),
        ("---\ntitle: 'Front'\n---\n\n# Heading", "Heading"),
        ("---\ntitle: 'Front: matter'\nnav_order: 1\n---\n\n## Context", "Front: matter"),
        ("Use Postgres\n============\n\nStatus\n------\n", "Use Postgres"),
        ("============\nUse Postgres\n============\n", "Use Postgres"),
        ("= Use Postgres\n:status: x", "Use Postgres"),
        ("```\n# not this\n```\n# Use Postgres", "Use Postgres"),
        ("no heading at all", "use postgres"),
        ("# 12.", "12."),
        ("", "use postgres"),
    ],
)
def test_the_title_is_the_heading_without_number_and_markup(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("path", "number", "title"),
    [
        ("docs/adr/ADR-012_use_postgres.md", 12, "use postgres"),
        ("docs/adr/2024-05-02-use-postgres.md", None, "use postgres"),
        ("docs/adr/0012-use-postgres/README.md", 12, "use postgres"),
        ("docs/adr/0012.md", 12, "0012"),
    ],
)
def test_number_and_title_come_from_the_file_name_when_the_text_has_none(
    path: str, number: int | None, title: str
) -> None:
    record = read("", path)
    assert (record.number, record.title) == (number, title)


def test_the_file_name_is_trusted_when_the_title_has_another_number() -> None:
    assert read("# 7. Old").number == 12


@given(
    st.text(alphabet=st.sampled_from(list("#=-*|:> \n\r\t`~{}[]()<!1.")), max_size=60),
    st.sampled_from(["Status", "status:", "| Status |", "## Status\n", "title:", "---\n"]),
    st.text(alphabet=st.sampled_from(list("accepted #=-*|:>\n`~{}[]()")), max_size=60),
    st.sampled_from([".md", ".rst", ".adoc"]),
)
def test_any_text_is_a_record(before: str, word: str, after: str, extension: str) -> None:
    record = read_record("docs/adr/1-a" + extension, before + word + after)
    assert record.title
    assert (record.status is None) == (record.status_line is None)


@pytest.mark.parametrize(
    "piece",
    [
        "status ",
        "Status\n",
        "- Status:\n",
        "<!--",
        "![x](",
        "~~",
        "[",
        "| status ",
        "# ",
        "***",
        "`",
    ],
)
def test_300_kilobytes_of_hostile_text_take_seconds_at_most(piece: str) -> None:
    started = time.process_time()
    read("## Status\n" + piece * (300_000 // len(piece)))
    assert time.process_time() - started < 5


S = "# T\n\n## Status\n\n"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("Accepted, applied in v7", "accepted"),
        ("Accepted ([#1484])", "accepted"),
        ("Accepted, Implemented", "accepted"),
        ("Accepted (lazy consensus) & implemented", "accepted"),
        ("Accepted, superseded by ADR 7", "superseded"),
        ("Accepted (now superseded by [ADR 7](0007-x.md))", "superseded"),
        ("Accepted, supersedes ADR 3", "accepted"),
        ("Accepted, rejected", "unknown"),
        ("❌ Rejected", "rejected"),
        ("⌛️ Pending", "proposed"),
        ("[Approved](https://example.org)", "accepted"),
        ("|accepted|", "accepted"),
    ],
)
def test_prose_and_signs_around_the_word_are_passed_over(raw: str, status: str) -> None:
    assert read(S + raw + "\n").status == status


def test_the_owner_s_words_come_first() -> None:
    words = (
        ("ratified", "accepted"),
        ("accepted in principle", "proposed"),
        ("retired", "deprecated"),
    )
    path = "docs/adr/0001-x.md"
    for raw, status in [
        ("Ratified 2024", "accepted"),
        ("Accepted in principle", "proposed"),
        ("Accepted", "accepted"),
        ("[RETIRED](x)", "deprecated"),
        ("retiredness", "unknown"),
    ]:
        assert read_record(path, S + raw, words).status == status


def test_a_relation_below_the_word_does_not_change_the_status() -> None:
    record = read(S + "Accepted\n\nSuperseded by [7](0007-x.md)\n")
    assert record.status == "accepted"
    assert [relation.kind for relation in record.relations] == ["superseded_by"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("# T\n\n## ⚡ Status\n\nAccepted\n", "accepted"),
        ("# T\n##Status\nAccepted\n", "accepted"),
        ("= T\n:adr_status: accepted\n", "accepted"),
        ("= T\n:status: superseded by ADR7\n\n* Status: {status}\n", "superseded"),
        ("Status\n~~~~~~\n\nAccepted\n", "accepted"),
        ("---\nstate: accepted\n---\n# T\n", "accepted"),
        ("---\ntags: [Accepted]\nslug: x\nnav_order: 3\n---\n# T\n", None),
        ("---\ntag:Web Client\n---\n# T\n\n## Status\n\nAccepted\n", "accepted"),
        ("# T\n\n## Model\n\n### Status\n\nThe state an edition is in: draft or live\n", None),
        (
            "# T\n\n### Status\n\nThe state of it\n\n- Status: what an edition has, such as draft,"
            " live or gone from the site\n\n## Status\n\nAccepted\n",
            "accepted",
        ),
    ],
)
def test_odd_places_of_the_status_are_known(text: str, status: str | None) -> None:
    path = "a/1.rst" if "~~" in text else "a/1.adoc" if text.startswith("=") else "a/1.md"
    assert read_record(path, text).status == status


def test_front_matter_says_the_status_and_the_heading_adds_the_link() -> None:
    record = read(
        "---\nstatus: superseded\n---\n# T\n\n## Status\n\nSuperseded by [7](0007-x.md)\n"
    )
    assert (record.status, record.status_line) == ("superseded", 2)
    assert record.related("superseded_by")[0].line == 8


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Aries RFC 0004: Agents", "Agents"),
        ("# EP-12: Rename upstreams", "Rename upstreams"),
        ("# UTF-8: use it everywhere", "UTF-8: use it everywhere"),
        ("# ADR 0012: Architectural Decision Records", "Architectural Decision Records"),
        ("# 🎨 ADR-012: Micro-frontends", "Micro-frontends"),
        ("# RFD 12 Public roadmap", "Public roadmap"),
        ("# 11 Copied from the file before", "Copied from the file before"),
        ("# 12-Factor App", "12-Factor App"),
        ("# Use C&#43;&#43; &amp; Rust", "Use C++ & Rust"),
        ("# A → B, for snake_case_names", "A → B, for snake_case_names"),
        ("# Use _this_ and __that__", "Use this and that"),
        ("# Return `Result<T>` from `__init__`", "Return Result<T> from __init__"),
        ("# Ban `*.sql` and ``[x]``", "Ban *.sql and [x]"),
        ("# Ban <br> and <b>tags</b>", "Ban and tags"),
        ("# [Design Guideline]", "Design Guideline"),
        ("#46. Generalize the event bus", "Generalize the event bus"),
        ("# ADR 12\n\n## Use Postgres\n\n### Status\n", "Use Postgres"),
        ("# Architecture Decision Record\n\n## Title\n\nADR 12: Use Postgres\n", "Use Postgres"),
        ("---\ntitle: ADR 12 – Use Postgres\n---\n\n### Problem\n", "Use Postgres"),
        ("---\ntitle: Front\n---\n# Context\n\n# Decision\n", "Front"),
        ("## Context and Problem Statement\n\n# An option\n", "use postgres"),
        ("# {short title of solved problem and solution}\n", "use postgres"),
        ("<h1>Use Postgres</h1>\n", "Use Postgres"),
        ("Table of Contents\n=====\n\n# Use Postgres\n", "Use Postgres"),
    ],
)
def test_titles_are_what_a_reader_would_call_them(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("0012 Use ``pg`` for ``data``\n************\n\nStatus\n======\n", "Use pg for data"),
        ("\\0012 Use Postgres\n################\n", "Use Postgres"),
        (".. include:: ../0012-use-postgres.rst\n", "use postgres"),
    ],
)
def test_titles_in_rst_are_found(text: str, title: str) -> None:
    assert read(text, "docs/decisions/0012-use-postgres.rst").title == title


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = "---\nstatus: accepted\ndate: 2024-05-02\n---\n# T\n\n## Context\n\nx\n"
    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)


def test_what_stands_behind_embedded_images_is_read() -> None:
    image = "![x](data:image/png;base64," + "A" * 310_000 + ")\n"
    record = read("# T\n\n" + image + "\n## Status\n\nAccepted\n\n## Decision\n\nYes, we do.\n")
    assert (record.status, record.status_line) == ("accepted", 7)
    assert record.sections[-1].is_filled


def test_what_is_longer_than_any_record_is_cut() -> None:
    record = read("# T\n\n" + "words \n" * 60_000 + "## Status\n\nAccepted\n")
    assert (record.title, record.status) == ("T", None)


def test_what_a_record_governs_are_paths() -> None:
    text = "---\ngoverns: [src/db/, '*.sql']\napplies_to: [api-service, 'lib/**', '*']\n---\n# T\n"
    assert read(text).governs == ("src/db/", "*.sql", "lib/**")


@pytest.mark.parametrize(
    "text",
    [
        "---\nrevisit-by: 2026-01-01\n---\n# T",
        "---\nreview_by: 2026-01-01\n---\n# T",
        "# T\n\n* Revisit by: 2026-01-01\n",
        "# T\n\n## Review date\n\n1 January 2026\n",
    ],
)
def test_a_date_to_revisit_is_found(text: str) -> None:
    note = read(text).revisit_by
    assert str(note.date) == "2026-01-01"


def test_a_flaw_of_the_front_matter_leaves_the_rest_readable() -> None:
    record = read("---\ntitle: a: b\nstatus: accepted\n---\n# T\n\n## Context\n\nx\n")
    assert [flaw.line for flaw in record.flaws] == [2]
    assert (record.title, record.status) == ("T", "accepted")


@given(st.text(max_size=200), st.sampled_from([".md", ".rst", ".adoc", ".txt"]))
def test_no_text_at_all_raises(text: str, extension: str) -> None:
    for whole in (text, f"---\n{text}\n---\n", f"# T\n\n## Status\n\n{text}", f"| a |{text}"):
        assert read_record("a/1-b" + extension, whole).title


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Status: In limbo\n\n# Use X\n\n- Status: Accepted\n", "In limbo"),
        ("# Status: in limbo\n\n| Status | Accepted |\n|---|---|\n", "in limbo"),
        ("## Status\n\nIn limbo\n\n## Context\n\nStatus: done\n", "In limbo"),
        ("# Status\n\nDate: 2026-11-23\n\n## Status\n\nAccepted\n", "Accepted"),
    ],
)
def test_a_status_of_ones_own_at_the_top_is_hidden_by_no_other_word_but_a_section(
    text: str, said: str
) -> None:
    assert read_record("docs/adr/0001-x.md", text).status_raw == said

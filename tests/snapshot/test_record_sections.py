"""Sections of records: levels, lines, and whether the author has written anything there."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import read_record
from snapshot.record import Section


def sections(text: str, path: str = "docs/adr/0001-x.md") -> list[Section]:
    return list(read_record(path, text).sections)


def test_sections_have_their_titles_lines_and_levels() -> None:
    text = "# T\n\n## Context\n\nWe need this.\n\n### Detail\n\nMore.\n\n## 2. Decision\n\nDone.\n"
    assert [(s.title, s.line, s.level) for s in sections(text)] == [
        ("T", 1, 1),
        ("Context", 3, 2),
        ("Detail", 7, 3),
        ("2. Decision", 11, 2),
    ]


@pytest.mark.parametrize(
    ("text", "path", "levels"),
    [
        ("Title\n=====\n\nContext\n-------\n\nx\n", "a/1.md", [1, 2]),
        ("=====\nTitle\n=====\n\nContext\n*******\n\nMore\n----\n", "a/1.rst", [1, 2, 3]),
        ("Title\n~~~~~\n\nContext\n=======\n", "a/1.rst", [1, 2]),
        ("= T\n\n== Context\n\n=== More\n", "a/1.adoc", [1, 2, 3]),
        ("<h1>T</h1>\n<h2>Context</h2>\n", "a/1.md", [1, 2]),
        ("# T\n##Context\n", "a/1.md", [1, 2]),
    ],
)
def test_headings_are_found_in_every_markup(text: str, path: str, levels: list[int]) -> None:
    assert [section.level for section in sections(text, path)] == levels


@pytest.mark.parametrize(
    "text",
    [
        "```\n# no heading\n```\n",
        "<!--\n# no heading\n-->\n",
        "#define X\n\n#12 is an issue\n",
        "A paragraph\nbefore a rule of stars\n***\n",
        "| a |\n|---|\n",
        "-----\n\n----\n",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert sections("x\n\n" + text) == []


def test_the_edge_of_a_block_is_no_underline_in_asciidoc() -> None:
    text = "= T\n\n[NOTE]\n====\nTODO\n====\n"
    assert [section.title for section in sections(text, "a/1.adoc")] == ["T"]


FILLED = [
    "We use Postgres.",
    "- Postgres",
    "No.",
    "None.",
    "![Diagram](x.png)",
    "```\ncode\n```",
    "[ADR 5](0005-x.md)",
    "<https://example.org/decision>",
    'Chosen option: "Postgres", because it is known.',
    "Good, because fast",
    "{placeholder} and own words",
    "See [the guide].",
    "1. First",
    "日本語で書く",
]

EMPTY = [
    "",
    "<!-- This is an optional element. -->",
    "<!-- several\nlines -->",
    "{Describe the context and problem statement.}",
    "{Describe the context\nand problem statement.}",
    "<describe the context here>",
    "[Describe the context and problem statement, e.g., in free form]",
    "TBD",
    "**TODO**",
    "- TBD",
    "N/A",
    "...",
    "_tbd_",
    "What is the issue that we're seeing that is motivating this decision or change?",
    "What becomes easier or more difficult to do because of this change?",
    "What is the change that we're proposing and/or doing?",
    "* {title of option 1}\n* {title of option 2}\n* … <!-- numbers of options can vary -->",
    'Chosen option: "{title of option 1}", because {justification}.',
    "* Good, because {argument a}\n* Bad, because {argument b}",
    "---",
    "<br>",
]


@pytest.mark.parametrize("text", FILLED)
def test_own_words_fill_a_section(text: str) -> None:
    assert sections(f"# T\n\n## Context\n\n{text}\n\n## Decision\n")[1].is_filled


@pytest.mark.parametrize("text", EMPTY)
def test_what_the_template_says_fills_no_section(text: str) -> None:
    assert not sections(f"# T\n\n## Context\n\n{text}\n\n## Decision\n\nYes\n")[1].is_filled


def test_what_stands_in_a_subsection_fills_the_section_above() -> None:
    found = sections("# T\n\n## Options\n\n### First\n\nIt is good.\n\n### Second\n\n## Decision\n")
    assert [section.is_filled for section in found] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (".. What is the context?\n   Write it here.\n", "a/1.rst"),
        (".. contents::\n   :local:\n", "a/1.rst"),
        ("// What is the context?\n", "a/1.adoc"),
    ],
)
def test_comments_of_other_markups_fill_no_section(text: str, path: str) -> None:
    heading = "== Context\n\n" if path.endswith("adoc") else "Context\n*******\n\n"
    assert not sections(heading + text, path)[0].is_filled


@pytest.mark.parametrize("status", ["Pending", "TBD", "[Approved]", "{proposed}"])
def test_a_status_fills_its_section_whatever_it_is(status: str) -> None:
    assert sections(f"# T\n\n## Status\n\n{status}\n\n## Context\n")[1].is_filled


@pytest.mark.parametrize("opening", [".. code-block:: yaml", "For instance::", "::"])
def test_literal_blocks_of_rst_are_code(opening: str) -> None:
    text = (
        f"Title\n~~~~~\n\nContext\n=======\n\n{opening}\n\n   # no heading\n   status: live\n\nSo\n"
    )
    record = read_record("a/1.rst", text)
    assert record.status is None
    assert [section.title for section in record.sections] == ["Title", "Context"]


def test_a_note_in_rst_fills_a_section() -> None:
    assert sections("Context\n*******\n\n.. note::\n\n   We moved.\n", "a/1.rst")[0].is_filled


@given(
    st.lists(
        st.sampled_from(["# A", "## B", "### C", "", "TBD", "words", "{x}", "```", "D\n---"]),
        max_size=25,
    )
)
def test_sections_rise_in_their_lines(lines: list[str]) -> None:
    found = sections("\n".join(lines))
    assert [s.line for s in found] == sorted({s.line for s in found})
    for outer, inner in pairwise(found):
        if inner.level > outer.level and inner.is_filled:
            assert outer.is_filled

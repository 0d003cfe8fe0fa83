"""Markdown: what counts as an author's own words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.markdown import Block, Checkbox, checkboxes, prose, prose_blocks


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain `docs/adr/0001-a.md` text", "plain `docs/adr/0001-a.md` text"),
        ("before <!-- ADR-1 --> after", "before  after"),
        ("<!--\nADR-1\n\nstill hidden\n-->\nshown", "shown"),
        ("<!-- never closed\n\nADR-1", ""),
        ("a paragraph <!-- never closed", "a paragraph <!-- never closed"),
        ("`<!-- code -->` stays", "`<!-- code -->` stays"),
        ("`` a ` <!-- code --> `` <!-- gone -->", "`` a ` <!-- code --> `` "),
        ("lonely ` tick <!-- gone -->", "lonely ` tick "),
        ("```\nADR-1\n```\nshown", "shown"),
        ("~~~md\nADR-1\n~~~", ""),
        ("> ADR-1 said\nlazily on\n\nshown", "shown"),
        ("- item\n  > quoted\n\n  own", "item\nown"),
        ("    indented", "indented"),
        ("[adr]: https://example.org/x", ""),
        ("[//]: # (docs/adr/0001-a.md)", ""),
        ("a [](docs/adr/0001-a.md) b", "a  b"),
        ('[x]: y "docs/adr/0001-a.md"\n\nsee [x]', "see [x]\ny"),
        (
            "as in [ADR][Adr]\n\n[adr]: https://example.org/x",
            "as in [ADR][Adr]\nhttps://example.org/x",
        ),
        ("a <b title='docs/adr/0001-a.md'>bold</b> word", "a bold word"),
        ('a <b title=">docs/adr/0001-a.md">bold</b> word', "a bold word"),
        ('<div title="docs/adr/0001-a.md">\nshown\n</div>', "shown"),
        ('see <a href="docs/adr/0001-a.md">it</a>', "see  docs/adr/0001-a.md it"),
        ('see <a href="docs/adr/0001-a.md"></a>', "see "),
        ("<docs/adr/0001-a.md> and <https://a.b/c>", "<docs/adr/0001-a.md> and <https://a.b/c>"),
        ("`<b title=x>` and 1 < 2", "`<b title=x>` and 1 < 2"),
        ("<details>\n<summary>ADR-1</summary>\n\nbody\n</details>", None),
        ("| a | b |\n|---|---|\n| ADR-1 | x |", "a\nb\nADR-1\nx"),
        ("# Title\r\n\r\ntext\r\n", "Title\ntext"),
        ("", ""),
    ],
)
def test_prose_is_what_github_shows_as_the_author_s_own_words(text: str, kept: str | None) -> None:
    if kept is None:
        assert "ADR-1" in prose(text)
        assert "body" in prose(text)
    else:
        assert prose(text) == kept


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("- [ ] open\n- [x] done\n- [X] done too", ["open", "+done", "+done too"]),
        ("1. [x] numbered", ["+numbered"]),
        ("* outer\n  * [ ] nested", ["nested"]),
        ("- [x] with <!-- hint --> words", ["+with  words"]),
        ("- [x] first line\n  second line", ["+first line"]),
        ("- [x]\n- [ ]not a box\n- [y] neither", []),
        ("[x] no list", []),
        ("- word\n\n  [x] second paragraph", []),
        ("> - [x] quoted", []),
        ("```\n- [x] code\n```", []),
        ("<!--\n- [x] hidden\n-->", []),
    ],
)
def test_checkboxes_are_the_task_list_items_github_renders(text: str, boxes: list[str]) -> None:
    assert [("+" if b.checked else "") + b.text for b in checkboxes(text)] == boxes


def test_a_checkbox_knows_its_line() -> None:
    assert checkboxes("Hello\n\n- a\n- [x] b\n") == (Checkbox("b", True, 4),)


@given(st.text(alphabet=st.sampled_from(list("-*>`~<!x[ ]\n\r\t1.#|a\0")), max_size=200))
def test_any_text_has_prose_and_checkboxes(text: str) -> None:
    assert isinstance(prose(text), str)
    assert all(box.text and box.line >= 1 for box in checkboxes(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a\n",
        ">",
        "> - ",
        "- ",
        "[",
        "`",
        "` `` ",
        "<!--",
        "<!-- -->",
        "<a\n",
        "a <!-- `\n",
        '<a "',
        "<a ' ",
        "[a]: b\n",
        "[a] ",
        "[](",
    ],
)
def test_300_kilobytes_of_hostile_text_take_seconds_at_most(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    started = time.process_time()
    prose(text)
    checkboxes(text)
    assert time.process_time() - started < 15


def test_blocks_of_prose_say_which_of_them_are_headings() -> None:
    text = "# A\n\n<!-- b -->\n\nc\nd\n\n- e\n\nF\n-\n\n> g\n\n[x][h]\n\n[h]: i.md"
    assert prose_blocks(text) == (
        *(Block("A", True), Block("c\nd", False), Block("e", False), Block("F", True)),
        *(Block("[x][h]", False), Block("i.md", False)),
    )
    assert prose(text) == "A\nc\nd\ne\nF\n[x][h]\ni.md"

"""Foreign text stays inert, counts read well, and cutting never tears Markdown."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.engine.words import (
    bullets,
    code,
    code_path,
    cut,
    listing,
    percent,
    plain,
    plural,
    size,
    table,
    visible,
)
from tests.checks.reading import block_types, code_spans, outside_code

nasty = st.text(
    alphabet=st.one_of(
        st.sampled_from("`|\\<>@#[]()!*_~\n\r\t -:/&;"),
        st.characters(),
    ),
    max_size=60,
)


@given(nasty)
@settings(max_examples=300, deadline=None)
def test_any_foreign_text_in_a_sentence_is_nothing_but_a_code_span(text: str) -> None:
    sentence = f"It touches {code(text)} here."
    shown = " ".join(outside_code(sentence).split())
    assert shown in ("It touches here.", "It touches (empty) here.")


@given(nasty.filter(lambda text: visible(text).strip()))
@settings(max_examples=300, deadline=None)
def test_a_code_span_shows_the_visible_form_of_the_text(text: str) -> None:
    assert code_spans(f"It touches {code(text, 1000)} here.") == [visible(text)]


@given(st.lists(st.tuples(nasty, nasty), min_size=1, max_size=5))
@settings(max_examples=200, deadline=None)
def test_any_foreign_text_in_a_table_leaves_the_table_whole(rows: list[tuple[str, str]]) -> None:
    markdown = table(("a", "b"), [(code(one, 1000), code(two, 1000)) for one, two in rows])
    assert block_types(markdown).count("td_open") == 2 * len(rows)
    assert block_types(markdown)[-1] == "table_close"
    shown = [visible(text) for row in rows for text in row if visible(text).strip()]
    assert code_spans(markdown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("a\u2066b", "a\\u2066b"),
        ("\x1b[31m", "\\u001b[31m"),
        ("one\ntwo", "one\\ntwo"),
        ("\u200bhidden", "\\u200bhidden"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("über 漢字 👩\u200d🔬", "über 漢字 👩\u200d🔬"),
    ],
)
def test_what_does_not_show_or_reorders_text_is_escaped(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
@settings(deadline=None)
def test_visible_text_is_one_line_that_can_be_encoded(text: str) -> None:
    shown = visible(text)
    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("plain", "`plain`"),
        ("a`b", "``a`b``"),
        ("a``b", "`a``b`"),
        ("`x", "`` `x ``"),
        (" ", "(empty)"),
        ("", "(empty)"),
    ],
)
def test_a_code_span_uses_a_fence_that_the_text_does_not_close(text: str, span: str) -> None:
    assert code(text) == span


def test_long_foreign_text_is_cut_with_an_ellipsis() -> None:
    assert code("x" * 500, 10) == "`xxxxxxxxx…`"


@pytest.mark.parametrize(
    ("count", "noun", "many", "said"),
    [
        (0, "file", "", "0 files"),
        (1, "file", "", "1 file"),
        (3000, "file", "", "3,000 files"),
        (2, "person", "people", "2 people"),
    ],
)
def test_counts_agree_with_their_noun(count: int, noun: str, many: str, said: str) -> None:
    assert plural(count, noun, many) == said


def test_only_everything_is_a_hundred_percent() -> None:
    assert [percent(999, 1000), percent(2, 2), percent(0, 0)] == ["99 %", "100 %", "100 %"]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a or b"),
        (["a", "b", "c"], "a, b or c"),
        (["a", "b", "c", "d", "e"], "a, b, c or 2 others"),
    ],
)
def test_listings_read_as_a_sentence_and_say_how_many_are_not_named(
    items: list[str], said: str
) -> None:
    assert listing(items, 3, "or") == said


def test_bullets_say_how_many_are_not_shown() -> None:
    assert bullets(["a", "b", "c"], 2) == "- a\n- b\n- and 1 more"


def test_text_within_the_limit_is_not_cut() -> None:
    assert cut("a\nb", 200) == "a\nb"


def test_cutting_leaves_whole_lines_and_says_how_many_are_missing() -> None:
    rows = table(("n",), [(f"row {n}",) for n in range(100)])
    shorter = cut(rows, 300)
    assert shorter.endswith("|\n\n_77 more lines left out here._")
    kept = len(shorter.splitlines()) - 2
    assert rows.splitlines()[:kept] == shorter.splitlines()[:kept]


def test_cutting_inside_a_fence_closes_it() -> None:
    text = "````text\n" + "```\n" * 500 + "````\nafter"
    assert block_types(cut(text, 400)) == [
        "fence",
        "paragraph_open",
        "inline",
        "paragraph_close",
    ]


def test_one_endless_line_is_left_out_rather_than_torn() -> None:
    assert cut("x" * 5000, 200) == "\n\n_1 more line left out here._"


@given(st.text(alphabet="ab`~ |\né漢", max_size=600), st.integers(200, 500))
@settings(max_examples=200, deadline=None)
def test_cut_text_keeps_the_limit_and_only_drops_lines(text: str, limit: int) -> None:
    shorter = cut(text, limit)
    assert size(shorter) <= limit
    if shorter != text:
        dropped = int(re.findall(r"_(\d+) more line", shorter)[-1])
        assert 0 < dropped <= len(text.split("\n"))


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("`TODO` in `a.py`, line 3", "TODO in a.py, line 3"),
        ("name `` a`b `` here", "name a`b here"),
        ("add [`docs/adr/1.md`](https://x/y) now", "add docs/adr/1.md now"),
        ("no marks, one ` tick", "no marks, one ` tick"),
    ],
)
def test_plain_words_show_no_markdown(markdown: str, shown: str) -> None:
    assert plain(markdown) == shown


@pytest.mark.parametrize(
    ("path", "limit", "shown"),
    [
        ("src/a.py", 80, "`src/a.py`"),
        ("one/two/three/four.py", 16, "`…/three/four.py`"),
        ("one/two/three/four.py", 12, "`…/four.py`"),
        ("one/a-very-long-file-name.py", 12, "`…ile-name.py`"),
        ("one/two/three/fo`ur.py", 12, "``…/fo`ur.py``"),
    ],
)
def test_a_long_path_keeps_its_end(path: str, limit: int, shown: str) -> None:
    assert code_path(path, limit) == shown

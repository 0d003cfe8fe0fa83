"""What stood before a patch is known to the byte, or not at all."""

from __future__ import annotations

import pygit2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snapshot.applied_patch import line_counts, text_before

PATCH = "@@ -1,3 +1,4 @@\n a\n-b\n+B\n+B\n c"

texts = st.builds(
    lambda lines, end: "\n".join(lines) + end,
    st.lists(
        st.sampled_from(["a", "b", "", "c\r", "d\x0c", "-", "+", "@@ -1 +1 @@", "ü"]), max_size=30
    ),
    st.sampled_from(["", "\n"]),
)


def patch_of(old: str, new: str) -> str:
    """As GitHub shows it: without file headers and without a line end."""
    # The patch reads from these as long as it lives, and keeps neither of them alive.
    before, after = old.encode(), new.encode()
    whole = pygit2.Patch.create_from(before, after).data.decode()
    return whole[whole.index("@@ ") :].removesuffix("\n")


@settings(max_examples=200, deadline=None)
@given(texts, texts)
def test_any_patch_leads_back_to_the_text_it_was_made_from(old: str, new: str) -> None:
    if old == new:
        return
    patch = patch_of(old, new)
    assert text_before(patch, new) == old


@settings(max_examples=100, deadline=None)
@given(texts, texts, texts)
def test_a_patch_fits_no_text_by_chance(old: str, new: str, other: str) -> None:
    if old == new:
        return
    found = text_before(patch_of(old, new), other)
    # Where it fits, it is a patch of that text as well: the same lines go and come.
    assert found is None or line_counts(patch_of(found, other)) <= line_counts(patch_of(old, new))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_garbage_is_no_patch_and_no_trouble(patch: str, text: str) -> None:
    assert text_before(patch, text) is None or patch.startswith("@@ ")
    assert line_counts(patch) <= line_counts(patch)


@pytest.mark.parametrize(
    ("patch", "text"),
    [
        (PATCH, "a\nB\nB\nx\n"),
        (PATCH, "a\nB\nB\nc"),
        (PATCH, "x\na\nB\nB\nc\n"),
        (PATCH.replace("-1,3", "-2,3"), "a\nB\nB\nc\n"),
        (PATCH.replace("-1,3", "-1,9"), "a\nB\nB\nc\n"),
        (PATCH.removesuffix("\n c"), "a\nB\nB\n"),
        (PATCH.replace(" a", ""), "a\nB\nB\nc\n"),
        (PATCH.replace("-b", "-\N{REPLACEMENT CHARACTER}"), "a\nB\nB\nc\n"),
        (PATCH.replace("-b", "-" + chr(0xD800)), "a\nB\nB\nc\n"),
        ("@@ -1 +0,0 @@\n-a\n\\ No newline at end of file", "b\n"),
        ("\\ No newline at end of file", ""),
    ],
)
def test_what_does_not_fit_exactly_is_no_answer(patch: str, text: str) -> None:
    assert text_before(patch, text) is None
    assert text_before(PATCH, "a\nB\nB\nc\n") == "a\nb\nc\n"


def test_carriage_returns_are_content() -> None:
    patch = "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r"
    assert text_before(patch, "a\r\nc\r\n") == "a\r\nb\r\n"
    assert text_before(patch, "a\nc\n") is None


def test_lines_are_counted_wherever_they_stand() -> None:
    here, there = line_counts(PATCH), line_counts("@@ -8,2 +9,3 @@ f()\n-b\n+B\n x\n+B")
    assert here == there
    less = line_counts("@@ -1 +1 @@\n-b\n+B")
    assert (less <= here, here <= less) == (True, False)

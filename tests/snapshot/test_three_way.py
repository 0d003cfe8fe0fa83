"""Two versions are merged as git merges them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from snapshot.three_way import clean_merge

TEXT = "".join(f"line {n}\n" for n in range(20))

texts = st.builds(
    lambda lines, end: "\n".join(lines) + end,
    st.lists(st.sampled_from(["a", "b", "c", "d\r", "", "<<<<<<< x", "======="]), max_size=20),
    st.sampled_from(["", "\n"]),
)


def test_changes_in_different_places_are_both_there() -> None:
    one, other = TEXT.replace("line 3\n", "3\r\n"), TEXT.replace("line 17\n", "") + "end"
    assert clean_merge(TEXT, one, other) == other.replace("line 3\n", "3\r\n")


def test_the_same_change_on_both_sides_is_made_once() -> None:
    one = TEXT.replace("line 3\n", "3\n")
    both = one.replace("line 17\n", "17\n")
    assert clean_merge(TEXT, both, one) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (TEXT.replace("line 3\n", "3\n"), TEXT.replace("line 3\n", "drei\n")),
        (TEXT.replace("line 3\n", ""), TEXT.replace("line 3\n", "drei\n")),
        (TEXT.replace("\n", "\r\n"), TEXT.replace("line 3\n", "drei\n")),
        (TEXT + "a", TEXT + "b"),
        (TEXT + "a\n", TEXT + "a"),
        (TEXT + "\0", TEXT.replace("line 3\n", "3\n")),
    ],
)
def test_what_needs_a_hand_is_no_clean_merge(one: str, other: str) -> None:
    assert clean_merge(TEXT, one, other) is None


@settings(max_examples=60, deadline=None)
@given(texts, texts)
def test_who_changed_nothing_does_not_matter(was: str, is_now: str) -> None:
    assert clean_merge(was, is_now, was) == clean_merge(was, was, is_now) == is_now
    assert clean_merge(was, is_now, is_now) == is_now


@pytest.mark.skipif(not shutil.which("git"), reason="needs git")
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(was=texts, one=texts, other=texts)
def test_git_itself_comes_to_the_same(was: str, one: str, other: str, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one", "was", "other")]
    for path, text in zip(paths, (one, was, other), strict=True):
        path.write_bytes(text.encode())
    told = subprocess.run(["git", "merge-file", "-p", *paths], capture_output=True, check=False)
    expected = None if told.returncode else told.stdout.decode()
    assert clean_merge(was, one, other) == expected

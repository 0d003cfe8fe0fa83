"""Evaluations survive being kept, and nothing else passes for one."""

from __future__ import annotations

import json
from datetime import UTC

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.parts.review_coverage.coverage_map import Share
from reviews.page import Evaluation, packed, unpacked
from reviews.page.evaluation import CheckSaid
from reviews.page.map_seen import Approval, Away, FileSeen, MapSeen, Need, Part, Person
from tests.reviews.page.evaluations import an_evaluation

texts = st.text(max_size=8)
numbers = st.integers(0, 9)
many = {"max_size": 3}
names = st.lists(texts, **many).map(tuple)
kinds = st.sampled_from(["anybody", "owners", "area"])
needs = st.builds(Need, kinds, names, texts, numbers, texts, texts, numbers, numbers, names)
parts = st.builds(
    Part,
    st.lists(st.builds(FileSeen, texts, numbers, texts), **many).map(tuple),
    st.lists(needs, **many).map(tuple),
    names,
    names,
    numbers,
)
maps = st.builds(
    MapSeen,
    st.lists(parts, **many).map(tuple),
    st.lists(st.builds(Approval, texts, st.none() | texts, texts, numbers), **many).map(tuple),
    names,
    names,
    names,
    st.lists(st.builds(Person, texts, numbers, texts), **many).map(tuple),
    numbers,
    st.booleans(),
    names,
    st.lists(st.tuples(texts, texts), **many).map(tuple),
    st.lists(st.builds(Away, texts, numbers, texts), **many).map(tuple),
    numbers,
)
evaluations = st.builds(
    Evaluation,
    st.datetimes(timezones=st.just(UTC)),
    texts,
    texts,
    st.lists(st.builds(CheckSaid, texts, texts, texts, texts, texts), **many).map(tuple),
    st.none() | st.builds(Share, numbers, numbers, numbers, numbers),
    st.none() | maps,
)


@settings(max_examples=60, deadline=None)
@given(evaluations)
def test_what_was_kept_comes_back_the_same(evaluation: Evaluation) -> None:
    assert unpacked(json.loads(json.dumps(packed(evaluation)))) == evaluation


@pytest.mark.parametrize(
    "kept",
    [
        None,
        1,
        "x",
        [],
        {},
        [1],
        [0, "2026-11-23", "", "", [], None, None],
        [1, "soon", 2, 3, 4, 5, 6],
        [1, "2026-11-23T09:00:00+00:00", "a", "b", [["too", "short"]], None, None],
    ],
)
def test_what_another_version_kept_is_no_evaluation(kept: object) -> None:
    assert unpacked(kept) is None


def test_thousands_of_files_stay_small() -> None:
    parts = (Part(tuple(FileSeen(f"src/f{n}.py", 3) for n in range(3_000)), ()),)
    made = packed(an_evaluation(map=MapSeen(parts)))
    assert len(json.dumps(made)) < 100_000

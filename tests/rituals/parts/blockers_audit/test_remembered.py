"""What one audit leaves for the next one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rituals.parts.blockers_audit.remembered import (
    MOST_BLOCKERS,
    Seen,
    read_remembered,
    remembering,
)

REFERENCES = st.from_regex(r"([A-Za-z0-9-]{1,9}/[A-Za-z0-9_.-]{1,9})?#[0-9]{1,9}", fullmatch=True)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,9}(/[A-Za-z0-9_.-]{1,9})?", fullmatch=True)
LABELS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
DAYS = st.none() | st.integers(0, 9_999)


@settings(max_examples=30)
@given(
    st.dictionaries(REFERENCES, st.builds(Seen, DAYS, LABELS), max_size=5),
    st.lists(st.integers(0, 9_999), max_size=30),
    st.lists(st.tuples(st.integers(1, 3650), NAMES), max_size=30),
)
def test_what_is_written_is_read_again(
    blockers: dict[str, Seen], times: list[int], ladder: list[tuple[int, str]]
) -> None:
    line = remembering(blockers.items(), times, tuple(ladder))
    read = read_remembered(f"<!-- another -->\n{line}\n\nText")
    assert read is not None
    assert read.blockers == blockers
    assert read.times == tuple(times[-20:])
    assert read.ladder == tuple(ladder)
    assert not read.is_cut


def test_what_people_made_of_it_is_read_as_far_as_it_is_ours() -> None:
    entries = "removed=1,x rung=7:@a rung=b:c #12=5:blocked #x=1:a 13=4 #7=99999999:b #8=-:c"
    line = f"<!-- plumbline:blockers {entries} -->"
    read = read_remembered(line)
    assert read is not None
    assert read.blockers == {"#12": Seen(5, "blocked"), "#8": Seen(None, "c")}
    assert read.times == ()
    assert read.ladder is None
    assert read.is_cut


def test_a_line_that_is_quoted_or_gone_is_none() -> None:
    assert read_remembered("> <!-- plumbline:blockers #1=1:a -->") is None
    assert read_remembered("`<!-- plumbline:blockers #1=1:a -->`") is None
    assert read_remembered("") is None


def test_the_line_has_bounds() -> None:
    many = [(f"#{n}", Seen(1, "blocked")) for n in range(1, 1000)]
    ladder = tuple((days, "acme/team") for days in range(1, 31))
    read = read_remembered(remembering(many, range(100), ladder))
    assert read is not None
    assert len(read.blockers) == MOST_BLOCKERS
    assert read.is_cut
    assert read.times == tuple(range(80, 100))


@pytest.mark.parametrize(
    "label", ["停" * 50, "🚧" * 50, "%" * 50], ids=["three bytes", "four bytes", "quoted"]
)
def test_labels_as_long_as_github_takes_them_are_read_again(label: str) -> None:
    line = remembering([("acme/berths#1", Seen(3, label))], (), ())
    read = read_remembered(line)
    assert read is not None
    assert read.blockers == {"acme/berths#1": Seen(3, label)}
    assert not read.is_cut


def test_long_entries_leave_room_for_what_people_read() -> None:
    line = remembering([(f"acme/berths#{n}", Seen(3, "停" * 50)) for n in range(300)], (), ())
    assert len(line) < 25_000
    read = read_remembered(line)
    assert read is not None
    assert len(read.blockers) > 20
    assert read.is_cut

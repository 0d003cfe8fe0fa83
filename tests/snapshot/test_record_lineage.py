"""How records follow each other, by what either side says."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import read_record
from snapshot.facts import RecordFile, Repository
from snapshot.record_family import ADR
from snapshot.record_lineage import Dangling, Lineage, OneSided

REPOSITORY = Repository("o", "r", "main", "https://github.com/o/r")
SAYS = "# T\n\n## Status\n\n"


def lineage(**said: str) -> Lineage:
    """Of records `docs/adr/000N-x.md`, one for each `_N`, with what their status says."""
    texts = {f"docs/adr/{key[1:]:>04}-x.md": SAYS + text for key, text in said.items()}
    return of(texts)


def of(texts: dict[str, str]) -> Lineage:
    files = [RecordFile(path, "", read_record(path, text)) for path, text in texts.items()]
    return Lineage.of(files, (ADR,), REPOSITORY)


def path(number: int) -> str:
    return f"docs/adr/{number:04}-x.md"


def test_either_side_is_enough() -> None:
    joined = lineage(_1="Superseded by [2](0002-x.md)", _2="Accepted\n\nSupersedes ADR 3", _3="Old")
    assert joined.superseded_by(path(1)) == (path(2),)
    assert joined.supersedes(path(2)) == (path(1), path(3))
    assert joined.superseded_by(path(3)) == (path(2),)
    assert joined.superseded_by(path(2)) == ()


def test_what_only_one_side_says_is_told_with_its_line() -> None:
    joined = lineage(_1="Superseded by ADR-0002", _2="Accepted\n\nSupersedes ADR 3", _3="Accepted")
    assert joined.one_sided() == (
        OneSided(path(1), 5, path(2), "superseded_by"),
        OneSided(path(2), 7, path(3), "supersedes"),
    )


def test_what_both_sides_say_is_sound() -> None:
    joined = lineage(_1="Superseded by ADR-0002", _2="Accepted\n\nSupersedes ADR 1")
    assert joined.one_sided() == ()
    assert joined.dangling() == ()
    assert joined.cycles() == ()


def test_a_reference_to_no_record_dangles() -> None:
    joined = lineage(_1="Superseded by [ADR 9](0009-y.md)", _2="Amended by ADR-0012")
    assert joined.dangling() == (
        Dangling(path(1), 5, "0009-y.md"),
        Dangling(path(2), 5, "ADR-0012"),
    )


def test_what_lies_elsewhere_does_not_dangle() -> None:
    joined = lineage(
        _1="Superseded by https://github.com/a/b/blob/main/docs/adr/0009-y.md",
        _2="Superseded by [a discussion](https://github.com/o/r/discussions/3)",
        _3="Superseded by #12",
    )
    assert joined.dangling() == ()
    assert joined.superseded_by(path(1)) == ()


def test_an_address_in_this_repository_counts_whatever_branch_it_names() -> None:
    joined = lineage(
        _1="Superseded by [it](https://github.com/o/r/blob/gone/docs/adr/0002-x.md)", _2="Accepted"
    )
    assert joined.superseded_by(path(1)) == (path(2),)


def test_the_successors_are_the_ends_of_the_chains() -> None:
    joined = lineage(
        _1="Superseded by ADR 2 and ADR 3", _2="Superseded by ADR 4", _3="Accepted", _4="Accepted"
    )
    assert joined.successors(path(1)) == (path(3), path(4))
    assert joined.successors(path(4)) == ()


def test_a_cycle_has_no_successor_and_is_told() -> None:
    joined = lineage(
        _1="Superseded by ADR 2",
        _2="Superseded by ADR 3",
        _3="Superseded by ADR 1",
        _4="Superseded by ADR 4",
    )
    assert joined.successors(path(1)) == ()
    assert joined.cycles() == ((path(1), path(2), path(3)), (path(4),))


def test_a_number_means_the_record_in_the_same_folder() -> None:
    texts = {
        "a/docs/adr/0001-x.md": SAYS + "Superseded by ADR 2",
        "a/docs/adr/0002-y.md": SAYS + "Accepted",
        "docs/adr/0002-z.md": SAYS + "Accepted",
    }
    assert of(texts).superseded_by("a/docs/adr/0001-x.md") == ("a/docs/adr/0002-y.md",)


def test_an_id_of_another_family_is_not_taken_for_the_record_of_that_number() -> None:
    texts = {
        "docs/adr/0001-x.md": SAYS + "Superseded by RFC 2",
        "docs/adr/0002-y.md": SAYS + "Accepted",
        "docs/adr/rfc-0002-z.md": SAYS + "Accepted",
    }
    assert of(texts).superseded_by("docs/adr/0001-x.md") == ("docs/adr/rfc-0002-z.md",)
    del texts["docs/adr/rfc-0002-z.md"]
    assert of(texts).superseded_by("docs/adr/0001-x.md") == ()


def test_a_relative_path_is_taken_from_the_record() -> None:
    texts = {
        "docs/adr/old/0001-x.md": SAYS + "Superseded by [that](../0001-x.md)",
        "docs/adr/0001-x.md": SAYS + "Accepted",
    }
    assert of(texts).superseded_by("docs/adr/old/0001-x.md") == ("docs/adr/0001-x.md",)


def test_a_partial_supersession_is_an_amendment() -> None:
    joined = lineage(_1="Partially superseded by ADR 2", _2="Accepted")
    assert joined.superseded_by(path(1)) == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_any_relations_are_compared(pairs: list[tuple[int, int]]) -> None:
    said = {n: [other for one, other in pairs if one == n] for n in range(10)}
    texts = {
        path(n): SAYS + "Superseded by " + ", ".join(f"ADR-{other:04}" for other in others)
        for n, others in said.items()
    }
    joined = of(texts)
    for n, others in said.items():
        assert set(joined.superseded_by(path(n))) == {path(other) for other in others}
        assert all(not joined.superseded_by(end) for end in joined.successors(path(n)))
    in_circles = {each for circle in joined.cycles() for each in circle}
    assert in_circles == {path(n) for n in range(10) if _reaches(said, n, n)}


def _reaches(said: dict[int, list[int]], start: int, goal: int) -> bool:
    seen: set[int] = set()
    waiting = list(said[start])
    while waiting:
        each = waiting.pop()
        if each == goal:
            return True
        if each not in seen:
            seen.add(each)
            waiting += said[each]
    return False


def test_a_long_chain_is_followed_to_its_end() -> None:
    texts = {path(n): SAYS + f"Superseded by ADR-{n + 1:04}" for n in range(1, 1000)}
    texts[path(1000)] = SAYS + "Accepted"
    started = time.process_time()
    joined = of(texts)
    assert joined.successors(path(1)) == (path(1000),)
    assert joined.cycles() == ()
    assert time.process_time() - started < 5

"""Numbers of records: whose they are, and which is free."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from checks.parts.decision_records.naming import fitting_path
from checks.parts.decision_records.numbers import first_clashes, sequence_of, with_number
from snapshot.record_names import is_record_path


@pytest.mark.parametrize(
    ("path", "number", "expected"),
    [
        ("adr/0012-x.md", 13, "adr/0013-x.md"),
        ("adr/12-x.md", 130, "adr/130-x.md"),
        ("adr/ADR012_x.adoc", 13, "adr/ADR013_x.adoc"),
        ("adr/0012-x/README.md", 13, "adr/0013-x/README.md"),
        ("0012-x.md", 13, "0013-x.md"),
    ],
)
def test_a_record_gets_another_number_in_the_form_it_has(
    path: str, number: int, expected: str
) -> None:
    assert with_number(path, number) == expected


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("adr/0012-x.md", "adr/0012-y.md", True),
        ("adr/0012-x.md", "adr/adr-012-y.md", True),
        ("adr/0012-x/README.md", "adr/0012-y.md", True),
        ("adr/0012-x.md", "adr/old/0012-y.md", False),
        ("adr/adr-0012-x.md", "adr/rfc-0012-y.md", False),
    ],
)
def test_numbers_count_by_folder_and_prefix(one: str, other: str, together: bool) -> None:
    assert (sequence_of(one) == sequence_of(other)) is together


@pytest.mark.parametrize("path", ["adr/x.md", "adr/2026-11-23-x.md", "adr/README.md"])
def test_what_has_no_number_is_in_no_sequence(path: str) -> None:
    assert sequence_of(path) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("adr/0012-x.md", "adr/0012-x.de.md"),
        ("adr/0012-x.md", "adr/0012-x.rst"),
        ("adr/oep-0012-x.rst", "adr/oep-0012/README.rst"),
    ],
)
def test_pages_of_one_record_do_not_clash(one: str, other: str) -> None:
    assert first_clashes([one], [(1, [other])]) == {}


_NUMBERS = st.lists(st.integers(1, 6), max_size=4)


@settings(max_examples=60, deadline=None)
@given(_NUMBERS, st.dictionaries(st.integers(1, 5), _NUMBERS, max_size=4))
def test_once_everybody_follows_the_offers_no_number_is_taken_twice(
    at_base: list[int], works: dict[int, list[int]]
) -> None:
    base = {f"adr/{number:04}-base.md" for number in at_base}
    added = {
        pull_request: sorted({f"adr/{n:04}-of-{pull_request}.md" for n in numbers})
        for pull_request, numbers in works.items()
    }
    clashes = first_clashes(sorted(base), sorted(added.items()))
    followed = [
        clashes[pull_request, path].free_path if (pull_request, path) in clashes else path
        for pull_request, paths in added.items()
        for path in paths
    ]
    numbers = [path.split("/")[1][:4] for path in [*base, *followed]]
    assert len(numbers) == len(set(numbers))


@settings(max_examples=60, deadline=None)
@given(st.text("0129ax-_. /", min_size=1, max_size=20), st.sampled_from(["", "adr-", "2026-01-02"]))
def test_a_fitting_name_fits(words: str, prefix: str) -> None:
    others = ["adr/0001-a.md", "adr/0002-b.md", "adr/0003-c.md"]
    path = f"adr/{prefix}{words.strip('/')}.md"
    assume(is_record_path(path))
    fitting = fitting_path(path, others)
    assert fitting_path(fitting, others) == fitting


def test_another_markup_is_left_as_it_is() -> None:
    others = [f"adr/000{n}-a.md" for n in (1, 2, 3, 4)]
    assert fitting_path("adr/0009-x.rst", others) == "adr/0009-x.rst"
    assert fitting_path("adr/0009-x.markdown", others) == "adr/0009-x.md"

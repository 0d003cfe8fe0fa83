"""The people a record names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import read_record
from snapshot.record_people import people


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada, Bob and Cleo", ("Ada", "Bob", "Cleo")),
        ("@ada @bob-2", ("@ada", "@bob-2")),
        ("@ada, @bob", ("@ada", "@bob")),
        ("Ada (lead, core); Bob", ("Ada (lead, core)", "Bob")),
        ("[Ada](https://example.org), Bob <bob@example.org>", ("Ada", "Bob")),
        ("**Ada** & `bob`", ("Ada", "bob")),
        ("{list everyone involved in the decision}", ()),
        ("Ada, Ada", ("Ada",)),
        ("Ada, Bob&#x20;", ("Ada", "Bob")),
        ("n/a", ()),
        ("-", ()),
        ("Sandy Anderson", ("Sandy Anderson",)),
    ],
)
def test_names_are_taken_apart(written: str, names: tuple[str, ...]) -> None:
    assert people([written]) == names


NOTATIONS = {
    "bullet": "# T\n\n* Deciders: Ada, Bob\n",
    "nested list": "# T\n\n- Deciders:\n  - Ada\n  - Bob\n- Date: x\n",
    "front matter": "---\ndecision-makers: Ada, Bob\n---\n# T\n",
    "list in front matter": "---\ndecision_makers:\n  - Ada\n  - Bob\n---\n# T\n",
    "heading": "# T\n\n## Deciders\n\n- Ada\n- Bob\n\n## Context\n",
    "row": "# T\n\n| Deciders | Ada, Bob |\n|---|---|\n",
    "asciidoc": "= T\n:deciders: Ada, Bob\n",
    "html row": "<table><tr>\n<td>Deciders</td><td>Ada, Bob</td>\n</tr></table>",
}


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS)
def test_deciders_are_found_in_every_notation(text: str) -> None:
    assert read_record("docs/adr/0001-x.md", text).deciders == ("Ada", "Bob")


def test_who_was_asked_and_who_was_told_are_kept_apart() -> None:
    record = read_record("adr/1-x.md", "---\nconsulted: Ada\ninformed: [Bob, Cleo]\n---\n# T\n")
    assert (record.deciders, record.consulted, record.informed) == ((), ("Ada",), ("Bob", "Cleo"))


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_values_are_taken_apart(values: list[str]) -> None:
    assert all(name and name == name.strip() for name in people(values))

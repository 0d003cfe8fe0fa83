"""What records say about each other, in every place where they say it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from snapshot.decision_record import read_record


def said(text: str, path: str = "docs/adr/0012-x.md") -> list[tuple[str, int, tuple]]:
    """Kind, line and what is named, of each relation."""
    return [
        (
            relation.kind,
            relation.line,
            tuple(c.number if c.kind == "number" else c.target for c in relation.citations),
        )
        for relation in read_record(path, text).relations
    ]


S = "# T\n\n## Status\n\n"

ONE = {
    "status line": (S + "Superseded by ADR 7", ("superseded_by", 5, (7,))),
    "status line with a link": (
        S + "Superseded by [ADR 7](0007-y.md)",
        ("superseded_by", 5, ("0007-y.md",)),
    ),
    "misspelt": (S + "Superceded by ADR-0007", ("superseded_by", 5, (7,))),
    "prose between": (
        S + "Superseded (as never implemented) by [ADR 7](/adr/7)",
        ("superseded_by", 5, ("adr/7",)),
    ),
    "two successors": (S + "Superseded by ADR 7 and ADR 8", ("superseded_by", 5, (7, 8))),
    "built page": (
        S + "Superseded by [ADR 7](0007-y.html)",
        ("superseded_by", 5, ("0007-y",)),
    ),
    "another word": (S + "Replaced by ADR 7", ("superseded_by", 5, (7,))),
    "deprecated in favour": (S + "Deprecated in favour of ADR 7", ("superseded_by", 5, (7,))),
    "invalidated": (S + "Invalidated by ADR 7", ("superseded_by", 5, (7,))),
    "accepted first": (S + "Accepted, superseded by ADR 7", ("superseded_by", 5, (7,))),
    "with its date": ("# T\n\nSuperseded: 2024-05-02 by ADR 7", ("superseded_by", 3, (7,))),
    "further line": (
        S + "Accepted\n\nSupersedes [3. Y](0003-y.md)",
        ("supersedes", 7, ("0003-y.md",)),
    ),
    "further line amends": (S + "Accepted\n\nAmends ADR 3", ("amends", 7, (3,))),
    "further line amended": (S + "Accepted\n\nAmended by ADR 7", ("amended_by", 7, (7,))),
    "list below": (
        S + "Accepted\n\nSupersedes:\n\n- [Y](0003-y.md)",
        ("supersedes", 9, ("0003-y.md",)),
    ),
    "partly": (S + "Partially superseded by ADR 7", ("amended_by", 5, (7,))),
    "some of it": (S + "Accepted\n\nSupersedes parts of ADR 3", ("amends", 7, (3,))),
    "a part in between": (
        S + "Accepted\n\nSupersedes the pricing rules in ADR 3",
        ("amends", 7, (3,)),
    ),
    "a part at the end": (
        "# T\n\n- Supersedes: ADR-3 (its pricing only)\n",
        ("amends", 3, (3,)),
    ),
    "the whole in other words": (
        "# T\n\nThis ADR supersedes the decisions made in ADRs 60 and 61, but\n",
        ("supersedes", 3, (60, 61)),
    ),
    "front matter": ("---\nsuperseded-by: ADR-0007\n---\n# T", ("superseded_by", 2, (7,))),
    "front matter, a bare number": ("---\nsuperseded_by: 7\n---\n# T", ("superseded_by", 2, (7,))),
    "front matter, a list": (
        '---\nsupersedes:\n  - "0003"\n---\n# T',
        ("supersedes", 3, (3,)),
    ),
    "front matter, a file": (
        "---\nsupersededBy: 0007-y.md\n---\n# T",
        ("superseded_by", 2, ("0007-y.md",)),
    ),
    "front matter and its template's words": (
        '---\nstatus: "superseded by [ADR-0007](0007-y.md)"\n---\n# T',
        ("superseded_by", 2, ("0007-y.md",)),
    ),
    "label": ("# T\n\n- Supersedes: ADR 3\n", ("supersedes", 3, (3,))),
    "row": ("# T\n\n| Superseded by: | ADR-7 |\n|---|---|\n", ("superseded_by", 3, (7,))),
    "heading": ("# T\n\n## Supersedes\n\n- ADR-3\n\n## Context\n", ("supersedes", 5, (3,))),
    "sentence": ("# T\n\n> This ADR has been superseded by ADR 7.\n", ("superseded_by", 3, (7,))),
    "bold note": ("# T\n\n**Superseded by ADR-7**\n", ("superseded_by", 3, (7,))),
    "sentence about the way": (
        "# T\n\nThe behaviour supersedes that in [ADR-3](0003-y.md)\n",
        ("supersedes", 3, ("0003-y.md",)),
    ),
    "other family": (S + "Replaced by OEP-66", ("superseded_by", 5, (66,))),
    "rst link": (S + "Superseded by `Y <0007-y.rst>`_", ("superseded_by", 5, ("0007-y.rst",))),
    "asciidoc link": (
        S + "Superseded by xref:ADR007-y.adoc[Y]",
        ("superseded_by", 5, ("ADR007-y.adoc",)),
    ),
    "no record": (
        S + "Superseded by https://github.com/o/r/discussions/3",
        ("superseded_by", 5, ()),
    ),
}


@pytest.mark.parametrize(("text", "relation"), ONE.values(), ids=ONE)
def test_a_relation_is_found_wherever_it_stands(text: str, relation: tuple) -> None:
    assert said(text) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n| Supersedes | N/A |\n|---|---|\n| Superseded by: | none |\n",
        "---\nsuperseded-by:\n---\n# T",
        '---\nstatus: "{proposed | superseded by ADR-0123}"\n---\n# T',
        "# T\n\n- Supersedes: {ADR-XXXX}\n",
        "# T\n\n<!-- Superseded by ADR-7 -->\n",
        "# T\n\n```\nSuperseded by ADR-7\n```\n",
        "# T\n\nADR 5 supersedes ADR 3 since May.\n",
        "# T\n\n[Listeners](0035-y.md) say more\nand supersede, or supersedes [that](0026-z.md)\n",
        "# T\n\n**Supersedes:** None (extends ADR-0087)\n",
        "# T\n\nThis supersedes the ADR-0044 defaults.\n",
        "# T\n\nMySQL was replaced by what ADR 5 says.\n",
        "# T\n\nThe tool\nreplaces ``.txt`` files as ADR 3 says.\n",
        "# T\n\n## Status\n\nAccepted\n",
    ],
)
def test_what_is_about_nothing_or_others_is_no_relation(text: str) -> None:
    assert said(text) == []


def test_a_number_in_a_title_of_a_link_is_not_taken_twice() -> None:
    assert said(S + "Superseded by [ADR 7: 3 tiers](0007-y.md)") == [
        ("superseded_by", 5, ("0007-y.md",))
    ]


def test_several_relations_keep_their_order() -> None:
    text = S + "Accepted\n\nSupersedes ADR 3\n\nAmends ADR 4\n\nAmended by ADR 9\n"
    assert [kind for kind, _, _ in said(text)] == ["supersedes", "amends", "amended_by"]


@given(st.text(alphabet=st.sampled_from(list("ADR 12-[](){}<>:`,.sby")), max_size=60))
def test_any_sentence_is_read(text: str) -> None:
    for kind, line, _ in said(S + "Superseded by " + text):
        assert kind in ("superseded_by", "amended_by", "supersedes", "amends")
        assert line >= 5


def test_what_stands_in_one_line_of_front_matter_is_of_that_line() -> None:
    text = '---\nsupersedes: ["0008", "0032"]\napplies_to: [all]\n---\n# T'
    assert said(text) == [("supersedes", 2, (8,)), ("supersedes", 2, (32,))]

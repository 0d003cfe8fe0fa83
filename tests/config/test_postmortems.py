"""The section `postmortems:` of the policy."""

from __future__ import annotations

from datetime import date

import jsonschema
import pytest

from config.document import read_document
from config.json_schema import policy_schema
from config.loader import defaults, load
from config.policy import Policy
from snapshot.postmortem_folders import USUAL_CUSTOMS


def policy(text: str) -> Policy:
    found = load(text)
    assert isinstance(found, Policy), found
    return found


def test_nothing_is_done_unless_the_section_is_written() -> None:
    assert defaults().postmortems is None
    assert defaults().postmortem_customs == USUAL_CUSTOMS


@pytest.mark.parametrize("text", ["postmortems:\n", "postmortems: {}\n"])
def test_the_bare_key_asks_for_everything(text: str) -> None:
    wishes = policy(text).postmortems
    assert wishes is not None
    assert (wishes.incident_labels, wishes.due_days, wishes.index) == (("incident",), 14, True)
    jsonschema.validate(read_document(text).content, policy_schema())


def test_sections_have_synonyms_and_dates_are_dates() -> None:
    text = (
        "postmortems:\n  folders: [ops/reviews]\n  required_sections: [Impact|Who was hurt]\n"
        "  incident_labels: [sev1, sev2]\n  since: 2026-01-01\n  template: ./ops/template.md\n"
    )
    found = policy(text)
    assert found.postmortem_customs.required_sections == (("Impact", "Who was hurt"),)
    assert found.postmortem_customs.folders == ("ops/reviews",)
    assert found.postmortems is not None
    assert found.postmortems.since == date(2026, 1, 1)
    assert found.postmortems.template == "ops/template.md"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("template: ../../secret", "is not the path of a file"),
        ("due_days: 0", "cannot be `0`"),
        ("since: 0001-01-01", "lies outside the years 2000 to 2999"),
        ("since: 9999-12-31", "lies outside the years 2000 to 2999"),
        ("incident_labels: ['a,b']", "one line of text without commas"),
        ("remnd: true", "remnd"),
        ("incident_labels: [Postmortem]", "cannot mark incidents and something else"),
    ],
)
def test_what_cannot_be_is_refused_with_a_remedy(line: str, said: str) -> None:
    found = load(f"postmortems:\n  {line}\n")
    assert isinstance(found, tuple)
    assert said in found[0].message
    assert found[0].remedy
